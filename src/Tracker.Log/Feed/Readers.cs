namespace Tracker.Log.Feed;

/// <summary>All who are written to: shares them out among the pumps, and ticks for all of them with one timer.</summary>
sealed class Readers : IDisposable
{
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    readonly Switchboard _board;
    readonly PageShelf _shelf;
    readonly Pump[] _pumps;
    readonly ITimer _timer;
    int _next;

    public Readers(Switchboard board, PageShelf shelf, Tally tally, FeedOptions options, TimeProvider clock)
    {
        (_board, _shelf, Tally) = (board, shelf, tally);
        BeatTicks = Math.Max(1, (int)(options.HeartbeatEvery / Tick));
        StuckTicks = Math.Max(1, (int)(options.StuckAfter / Tick));
        _pumps = new Pump[options.Pumps == 0 ? Math.Min(Environment.ProcessorCount, 8) : options.Pumps];
        for (var i = 0; i < _pumps.Length; i++) _pumps[i] = new Pump();
        _timer = clock.CreateTimer(_ => { foreach (var pump in _pumps) pump.Tick(); }, null, Tick, Tick);
    }

    public Tally Tally { get; }
    public int BeatTicks { get; }
    public int StuckTicks { get; }
    public long Head => _board.Head;
    public int Count => _pumps.Sum(pump => pump.Count);

    /// <summary>The lane has been entered for it, and is left when it leaves.</summary>
    public Member Join(Lane lane, long after, IOutlet outlet)
    {
        var number = (uint)Interlocked.Increment(ref _next);
        var pump = _pumps[number % _pumps.Length];
        // The first heartbeat comes somewhere in the second half of the interval: those who came together do not stay together.
        var spread = (number * 0.618033988749895 % 1 / 2) + 0.5;
        var member = new Member(lane, pump, outlet, this, after, Math.Max(1, (int)(BeatTicks * spread)));
        if (after < _board.Head) Tally.Resumed();
        pump.Add(member);
        lane.Joined(1);
        lane.Crowd(pump, _pumps.Length).Add(member);
        member.Begin();
        return member;
    }

    public void Leave(Member member)
    {
        member.Lane.Crowd(member.Pump, _pumps.Length).Remove(member);
        member.Pump.Remove(member);
        member.Lane.Joined(-1);
        member.Lane.Leave(_board.Now);
    }

    /// <summary>The shared page after this place; null when it must be read.</summary>
    public Frame? Find(Lane lane, long after) => lane.Find(after, _board.Head) ?? _shelf.Find(lane, after);

    public Task<Frame> ReadAsync(Lane lane, long after) => _shelf.ReadAsync(lane, after);

    public void Dispose() => _timer.Dispose();
}
