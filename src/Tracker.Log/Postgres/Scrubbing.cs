using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace Tracker.Log.Postgres;

/// <summary>
/// Removes what a deleted row leaves in a table's file: PostgreSQL keeps the old version until VACUUM, and its bytes in the page even after that. So the
/// partition of <c>bodies</c> that had it is written anew (VACUUM FULL), which is bounded by <see cref="Migrations.Segment"/>. What is left is outside the
/// tables: the write-ahead log until it is recycled, and whatever was copied before (standbys' logs, archives, dumps).
/// </summary>
sealed partial class Scrubbing : IAsyncDisposable
{
    static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan AskSeldom = TimeSpan.FromSeconds(10);

    readonly Source _source;
    readonly Reach _reach;
    readonly Action<string>? _trouble;
    readonly CancellationTokenSource _stop = new();
    readonly SemaphoreSlim _one = new(1, 1);
    readonly Task _left;
    bool _told;

    public Scrubbing(Source source, Reach reach, Action<string>? trouble)
    {
        (_source, _reach, _trouble) = (source, reach, trouble);
        // What a process that died after a takedown's commit left behind.
        _left = RunAsync(_stop.Token);
    }

    /// <summary>Completes when no byte of what was taken down until now is left in a table's file. Waits for sessions that still see it.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, _stop.Token);
        await _one.WaitAsync(either.Token);
        try
        {
            for (var wait = AskAgain; !await TryAsync(either.Token); wait = wait < AskSeldom ? wait * 2 : wait) await Task.Delay(wait, either.Token);
            _told = false;
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _left.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _one.Dispose();
    }

    async Task<bool> TryAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = await _source.OpenTellingAsync(ct);
            // Whoever waits for a table makes others wait behind it: better to come again.
            await using (var soon = connection.Command("SET lock_timeout = 300")) await soon.ExecuteNonQueryAsync(ct);
            var due = await DueAsync(connection, ct);
            if (due.Count > 0)
            {
                // Whatever was derived from the words: a new file, and what is written from now on is from after the takedown.
                await using var empty = connection.Command($"TRUNCATE {_source.Schema}.snapshots");
                await empty.ExecuteNonQueryAsync(ct);
            }
            foreach (var segment in due.GroupBy(position => position / Migrations.Segment))
            {
                if (!await RewriteAsync(connection, segment.Key, ct)) return false;
                await using var done = connection.Command($"UPDATE {_source.Schema}.redactions SET scrubbed = true WHERE position = ANY($1)", (NpgsqlDbType.Array | NpgsqlDbType.Bigint, segment.ToArray()));
                await done.ExecuteNonQueryAsync(ct);
            }
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DiskFull || Reach.IsBarred(refused))
        {
            Tell(Reach.Reason(refused));
            return false;
        }
        catch (Exception error) when (Reach.IsTrouble(error) && !ct.IsCancellationRequested)
        {
            _reach.Lost(error);
            return false;
        }
    }

    async Task<List<long>> DueAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = connection.Command($"SELECT position FROM {_source.Schema}.redactions WHERE NOT scrubbed ORDER BY position");
        await using var rows = await command.ExecuteReaderAsync(ct);
        var due = new List<long>();
        while (await rows.ReadAsync(ct)) due.Add(rows.GetInt64(0));
        return due;
    }

    /// <summary>False when somebody still sees what was deleted, so that it was copied along.</summary>
    async Task<bool> RewriteAsync(NpgsqlConnection connection, long segment, CancellationToken ct)
    {
        var seen = 0L;
        connection.Notice += Hear;
        try
        {
            await using var rewrite = connection.Command($"VACUUM (FULL, VERBOSE) {_source.Schema}.bodies_{segment}");
            rewrite.CommandTimeout = 0;
            await rewrite.ExecuteNonQueryAsync(ct);
        }
        finally
        {
            connection.Notice -= Hear;
        }
        if (seen > 0) Tell("a session still sees the state before: a dump, a long transaction, a standby's slot");
        return seen == 0;

        // "N dead row versions cannot be removed yet.", in whatever language: the number comes first.
        void Hear(object sender, NpgsqlNoticeEventArgs notice)
        {
            if (notice.Notice.Detail is { } detail && Number.Match(detail) is { Success: true } found) seen = Math.Max(seen, long.Parse(found.Value, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    void Tell(string why)
    {
        if (!_told) _trouble?.Invoke($"Words that were taken down are still in the database's files ({why}); it is tried again until they are not.");
        _told = true;
    }

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Number { get; }
}
