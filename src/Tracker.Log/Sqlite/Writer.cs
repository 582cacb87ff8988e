using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Tracker.Log.Writing;

namespace Tracker.Log.Sqlite;

/// <summary>
/// The one writer: a thread of its own, the only connection that writes and checkpoints. Whatever waits when the disk is free goes in one transaction
/// (group commit); callers are answered after COMMIT came back, and only then.
/// </summary>
sealed class Writer
{
    // Beyond this many times the usual length the write-ahead log is cut by force: readers wait for a moment, the file does not grow for ever.
    const int TooLong = 16;

    static readonly TimeSpan ScrubAgain = TimeSpan.FromMilliseconds(50);

    readonly Database _database;
    readonly SqliteLogOptions _options;
    readonly LogInstruments _instruments;
    readonly FileInstruments _files;
    readonly Waiting _waiting;
    readonly Func<Ledger> _begin;
    readonly Action<Ledger> _committed;
    readonly List<Work> _scrubs = [];
    readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    long _scrubbed;
    int _pages;
    int _patience = TooLong;
    bool _refusing;
    bool _stuck;
    volatile Exception? _stopped;

    public Writer(Database database, SqliteLogOptions options, LogInstruments instruments, FileInstruments files, Waiting waiting, Func<Ledger> begin, Action<Ledger> committed)
    {
        (_database, _options, _instruments, _files, _waiting, _begin, _committed) = (database, options, instruments, files, waiting, begin, committed);
        new Thread(Run) { Name = "Tracker log writer", IsBackground = true }.Start();
    }

    /// <summary>Completes when everything that waited is done and the connection is closed.</summary>
    public Task Ended => _ended.Task;

    /// <summary>True once it can write no more for good.</summary>
    public bool Stopped => _stopped is not null;

    void Run()
    {
        var batch = new List<Work>();
        try
        {
            while (_waiting.Take(batch, _scrubs.Count > 0 ? ScrubAgain : Timeout.InfiniteTimeSpan))
            {
                if (_stopped is not null) batch.ForEach(work => work.Fail(_stopped));
                else if (batch.Count > 0) Write(batch);
                batch.Clear();
                if (_stopped is null) Tidy();
            }
            if (_stopped is null) Try(() => _database.Checkpoint(truncate: true));
            _database.Dispose();
            _ended.SetResult();
        }
        catch (Exception error)
        {
            // Not a refusal of SQLite but a bug here: what was written is unknown.
            Stop($"The log's writer has failed: {error.Message}", error, batch);
            for (batch.Clear(); _waiting.Take(batch, TimeSpan.Zero); batch.Clear()) batch.ForEach(work => work.Fail(_stopped!));
            _ended.SetException(error);
        }
        finally
        {
            _scrubs.ForEach(work => work.Fail(_stopped ?? new ObjectDisposedException(nameof(SqliteLog))));
        }
    }

    void Write(List<Work> batch)
    {
        var begun = Stopwatch.GetTimestamp();
        var ledger = _begin();
        try
        {
            _database.Begin();
            foreach (var work in batch) work.Apply(ledger);
            ledger.Flush();
        }
        catch (Exception error)
        {
            Undo(batch, error);
            return;
        }
        _options.BeforeCommit?.Invoke(batch);
        try
        {
            _database.Commit();
        }
        catch (StoreError error) when (error.IsFull || error.IsBusy)
        {
            Undo(batch, error, ledger);
            return;
        }
        catch (StoreError error)
        {
            Stop($"The outcome of a commit is unknown ({error.Message}, SQLite {error.Code}); the log stops.", error, batch);
            return;
        }
        Tell(ref _refusing, null);
        ledger.Keep();
        _committed(ledger);
        _instruments.Committed(batch, ledger.Records.Count, begun);
        var times = (begun, Stopwatch.GetTimestamp());
        foreach (var work in batch)
        {
            work.Times = times;
            if (work.Scrubs) _scrubs.Add(work);
            else work.Answer();
        }
    }

