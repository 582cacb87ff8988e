using Npgsql;
using NpgsqlTypes;
using Tracker.Domain;
using Tracker.Log.Settings;
using Tracker.Log.Writing;

namespace Tracker.Log.Postgres;

/// <summary>
/// The record in a schema of a PostgreSQL database, for any number of processes. Reads are in <c>PostgresLog.Reads.cs</c>, the writing in <see cref="Writer"/>,
/// <see cref="Draft"/> and <see cref="Turn"/>. While the database is away, appends are refused and reads throw <see cref="StoreUnavailableException"/>, both
/// with <c>unavailable</c>; when it is back, everything goes on by itself.
/// </summary>
public sealed partial class PostgresLog : ILogStore
{
    static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    readonly Source _source;
    readonly Reach _reach;
    readonly RecordRows _rows;
    readonly Waiting _waiting;
    readonly LogInstruments _instruments;
    readonly Intake _intake;
    readonly Writer _writer;
    readonly HeadWatch _watch;
    readonly Scrubbing _scrubbing;
    readonly Lock _growing = new();
    volatile Head _head;
    volatile TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    bool _disposed;

    PostgresLog(PostgresLogOptions options, Source source, Reach reach, Roles roles, Head head)
    {
        (_source, _reach, _head, Epoch) = (source, reach, head, head.Epoch);
        _rows = new RecordRows(source.Schema, roles);
        _waiting = new Waiting(options.Waiting, options.WaitingBytes);
        _instruments = new LogInstruments(() => Head, _waiting);
        _intake = new Intake(_waiting, _instruments, options.Waiting);
        Settings = new PostgresSettings(this, source.Schema);
        Snapshots = new PostgresSnapshots(this, source.Schema);
        _scrubbing = new Scrubbing(source, reach, options.Trouble);
        var notice = Cursor.NewEpoch();
        _writer = new Writer(options, source, reach, roles, _instruments, _waiting, notice, () => _head, Doubt, Grow);
        _watch = new HeadWatch(source, reach, options.PollEvery, notice, () => _head, Seen);
    }

    /// <summary>Opens the log of a database, or makes it. Waits for a database that is away, where the options say so.</summary>
    /// <exception cref="LogOpenException">One line that says why not, without the password.</exception>
    public static async Task<PostgresLog> OpenAsync(PostgresLogOptions options, CancellationToken ct)
    {
        var source = Source.Of(options);
        try
        {
            var reach = new Reach(source.Name, options.Trouble);
            while (true)
            {
                try
                {
                    var (roles, head) = await Opening.RunAsync(source, options, ct);
                    reach.Found();
                    return new PostgresLog(options, source, reach, roles, head);
                }
                catch (Exception error) when (options.WaitsAtStart && Reach.IsAway(error))
                {
                    reach.Lost(error);
                    await Task.Delay(AskAgain, ct);
                }
                catch (Exception error) when (error is NpgsqlException or IOException or TimeoutException)
                {
                    throw Opening.Refusal(error, source.Name);
                }
            }
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where it is, without the password: for a person.</summary>
    public string Name => _source.Name;

    public string Epoch { get; }

    public long Head => _head.Position;

    public bool Stopped => _writer.Stopped;

    public string? Away => _reach.Away;

    /// <summary>The head and its hash, of one moment.</summary>
    public Anchor Anchor
    {
        get
        {
            var head = _head;
            return new Anchor(new Cursor(Epoch, head.Position), head.Hash);
        }
    }

    public ISettings Settings { get; }

    public ISnapshots? Snapshots { get; }

    public Action<IReadOnlyList<Record>>? Committed { get; set; }

    public Task<AppendOutcome> AppendAsync(Append append, CancellationToken ct)
    {
        AppendRules.Check(append);
        return _intake.AppendAsync(new AppendWork(append), ct);
    }

    public async Task<AppendOutcome> RedactAsync(IReadOnlyList<long> positions, Append redaction, CancellationToken ct)
    {
        await AppendRules.CheckAsync(this, positions, redaction, ct);
        var outcome = await _intake.AppendAsync(new RedactWork(positions, redaction), ct);
        if (outcome is Appended or Replayed) await _scrubbing.RunAsync(ct);
        return outcome;
    }

    public async ValueTask<bool> WaitAsync(long after, CancellationToken ct)
    {
        while (Head <= after)
        {
            var grown = _grown.Task;
            if (Head > after) break;
            try
            {
                await grown.WaitAsync(ct).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>What waits is written first, where the database is there to take it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        _waiting.Close(new ObjectDisposedException(nameof(PostgresLog)));
        _writer.Close();
        try
        {
            await _writer.Ended.ConfigureAwait(false);
        }
        finally
        {
            _writer.Dispose();
            await _scrubbing.DisposeAsync();
            await _watch.DisposeAsync();
            await _source.DisposeAsync();
            _instruments.Dispose();
        }
    }

    /// <summary>On the writer's thread, after a commit.</summary>
    void Grow(Draft draft)
    {
        foreach (var (entity, stream, _) in draft.Streams)
        {
            _rows.Learn(stream.Id, entity);
            if (stream.Version > 0) _existing.Set(entity, true);
        }
        Move(draft.Head);
        if (draft.Records.Count == 0) return;
        Committed?.Invoke(draft.Records);
        Pulse();
    }

    /// <summary>What another process has written is there.</summary>
    void Seen(Head head, bool same)
    {
        if (!same || head.Epoch != Epoch) _writer.Stop(Other(head));
        else if (Move(head)) Pulse();
    }

    /// <summary>Any proof of a later position: all before it is there too, since commits come in the order of positions.</summary>
    void Seen(Receipt receipt)
    {
        if (Move(new Head(Epoch, receipt.Position, receipt.At.ToUnixTimeMilliseconds(), receipt.Hash.ToArray(), 0))) Pulse();
    }

    string? Doubt(Head known, Head head) =>
        head.Epoch != Epoch || head.Position < known.Position || (head.Position == known.Position && !head.Hash.AsSpan().SequenceEqual(known.Hash)) ? Other(head) : null;

    string Other(Head head) =>
        $"The log {_source.Name} is not the one that this process followed to {new Cursor(Epoch, Head)}: it is at {new Cursor(head.Epoch, head.Position)} now, and another one there. Was a backup restored, or did a standby take over that lacked records? Say `tracker new-epoch`, then start again.";

    bool Move(Head head)
    {
        lock (_growing)
        {
            if (head.Position <= _head.Position) return false;
            _head = head;
            return true;
        }
    }

    void Pulse() => Interlocked.Exchange(ref _grown, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
