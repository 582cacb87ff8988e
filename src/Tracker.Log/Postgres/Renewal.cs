using Npgsql;
using NpgsqlTypes;

namespace Tracker.Log.Postgres;

/// <summary>
/// Gives a log a new epoch: after a dump was restored, or a standby that lacked records took over. Whoever comes with a cursor of before is told <c>reset</c>,
/// so that nobody takes this log for the one that went on. Anchors that were kept before go on holding up to its end.
/// </summary>
public static class Renewal
{
    const int Asks = 10;

    static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(200);

    /// <param name="forget">Sections of the settings that the log shall no longer have.</param>
    /// <returns>Where the log ends, under its new epoch. When it is not sound, nothing was changed.</returns>
    /// <exception cref="LogOpenException">One line that says why not; nothing was changed. <c>in-use</c>: servers are at work on it.</exception>
    public static async Task<Verification> RunAsync(PostgresLogOptions options, IReadOnlyList<string> forget, CancellationToken ct)
    {
        await using var source = Source.Of(options);
        try
        {
            await using var connection = await source.OpenAsync(ct);
            if (await Migrations.VersionAsync(connection, options.Schema, source.Name, ct) == 0) throw new LogOpenException("not-a-log", $"There is no log in {source.Name}.");
            await Opening.CheckAsync(connection, options, source.Name, ct);
            await RefuseWhileUsedAsync(connection, source, ct);
            var found = await PostgresVerifier.WalkAsync(connection, source.Schema, null, ct);
            return found.Sound ? found with { Head = await RenewAsync(connection, source, forget, found.Head, ct) } : found;
        }
        catch (Exception error) when (error is NpgsqlException or IOException or TimeoutException)
        {
            throw Opening.Refusal(error, source.Name);
        }
    }

    static async Task RefuseWhileUsedAsync(NpgsqlConnection connection, Source source, CancellationToken ct)
    {
        // The sessions of one that has just ended are there for a moment yet.
        for (var asked = 1; ; asked++)
        {
            await using var command = connection.Command("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1 AND pid <> pg_backend_pid()", (NpgsqlDbType.Text, source.Application));
            if (await command.ExecuteScalarAsync(ct) is 0L) return;
            if (asked == Asks) throw new LogOpenException("in-use", $"Servers are at work on {source.Name}; stop them first, for they would stop by themselves when the log becomes another one.");
            await Task.Delay(AskAgain, ct);
        }
    }

    static async Task<Cursor> RenewAsync(NpgsqlConnection connection, Source source, IReadOnlyList<string> forget, Cursor head, CancellationToken ct)
    {
        var (s, epoch) = (source.Schema, Cursor.NewEpoch());
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("BEGIN ISOLATION LEVEL READ COMMITTED");
        batch.Add($"SELECT FROM {s}.head WHERE one FOR UPDATE");
        batch.Add($"UPDATE {s}.ancestors SET reach = least(reach, $1)", (NpgsqlDbType.Bigint, head.Position));
        batch.Add($"INSERT INTO {s}.ancestors(epoch, reach) SELECT epoch, position FROM {s}.head WHERE one");
        batch.Add($"UPDATE {s}.head SET epoch = $1 WHERE one", (NpgsqlDbType.Text, epoch));
        batch.Add($"DELETE FROM {s}.settings WHERE section = ANY($1)", (NpgsqlDbType.Array | NpgsqlDbType.Text, forget.ToArray()));
        batch.Add("COMMIT");
        await batch.ExecuteNonQueryAsync(ct);
        return head with { Epoch = epoch };
    }
}
