using Tracker.Domain;
using Tracker.Log.Settings;
using Tracker.Log.Writing;

namespace Tracker.Log.Sqlite;

/// <summary>The record in one SQLite file, for one process. Reads are in <c>SqliteLog.Reads.cs</c>, the writing in <see cref="Writer"/> and <see cref="Ledger"/>.</summary>
public sealed partial class SqliteLog : ILogStore
{
    readonly SqliteLogOptions _options;
    readonly DirectoryLock _lock;
    readonly Roles _roles;
    readonly Waiting _waiting;
    readonly LogInstruments _instruments;
    readonly Intake _intake;
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
        _roles = RoleTable.Load(database, extend: true);
        _tail = ReadTail(database);
        _touches = TouchTail.Load(database, options.TouchWindow);
        _rows = new RecordRows(_roles);
        _readers = new Readers(file, options.Readers);
        _waiting = new Waiting(options.Waiting, options.WaitingBytes);
        Settings = new SqliteSettings(this);
        _instruments = new LogInstruments(() => Head, _waiting);
        _intake = new Intake(_waiting, _instruments, options.Waiting);
        _writer = new Writer(database, options, _instruments, new FileInstruments(_instruments.Meter, options.Directory), _waiting, () => new Ledger(database, Epoch, _roles, _streams, Volatile.Read(ref _tail), _touches, options.Clock), Grow);
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

    /// <summary>Called on the writer's thread, before callers are answered.</summary>
    public Action<IReadOnlyList<Record>>? Committed { get; set; }

    public Task<AppendOutcome> AppendAsync(Append append, CancellationToken ct)
    {
        AppendRules.Check(append);
        return _intake.AppendAsync(new AppendWork(append), ct);
    }

    public async Task<AppendOutcome> RedactAsync(IReadOnlyList<long> positions, Append redaction, CancellationToken ct)
    {
        await AppendRules.CheckAsync(this, positions, redaction, ct);
        return await _intake.AppendAsync(new RedactWork(positions, redaction), ct);
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
        if (!_waiting.TryAdd(work)) throw new StoreUnavailableException(_intake.TooMuchWaits());
        return await work.Task.WaitAsync(ct).ConfigureAwait(false);
    }

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
            if (error is StoreError refused) throw refused.ToOpening(options.Directory, file);
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
