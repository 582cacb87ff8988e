using System.Diagnostics;
using Tracker.Domain;
using Tracker.Log.Settings;

namespace Tracker.Log.Sqlite;

/// <summary>The record in one SQLite file, for one process. Reads are in <c>SqliteLog.Reads.cs</c>, the writing in <see cref="Writer"/> and <see cref="Ledger"/>.</summary>
public sealed partial class SqliteLog : IEventLog
{
    readonly SqliteLogOptions _options;
    readonly DirectoryLock _lock;
    readonly Roles _roles;
    readonly Waiting _waiting;
    readonly LogInstruments _instruments;
    readonly Writer _writer;
    readonly Readers _readers;
    readonly RecordRows _rows;
    readonly Bounded<string, StreamState> _streams = new(32_768);
    readonly TouchTail _touches;
    Tail _tail;
    volatile TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    bool _disposed;

    SqliteLog(SqliteLogOptions options, DirectoryLock held, Database database, string file)
    {
        _options = options;
        _lock = held;
        Epoch = Schema.Meta(database, "epoch");
        _roles = Roles.Load(database, extend: true);
        _tail = ReadTail(database);
        _touches = TouchTail.Load(database, options.TouchWindow);
        _rows = new RecordRows(_roles);
        _readers = new Readers(file, options.Readers);
        _waiting = new Waiting(options.Waiting, options.WaitingBytes);
        Settings = new SqliteSettings(this);
        _instruments = new LogInstruments(() => Head, _waiting, options.Directory);
        _writer = new Writer(database, options, _instruments, _waiting, () => new Ledger(database, Epoch, _roles, _streams, Volatile.Read(ref _tail), _touches, options.Clock), Grow);
    }

    /// <summary>Opens the log of a directory, or makes it. The directory is locked for this process until the log is disposed of or the process ends.</summary>
    /// <exception cref="LogOpenException">One line that says why not.</exception>
    public static Task<SqliteLog> OpenAsync(SqliteLogOptions options, CancellationToken ct) => Task.Run(() => Open(options), ct);

    public string Epoch { get; }

    public long Head => Volatile.Read(ref _tail).Position;

    public bool Stopped => _writer.Stopped;

    /// <summary>The head and its hash, of one moment (32 zero bytes when the log is empty): to be kept outside the store, for <see cref="LogVerifier"/>.</summary>
    public Anchor Anchor
    {
        get
        {
            var tail = Volatile.Read(ref _tail);
            return new Anchor(new Cursor(Epoch, tail.Position), tail.Hash);
        }
    }

    /// <summary>What is kept beside the record, in the same file.</summary>
    public ISettings Settings { get; }

    /// <summary>
    /// Each committed batch, in order of position, with bodies and hashes: the feed need not read back. Called on the writer's thread after <see cref="Head"/>
    /// has moved and before callers are answered; it must neither block nor throw.
    /// </summary>
    public Action<IReadOnlyList<Record>>? Committed { get; set; }

    public Task<AppendOutcome> AppendAsync(Append append, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        AppendRules.Check(append);
        var work = new AppendWork(append);
        return Tracing.Source.HasListeners() ? TracedAsync(append, work, ct) : Enqueue(work, ct);
    }

    public async Task<AppendOutcome> RedactAsync(IReadOnlyList<long> positions, Append redaction, CancellationToken ct)
    {
        AppendRules.Check(positions, redaction);
        foreach (var position in positions)
        {
            if (position < 1 || position > Head) throw new ArgumentException($"There is no record at {position}.", nameof(positions));
            if ((await ReadAsync(position - 1, 1, ct))[0].Kind == "record.redacted")
                throw new ArgumentException($"Position {position} is itself a record.redacted: it proves an earlier takedown and cannot be taken down.", nameof(positions));
        }
        return await Enqueue(new RedactWork(positions, redaction), ct);
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

    /// <summary>What waits is written first; then the write-ahead log is moved into the database and the lock is let go.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        _waiting.Close(new ObjectDisposedException(nameof(SqliteLog)));
        _readers.Dispose();
        try
        {
            await _writer.Ended.ConfigureAwait(false);
        }
        finally
        {
            _instruments.Dispose();
            _lock.Dispose();
        }
    }

    internal async Task<bool> WriteSetting(SettingWork work, CancellationToken ct)
    {
        if (!_waiting.TryAdd(work)) throw new StoreUnavailableException(TooMuchWaits());
        return await work.Task.WaitAsync(ct).ConfigureAwait(false);
    }

    Task<AppendOutcome> Enqueue(AppendWork work, CancellationToken ct)
    {
        if (_waiting.TryAdd(work)) return work.Task.WaitAsync(ct);
        _instruments.Refused("busy", 1);
        return Task.FromResult<AppendOutcome>(TooMuchWaits());
    }

    async Task<AppendOutcome> TracedAsync(Append append, AppendWork work, CancellationToken ct)
    {
        using var span = Tracing.Source.StartActivity("append");
        var began = Stopwatch.GetTimestamp();
        if (span is null) return await Enqueue(work, ct);
        span.SetTag("tracker.records", append.Records.Count).SetTag("tracker.kind", append.Records[0].Kind);
        var outcome = await Enqueue(work, ct);
        span.SetTag("tracker.outcome", outcome is Unavailable refused ? refused.Code : work.Kind);
        if (outcome is Appended appended) span.SetTag("tracker.position", appended.Receipts[^1].Position);
        if (work.Times is not { Durable: > 0 } times) return outcome;
        span.Part("append wait", TimeSpan.Zero, Stopwatch.GetElapsedTime(began, times.Begun));
        span.Part("append commit", Stopwatch.GetElapsedTime(began, times.Begun), Stopwatch.GetElapsedTime(began, times.Durable));
        return outcome;
    }

    Unavailable TooMuchWaits() => new("busy", $"{_options.Waiting} appends wait for the disk; nothing was stored. Try again later.");

    void Grow(Ledger ledger)
    {
        Volatile.Write(ref _tail, ledger.Tail);
        if (ledger.Records.Count == 0) return;
        Committed?.Invoke(ledger.Records);
        Interlocked.Exchange(ref _grown, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    static SqliteLog Open(SqliteLogOptions options)
    {
        options = options with { Directory = Path.GetFullPath(options.Directory) };
        var held = DirectoryLock.Take(options.Directory, options.Clock, options.Owner);
        var file = Path.Combine(options.Directory, "log.db");
        Database? database = null;
        try
        {
            database = Schema.Open(options, file);
            Sweep(database);
            return new SqliteLog(options, held, database, file);
        }
        catch (Exception error)
        {
            database?.Dispose();
            held.Dispose();
            if (error is StoreError refused) throw LogOpenException.From(refused, options.Directory, file);
            throw;
        }
    }

    // A process that died between a takedown's commit and its checkpoint left the words in the write-ahead log.
    static void Sweep(Database database)
    {
        try
        {
            database.Checkpoint(truncate: true);
        }
        catch (StoreError error) when (error.IsFull || error.IsBusy)
        {
            // On a full disk the log still opens for reading; the next start or takedown sweeps.
        }
    }

    static Tail ReadTail(Database database)
    {
        var entity = database["SELECT max(id) FROM entities"].Number() ?? 0;
        var last = database["SELECT position, at, hash FROM records ORDER BY position DESC LIMIT 1"];
        if (!last.Step()) return new Tail(0, 0, Chain.Origin, entity);
        var tail = new Tail(last.Int64(0), last.Int64(1), last.Bytes(2).ToArray(), entity);
        last.Reset();
        return tail;
    }
}
