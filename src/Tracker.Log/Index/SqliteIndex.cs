using Tracker.Domain;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

/// <summary>
/// The index in its own SQLite file beside the log. One loop follows the log in batches, a transaction each, the watermark in it; a file of another
/// log, another schema or with damage is deleted and made anew. Reads have connections of their own and never wait for the loop.
/// </summary>
public sealed partial class SqliteIndex : IIndex
{
    readonly SqliteIndexOptions _options;
    readonly IEventLog _log;
    readonly string _file;
    readonly CancellationTokenSource _stop = new();
    readonly Task _following;
    volatile IndexStore _store;
    volatile Boards _boards;
    IndexWriter _writer;
    volatile TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    CancellationTokenSource _damage = new();
    long _position;

    SqliteIndex(SqliteIndexOptions options, IEventLog log, string file, IndexStore store)
    {
        (_options, _log, _file, _store) = (options, log, file, store);
        _boards = new Boards(log.Epoch, options.Boards);
        _writer = new IndexWriter(store.Writer);
        _position = store.Position;
        _following = Task.Run(Follow);
    }

    /// <summary>Opens or makes the index and begins to follow the log; what it lacks it takes in behind.</summary>
    public static async Task<SqliteIndex> OpenAsync(SqliteIndexOptions options, IEventLog log, CancellationToken ct)
    {
        Directory.CreateDirectory(options.Directory);
        var file = Path.Combine(Path.GetFullPath(options.Directory), "index.db");
        var store = IndexStore.Open(file, log.Epoch, options.Readers, options.Trouble);
        if (!await Continues(store, log, ct))
        {
            store.Dispose();
            options.Trouble?.Invoke($"{file} is of another past than the log and is made anew.");
            store = IndexStore.Anew(file, log.Epoch, options.Readers);
        }
        return new SqliteIndex(options, log, file, store);
    }

    public long Position => Volatile.Read(ref _position);

    /// <summary>Ends when the index is disposed; fails when it cannot go on: a bug, or a record of a newer program.</summary>
    public Task Completion => _following;

    public async ValueTask<bool> WaitAsync(long position, CancellationToken ct)
    {
        while (true)
        {
            var moved = _moved.Task;
            if (Position >= position) return true;
            if (ct.IsCancellationRequested) return false;
            await moved.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _store.Dispose();
        _damage.Dispose();
        _stop.Dispose();
    }

    // An index ahead of its log, or with another record at its watermark, has taken in what is no longer so.
    static async Task<bool> Continues(IndexStore store, IEventLog log, CancellationToken ct)
    {
        if (store.Position == 0) return true;
        return store.Position <= log.Head && (await log.ReadAsync(store.Position - 1, 1, ct))[0].Hash.Span.SequenceEqual(store.Hash.Span);
    }

    async Task Follow()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _damage.Token);
                while (await _log.WaitAsync(Position, either.Token))
                {
                    await TakeBatch();
                    await Task.Delay(_options.Rest, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
                if (_damage.IsCancellationRequested) MakeAnew("a read found it");
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
            }
            catch (StoreError error) when (IndexStore.IsDamage(error))
            {
                MakeAnew(error.Message);
            }
            catch (StoreError error) when (error.IsFull || error.IsBusy)
            {
                _options.Trouble?.Invoke($"{_file} cannot be written ({error.Message}); tried again in a second.");
                await Task.Delay(TimeSpan.FromSeconds(1), _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task TakeBatch()
    {
        var records = await _log.ReadAsync(Position, _options.Batch, _stop.Token);
        if (records.Count == 0) return;
        var takedowns = await Takedown.ReadAsync(_log, records, _stop.Token);
        _writer.Write(records, takedowns);
        if (takedowns.Count > 0)
        {
            await LeaveNoCopy();
            _boards = new Boards(_log.Epoch, _options.Boards);
        }
        Move(records[^1].Position);
    }

    void Move(long position)
    {
        Volatile.Write(ref _position, position);
        Interlocked.Exchange(ref _moved, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    /// <summary>The write-ahead log still has pages with the words in them: it goes too, as soon as the reads that began before are done.</summary>
    async Task LeaveNoCopy()
    {
        while (_store.Writer.Checkpoint(truncate: true) < 0) await Task.Delay(TimeSpan.FromMilliseconds(20), _stop.Token);
    }

    void MakeAnew(string why)
    {
        _options.Trouble?.Invoke($"{_file} is damaged ({why}) and is made anew from the log.");
        var old = _store;
        _store = IndexStore.Anew(_file, _log.Epoch, _options.Readers);
        _boards = new Boards(_log.Epoch, _options.Boards);
        _writer = new IndexWriter(_store.Writer);
        old.Dispose();
        _damage = new CancellationTokenSource();
        Volatile.Write(ref _position, 0);
    }
}
