using SQLitePCL;

namespace Tracker.Log.Sqlite;

/// <summary>What the writer is about to do, or has just done: where tests make it fail.</summary>
enum Moment { Begin, Write, Commit, Committed, Rollback, Checkpoint }

/// <summary>
/// One connection, used by one thread at a time. SQLite's own API without ADO.NET in between: a post is a dozen small statements,
/// and commands with named parameters cost more than the statements themselves.
/// </summary>
sealed class Database : IDisposable
{
    readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    // The same for SQL that is a constant, by reference: a post asks a dozen times, and hashing the text costs as much as the work.
    readonly Dictionary<string, Statement> _constants = new(ReferenceEqualityComparer.Instance);
    readonly TimeSpan _patience;

    static Database() => Batteries_V2.Init();

    Database(sqlite3 handle, TimeSpan patience) => (Handle, _patience) = (handle, patience);

    public sqlite3 Handle { get; }

    /// <summary>Throws in the place of SQLite; null outside tests.</summary>
    public Action<Moment>? Faults { get; init; }

    public static Database Open(string path, bool write, TimeSpan patience, Action<Moment>? faults = null)
    {
        var flags = write ? raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE : raw.SQLITE_OPEN_READONLY;
        var code = raw.sqlite3_open_v2(path, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new Database(handle, patience) { Faults = faults };
        if (code != raw.SQLITE_OK)
        {
            var error = new StoreError(code, raw.sqlite3_errstr(code).utf8_to_string());
            database.Dispose();
            throw error;
        }
        raw.sqlite3_extended_result_codes(handle, 1);
        raw.sqlite3_busy_timeout(handle, (int)patience.TotalMilliseconds);
        return database;
    }

    /// <summary>True outside a transaction.</summary>
    public bool AutoCommit => raw.sqlite3_get_autocommit(Handle) != 0;

    /// <summary>Pages written since the connection opened.</summary>
    public int PagesWritten
    {
        get
        {
            raw.sqlite3_db_status(Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 0);
            return pages;
        }
    }

    /// <summary>The statement for this SQL, prepared once, with nothing bound.</summary>
    public Statement this[string sql]
    {
        get
        {
            if (!_constants.TryGetValue(sql, out var statement) && !_statements.TryGetValue(sql, out statement)) return Prepare(sql);
            // Whoever had it before may have met an error between two steps.
            statement.Reset();
            return statement;
        }
    }

    /// <summary>Runs SQL that is ours alone: nothing from outside is ever in it.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(Handle, sql));

    public void Begin()
    {
        Faults?.Invoke(Moment.Begin);
        this["BEGIN IMMEDIATE"].Run(Moment.Begin);
    }

    public void Commit()
    {
        Faults?.Invoke(Moment.Commit);
        this["COMMIT"].Run(Moment.Commit);
        Faults?.Invoke(Moment.Committed);
    }

    /// <summary>Ends a transaction if one is open; SQLite itself has rolled back after some errors.</summary>
    public void Rollback()
    {
        Faults?.Invoke(Moment.Rollback);
        if (!AutoCommit) Execute("ROLLBACK");
    }

    /// <summary>
    /// Moves the write-ahead log into the database; the frames that are left in it, or −1 when a reader was in the way.
    /// With <paramref name="truncate"/> the file is emptied: it waits for readers, but only for a moment, since everybody waits with it.
    /// </summary>
    public int Checkpoint(bool truncate)
    {
        Faults?.Invoke(Moment.Checkpoint);
        var mode = truncate ? raw.SQLITE_CHECKPOINT_TRUNCATE : raw.SQLITE_CHECKPOINT_PASSIVE;
        raw.sqlite3_busy_timeout(Handle, 10);
        var code = raw.sqlite3_wal_checkpoint_v2(Handle, "main", mode, out var frames, out var moved);
        raw.sqlite3_busy_timeout(Handle, (int)_patience.TotalMilliseconds);
        if ((code & 0xff) == raw.SQLITE_BUSY) return -1;
        Check(code);
        return truncate ? 0 : Math.Max(0, frames - moved);
    }

    Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle));
        var statement = _statements[sql] = new Statement(this, handle);
        if (ReferenceEquals(string.IsInterned(sql), sql)) _constants[sql] = statement;
        return statement;
    }

    public void Check(int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE) return;
        throw new StoreError(raw.sqlite3_extended_errcode(Handle) is var extended && (extended & 0xff) == (code & 0xff) ? extended : code,
            raw.sqlite3_errmsg(Handle).utf8_to_string());
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements.Clear();
        _constants.Clear();
        Handle.Dispose();
    }
}
