using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Tracker.Log.Writing;

namespace Tracker.Log.Postgres;

/// <summary>
/// This process's writer: a thread of its own. Whatever waits when the lock is free goes in one transaction (group commit); callers are answered after
/// COMMIT came back, or after it was found out what became of it. It keeps nothing between two transactions that another process could make wrong.
/// </summary>
sealed class Writer : IDisposable
{
    // The first try may meet a connection that died while it rested, the second a database that is just starting again.
    const int Tries = 3;

    static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(200);

    readonly PostgresLogOptions _options;
    readonly Turn _turn;
    readonly Reach _reach;
    readonly Roles _roles;
    readonly LogInstruments _instruments;
    readonly Waiting _waiting;
    readonly string _notice;
    readonly Func<Head> _known;
    readonly Func<Head, Head, string?> _doubt;
    readonly Action<Draft> _committed;
    readonly ManualResetEventSlim _closing = new();
    readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile Exception? _stopped;

    /// <param name="notice">What other processes are told after a commit.</param>
    /// <param name="known">The newest head that this process knows.</param>
    /// <param name="doubt">Why, knowing the first, the second cannot be the end of the log that this process followed; null = it can.</param>
    /// <param name="committed">Called after each commit, before callers are answered.</param>
    public Writer(PostgresLogOptions options, Source source, Reach reach, Roles roles, LogInstruments instruments, Waiting waiting, string notice, Func<Head> known, Func<Head, Head, string?> doubt, Action<Draft> committed)
    {
        (_options, _turn, _reach, _roles, _instruments, _waiting, _notice, _known, _doubt, _committed) = (options, new Turn(source), reach, roles, instruments, waiting, notice, known, doubt, committed);
        new Thread(Run) { Name = "Tracker log writer", IsBackground = true }.Start();
    }

    /// <summary>Completes when everything that waited is done and the connection is closed.</summary>
    public Task Ended => _ended.Task;

    public bool Stopped => _stopped is not null;

    /// <summary>From now on it waits for nothing any more: what cannot be done at once is refused.</summary>
    public void Close() => _closing.Set();

    public void Stop(string why)
    {
        if (_stopped is not null) return;
        _stopped = ExceptionDispatchInfo.SetCurrentStackTrace(new InvalidOperationException(why));
        _options.FailStop(why);
        _waiting.Close(_stopped);
    }

    /// <summary>After <see cref="Ended"/>.</summary>
    public void Dispose() => _closing.Dispose();

    void Run()
    {
        var batch = new List<Work>();
        try
        {
            while (_waiting.Take(batch, Timeout.InfiniteTimeSpan))
            {
                if (batch.Count > 0) Write(batch);
                batch.Clear();
            }
            _turn.Dispose();
            _ended.SetResult();
        }
        catch (Exception error)
        {
            // A bug here: what was written is unknown to those who wait.
            Stop($"The log's writer has failed: {error.Message}");
            batch.ForEach(work => work.Fail(error));
            for (batch.Clear(); _waiting.Take(batch, TimeSpan.Zero); batch.Clear()) batch.ForEach(work => work.Fail(_stopped!));
            _ended.SetException(error);
        }
    }