    /// <summary>Takes the transaction back and refuses everyone in it. After a commit that said no, the log itself is asked whether that is true.</summary>
    void Undo(List<Work> batch, Exception error, Ledger? afterCommit = null)
    {
        try
        {
            _database.Rollback();
            if (!_database.AutoCommit) throw new StoreError(SQLitePCL.raw.SQLITE_ERROR, "the transaction is still open");
            if (afterCommit is { Records.Count: > 0 } && _database["SELECT 1 FROM records WHERE position = ?"].Bind(afterCommit.Records[0].Position).Number() is not null)
                throw new StoreError(SQLitePCL.raw.SQLITE_ERROR, "the records are there");
        }
        catch (StoreError worse)
        {
            Stop($"A write failed ({error.Message}) and could not be taken back ({worse.Message}); the log stops.", worse, batch);
            return;
        }
        if (error is not StoreError store)
        {
            // A bug, met before anything was committed: everyone in the batch sees it, the next batch starts clean.
            batch.ForEach(work => work.Fail(error));
            return;
        }
        var refusal = store.IsFull
            ? new Unavailable("storage-full", "The disk is full; nothing was stored. Reading goes on; try again later.")
            : new Unavailable("busy", $"The store could not write; nothing was stored ({store.Message}, SQLite {store.Code}). Try again later.");
        Tell(ref _refusing, refusal.Detail);
        _instruments.Refused(refusal.Code, batch.Count);
        foreach (var work in batch) work.Refuse(refusal);
    }

    /// <summary>Moves the write-ahead log into the database when it is long, and cuts it for those who wait for words to be gone.</summary>
    void Tidy()
    {
        var written = _database.PagesWritten - _pages;
        var scrub = _scrubs.Count > 0 && Stopwatch.GetElapsedTime(_scrubbed) >= ScrubAgain;
        if (!scrub && written < _options.CheckpointPages) return;
        Try(() =>
        {
            var force = scrub || written >= _options.CheckpointPages * _patience;
            if (scrub) _scrubbed = Stopwatch.GetTimestamp();
            var begun = Stopwatch.GetTimestamp();
            var left = _database.Checkpoint(truncate: force);
            _files.Checkpointed(left == 0, begun);
            if (left != 0)
            {
                // A reader holds an old view. Everything is still safe in the write-ahead log: try again with the next batch, by force later and later.
                if (force && !scrub) _patience *= 2;
                return;
            }
            Tell(ref _stuck, null);
            _pages = _database.PagesWritten;
            _patience = TooLong;
            if (!force) return;
            _scrubbed = 0;
            foreach (var work in _scrubs) work.Answer();
            _scrubs.Clear();
        });
    }

    void Try(Action checkpoint)
    {
        try
        {
            checkpoint();
        }
        catch (StoreError error) when (error.IsFull || error.IsBusy)
        {
            Tell(ref _stuck, $"The write-ahead log could not be moved into the database ({error.Message}); it stays, nothing is lost.");
        }
        catch (StoreError error)
        {
            // After a failed fsync the kernel may have dropped the pages, and a second try would say yes to nothing.
            Stop($"Moving the write-ahead log into the database failed ({error.Message}, SQLite {error.Code}); the log stops.", error);
        }
    }

    /// <summary>One line when trouble begins, however often it is met; null when it has ended.</summary>
    void Tell(ref bool told, string? trouble)
    {
        if (trouble is not null && !told) _options.Trouble?.Invoke(trouble);
        told = trouble is not null;
    }

    void Stop(string why, Exception cause, List<Work>? batch = null)
    {
        _stopped = ExceptionDispatchInfo.SetCurrentStackTrace(new InvalidOperationException(why, cause));
        _options.FailStop(why);
        _waiting.Close(_stopped);
        batch?.ForEach(work => work.Fail(_stopped));
    }
}
