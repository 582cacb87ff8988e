using Npgsql;
using NpgsqlTypes;

namespace Tracker.Log.Postgres;

/// <summary>
/// Sees what other processes write: a notification wakes it, and so does the clock, since a notification may be lost; what counts is the head that it then
/// reads. It also notices when the database goes away and when it is back, and whether it still has the log that this process followed.
/// </summary>
sealed class HeadWatch : IAsyncDisposable
{
    static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan AskSeldom = TimeSpan.FromSeconds(1);

    readonly Source _source;
    readonly Reach _reach;
    readonly TimeSpan _pollEvery;
    readonly string _notice;
    readonly Func<Head> _known;
    readonly Action<Head, bool> _seen;
    readonly CancellationTokenSource _stop = new();
    readonly Task _loop;

    /// <param name="notice">This process's own notification: what it wrote it knows.</param>
    /// <param name="known">The newest head that this process knows.</param>
    /// <param name="seen">Takes the head that was read, and whether the record at the known one is still the same.</param>
    public HeadWatch(Source source, Reach reach, TimeSpan pollEvery, string notice, Func<Head> known, Action<Head, bool> seen)
    {
        (_source, _reach, _pollEvery, _notice, _known, _seen) = (source, reach, pollEvery, notice, known, seen);
        _loop = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    async Task RunAsync()
    {
        for (var wait = AskAgain; !_stop.IsCancellationRequested; wait = AskSeldom)
        {
            try
            {
                await ListenAsync();
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (Reach.IsTrouble(error) || error is NpgsqlException)
            {
                _reach.Lost(error);
                await Task.Delay(wait, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task ListenAsync()
    {
        await using var connection = await _source.OpenAsync(_stop.Token);
        var others = true;
        connection.Notification += (_, said) => others |= said.Payload != _notice;
        await using (var listen = connection.Command($"LISTEN \"{Turn.Channel(_source.Schema)}\"")) await listen.ExecuteNonQueryAsync(_stop.Token);
        try
        {
            while (true)
            {
                if (others)
                {
                    others = false;
                    await LookAsync(connection);
                    _reach.Found();
                }
                // False when nothing came in time: then it is looked anyway. (No |= here: that would read its left side before the wait.)
                else if (!await connection.WaitAsync(_pollEvery, _stop.Token)) others = true;
            }
        }
        finally
        {
            // It goes back to the pool, and nobody else there wants to be told.
            NpgsqlConnection.ClearPool(connection);
        }
    }

    async Task LookAsync(NpgsqlConnection connection)
    {
        var known = _known();
        await using var command = connection.Command(
            $"SELECT h.epoch, h.position, h.at, h.hash, h.last_entity, (SELECT r.hash FROM {_source.Schema}.records r WHERE r.position = $1) FROM {_source.Schema}.head h WHERE h.one", (NpgsqlDbType.Bigint, known.Position));
        await using var row = await command.ExecuteReaderAsync(_stop.Token);
        if (!await row.ReadAsync(_stop.Token)) throw new NpgsqlException("The log has no head.");
        var same = known.Position == 0 || (!await row.IsDBNullAsync(5, _stop.Token) && row.Blob(5).AsSpan().SequenceEqual(known.Hash));
        _seen(new Head(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.Blob(3), row.GetInt64(4)), same);
    }
}
