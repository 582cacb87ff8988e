using Tracker.Log.Feed;

namespace Tracker.Log.Tests.Feeds;

/// <summary>A reader that the feed writes to. It keeps what it got, checks that calls never overlap, and holds a write for as long as a test wants.</summary>
sealed class Reader : IOutlet
{
    readonly Lock _gate = new();
    readonly List<long> _positions = [];
    readonly List<Beat> _beats = [];
    TaskCompletionSource? _held;
    int _inside, _overlaps;
    long _cursor;

    public IReadOnlyList<long> Positions { get { lock (_gate) return [.. _positions]; } }
    public IReadOnlyList<Beat> Beats { get { lock (_gate) return [.. _beats]; } }
    public long Cursor => Volatile.Read(ref _cursor);
    public int Overlaps => Volatile.Read(ref _overlaps);
    public int Arrivals { get; private set; }
    public int Writes { get; private set; }
    public Page? Last { get; private set; }
    public (Ending Why, Exception? Trouble)? End { get; private set; }

    /// <summary>Completes when a write is held.</summary>
    public TaskCompletionSource Holding { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Chance that a write completes later.</summary>
    public Random? Slow { get; init; }

    /// <summary>From now on writes do not complete until <see cref="Release"/>.</summary>
    public void Hold()
    {
        Holding = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _held, new(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    public void Release(Exception? trouble = null)
    {
        if (Interlocked.Exchange(ref _held, null) is not { } held) return;
        if (trouble is null) held.SetResult();
        else held.SetException(trouble);
    }

    public ValueTask WriteAsync(Page page)
    {
        Enter();
        var positions = Reading.Positions(page);
        lock (_gate)
        {
            Writes++;
            Last = page;
            _positions.AddRange(positions);
        }
        Volatile.Write(ref _cursor, page.Next);
        return Leave();
    }

    public ValueTask BeatAsync(Beat beat)
    {
        Enter();
        lock (_gate) _beats.Add(beat);
        return Leave();
    }

    public void Arrived() => Arrivals++;

    /// <summary>Called in <see cref="Closed"/>, before it is noted.</summary>
    public Action? Closing { get; init; }

    public void Closed(Ending why, Exception? trouble)
    {
        Closing?.Invoke();
        End = (why, trouble);
    }

    void Enter()
    {
        if (Interlocked.Increment(ref _inside) != 1) Interlocked.Increment(ref _overlaps);
    }

    ValueTask Leave()
    {
        if (Volatile.Read(ref _held) is { } held)
        {
            Holding.TrySetResult();
            return new(After(held.Task));
        }
        if (Slow is not null && Dice()) return new(After(Task.Run(async () => await Task.Yield())));
        Interlocked.Decrement(ref _inside);
        return default;
    }

    bool Dice()
    {
        lock (_gate) return Slow!.Next(3) == 0;
    }

    async Task After(Task task)
    {
        try
        {
            await task;
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }
}

static class Waiting
{
    /// <summary>Until it is so, within the limit; what is waited for happens by itself.</summary>
    public static async Task Until(Func<bool> so, CancellationToken ct)
    {
        while (!so())
        {
            ct.ThrowIfCancellationRequested();
            await Task.Delay(1, ct);
        }
    }
}