    void Write(List<Work> batch)
    {
        for (var tried = 1; ; tried++)
        {
            if (_stopped is not null)
            {
                batch.ForEach(work => work.Fail(_stopped));
                return;
            }
            if (Try(batch) is not { } failed) return;
            if (failed is OutcomeUnknownException || !Reach.IsTrouble(failed))
            {
                Isolate(batch, failed);
                return;
            }
            if (tried < Tries && !_closing.IsSet && failed is not Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.DiskFull } && !Reach.IsBarred(failed) && !Reach.IsBare(failed)) continue;
            Refuse(batch, failed);
            return;
        }
    }

    /// <summary>One transaction. Null when everybody is answered; else nothing was stored, and why.</summary>
    Exception? Try(List<Work> batch)
    {
        var begun = Stopwatch.GetTimestamp();
        Draft draft;
        try
        {
            // Before the lock: who stood still after it was given may have lost it, and know of more than it was shown.
            var before = _known();
            var known = _turn.Begin(batch);
            _options.Faults?.Invoke(Moment.Locked);
            if (_doubt(before, known.Head) is { } doubt)
            {
                _turn.Drop();
                Stop(doubt);
                return _stopped;
            }
            draft = new Draft(known, _roles, _options.Clock);
            foreach (var work in batch) work.Apply(draft);
            if (draft.Records.Count == 0) _turn.Rollback();
        }
        catch (Exception error)
        {
            _turn.Drop();
            if (error is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.LockNotAvailable }) Fence();
            return error;
        }
        if (draft.Records.Count > 0 && Commit(batch, draft) is { } failed) return failed;
        Answer(batch, draft, begun);
        return null;
    }

    /// <summary>Null when it is stored.</summary>
    Exception? Commit(List<Work> batch, Draft draft)
    {
        try
        {
            _options.Faults?.Invoke(Moment.Commit);
            _turn.Commit(draft, _options.Notifies ? _notice : null);
            _options.Faults?.Invoke(Moment.Committed);
            return null;
        }
        catch (Npgsql.PostgresException refused) when (_turn.Holds)
        {
            // The database itself said no, so the transaction is undone.
            _turn.Drop();
            return refused;
        }
        catch (Exception error) when (Reach.IsTrouble(error))
        {
            _turn.Drop();
            return Settle(draft, error);
        }
    }

    /// <summary>The connection was lost before COMMIT was answered: the database is asked what became of it, until it tells.</summary>
    /// <returns>Null when it is stored; <see cref="OutcomeUnknownException"/> when that could not be found out in time.</returns>
    Exception? Settle(Draft draft, Exception error)
    {
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                var (stored, head) = _turn.Settle(draft);
                _instruments.Settled(stored ? "stored" : head.Position > draft.Before.Position ? "overtaken" : "absent");
                return stored ? null : error;
            }
            catch (Exception again) when (Reach.IsTrouble(again))
            {
                _reach.Lost(again);
                if (Stopwatch.GetElapsedTime(began) < _options.Patience && !_closing.Wait(AskAgain)) continue;
                _instruments.Settled("unknown");
                return new OutcomeUnknownException(Reach.Reason(again));
            }
        }
    }

    void Answer(List<Work> batch, Draft draft, long begun)
    {
        _reach.Written();
        _committed(draft);
        _instruments.Committed(batch, draft.Records.Count, begun);
        var times = (begun, Stopwatch.GetTimestamp());
        foreach (var work in batch)
        {
            work.Times = times;
            work.Answer();
        }
    }

    void Refuse(List<Work> batch, Exception failed)
    {
        if (Reach.IsAway(failed) || Reach.IsBare(failed)) _reach.Lost(failed);
        else if (Reach.IsBarred(failed)) _reach.Barred(failed);
        var refusal = Reach.Refusal(failed);
        _instruments.Refused(refusal.Code, batch.Count);
        foreach (var work in batch) work.Refuse(refusal);
    }

    /// <summary>Not the database's trouble but that of something in the batch: one that the database does not take must not take the others with it.</summary>
    void Isolate(List<Work> batch, Exception failed)
    {
        if (batch.Count == 1 || failed is OutcomeUnknownException) batch.ForEach(work => work.Fail(failed));
        else foreach (var work in batch) Write([work]);
    }

    void Fence()
    {
        try
        {
            if (_turn.Fence(_options.HeldAtMost) is > 0 and var ended)
            {
                _instruments.Fenced(ended);
                _options.Trouble?.Invoke($"A process held the log for more than {_options.HeldAtMost.TotalSeconds} s and stood still; its session was ended, and what it was writing is not stored.");
            }
        }
        catch (Exception error) when (Reach.IsTrouble(error) || error is Npgsql.PostgresException)
        {
            _options.Trouble?.Invoke($"A process holds the log and could not be made to let go ({Reach.Reason(error)}).");
        }
    }
}
