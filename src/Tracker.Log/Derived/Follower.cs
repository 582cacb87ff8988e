using Tracker.Domain;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Derived;

/// <summary>How a derived store follows.</summary>
/// <param name="Batch">Records in one transaction at most.</param>
/// <param name="Rest">Least time between two transactions, 25 ms after one with sixteen records or more; the first after a rest is taken in at once.</param>
/// <param name="Trouble">Takes one line about trouble that was met and survived. Must not block.</param>
/// <param name="Recent">Gives records after a position from memory, see <see cref="Recent"/>; null = all are read from the log.</param>
sealed record Following(int Batch, TimeSpan Rest, Action<string>? Trouble, Recent? Recent = null);

/// <summary>
/// Records after a position, at most <paramref name="limit"/> of them and without a hole, from memory; null or none = read the log. Everybody who is given
/// a record from memory shares it, and with it the event that is read from its body once.
/// </summary>
public delegate IReadOnlyList<Record>? Recent(long after, int limit);

/// <summary>
/// Keeps a derived store up with the log: one loop takes records in in batches, a transaction each, the watermark in it; a file of another log, another
/// schema or with damage is deleted and made anew. Reads have connections of their own and never wait for the loop.
/// </summary>
sealed class Follower : IAsyncDisposable
{
    // Where many come, more of them share what a transaction costs beside its records (each dirty page is two calls of the kernel).
    const int Crowd = 16;

    static readonly TimeSpan RestInCrowd = TimeSpan.FromMilliseconds(25);

    readonly Following _following;
    readonly DerivedFile _file;
    readonly IEventLog _log;
    readonly Func<Database, ITaker> _makeTaker;
    readonly CancellationTokenSource _stop = new();
    readonly Task _loop;
    volatile DerivedStore _store;
    ITaker _taker;
    volatile TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    CancellationTokenSource _damage = new();
    long _position;

    Follower(Following following, DerivedFile file, IEventLog log, DerivedStore store, Func<Database, ITaker> makeTaker, Action? forget)
    {
        (_following, _file, _log, _store, _makeTaker, Forget) = (following, file, log, store, makeTaker, forget);
        _taker = makeTaker(store.Writer);
        _position = store.Position;
        _loop = Task.Run(FollowAsync);
    }

    /// <summary>Opens or makes the store and begins to follow the log; what it lacks it takes in behind.</summary>
    /// <param name="forget">Called when words were taken down or the store was made anew: nothing that was read before may be kept.</param>
    public static async Task<Follower> OpenAsync(Following following, DerivedFile file, IEventLog log, Func<Database, ITaker> makeTaker, Action? forget, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
        var store = file.Open(log.Epoch, following.Trouble);
        if (!await Continues(store, log, ct))
        {
            store.Dispose();
            following.Trouble?.Invoke($"{file.Path} is of another past than the log and is made anew.");
            store = file.Anew(log.Epoch);
        }
        return new Follower(following, file, log, store, makeTaker, forget);
    }

    Action? Forget { get; }

    /// <summary>The last position that it has taken in.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Ends when it is disposed; fails when it cannot go on: a bug, or a record of a newer program.</summary>
    public Task Completion => _loop;

    public Readers Readers => _store.Readers;

    /// <summary>True when <see cref="Position"/> ≥ position; false when <paramref name="ct"/> is cancelled first.</summary>
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

    /// <summary>Reads out of one consistent view. Damage that it meets makes the store be made anew.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<Snapshot, T> read, CancellationToken ct)
    {
        try
        {
            using var from = await Snapshot.OpenAsync(_store.Readers, ct);
            return read(from);
        }
        catch (StoreError error) when (DerivedFile.IsDamage(error))
        {
            await _damage.CancelAsync();
            throw;
        }
    }

    /// <summary>Takes nothing in any more after the batch that it is at; what is there can still be read.</summary>
    public void Rest() => _stop.Cancel();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _store.Dispose();
        _damage.Dispose();
        _stop.Dispose();
    }

    // A store ahead of its log, or with another record at its watermark, has taken in what is no longer so.
    static async Task<bool> Continues(DerivedStore store, IEventLog log, CancellationToken ct)
    {
        if (store.Position == 0) return true;
        return store.Position <= log.Head && (await log.ReadAsync(store.Position - 1, 1, ct))[0].Hash.Span.SequenceEqual(store.Hash.Span);
    }

    async Task FollowAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _damage.Token);
                while (await _log.WaitAsync(Position, either.Token))
                {
                    // A full batch tells that more waits: then it does not rest.
                    var taken = await TakeBatch();
                    if (taken == _following.Batch) continue;
                    await Task.Delay(taken >= Crowd && _following.Rest < RestInCrowd ? RestInCrowd : _following.Rest, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
                if (_damage.IsCancellationRequested) MakeAnew("a read found it");
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
            }
            catch (StoreError error) when (DerivedFile.IsDamage(error))
            {
                MakeAnew(error.Message);
            }
            catch (StoreUnavailableException)
            {
                // The log says itself when its store is away and when it is back.
                await Task.Delay(TimeSpan.FromSeconds(1), _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (StoreError error) when (error.IsFull || error.IsBusy)
            {
                _following.Trouble?.Invoke($"{_file.Path} cannot be written ({error.Message}); tried again in a second.");
                await Task.Delay(TimeSpan.FromSeconds(1), _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task<int> TakeBatch()
    {
        var records = _following.Recent?.Invoke(Position, _following.Batch) is { Count: > 0 } recent ? recent : await _log.ReadAsync(Position, _following.Batch, _stop.Token);
        if (records.Count == 0) return 0;
        if (await _taker.TakeAsync(records, _stop.Token))
        {
            await LeaveNoCopy();
            Forget?.Invoke();
        }
        Move(records[^1].Position);
        return records.Count;
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
        _following.Trouble?.Invoke($"{_file.Path} is damaged ({why}) and is made anew from the log.");
        var old = _store;
        _store = _file.Anew(_log.Epoch);
        Forget?.Invoke();
        _taker = _makeTaker(_store.Writer);
        old.Dispose();
        _damage = new CancellationTokenSource();
        Volatile.Write(ref _position, 0);
    }
}
