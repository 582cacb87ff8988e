namespace Tracker.Log.Feed;

/// <summary>
/// Writes new frames to its share of all members, one walk at a time, on the thread pool. What is published during a walk waits for the next one and
/// is then one write with what came after it.
/// </summary>
sealed class Pump : IThreadPoolWorkItem
{
    readonly Lock _gate = new();
    List<Crowd> _woken = [], _walking = [];
    Member[] _members = new Member[16], _scratch = new Member[16];
    int _count;
    bool _running, _tick;

    public int Count { get { lock (_gate) return _count; } }

    public void Wake(Crowd crowd)
    {
        lock (_gate)
        {
            if (crowd.Woken) return;
            crowd.Woken = true;
            _woken.Add(crowd);
            if (_running) return;
            _running = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Heartbeats that are due, members that are stuck.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            if (_count == 0) return;
            _tick = true;
            if (_running) return;
            _running = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void Add(Member member)
    {
        lock (_gate)
        {
            if (_count == _members.Length) Array.Resize(ref _members, _count * 2);
            member.InPump = _count;
            _members[_count++] = member;
        }
    }

    public void Remove(Member member)
    {
        lock (_gate)
        {
            var last = _members[--_count];
            _members[last.InPump = member.InPump] = last;
            _members[_count] = null!;
            if (_members.Length > 64 && _count < _members.Length / 4) Array.Resize(ref _members, _members.Length / 2);
        }
    }

    public void Execute()
    {
        while (true)
        {
            bool tick;
            var count = 0;
            lock (_gate)
            {
                if (_woken.Count == 0 && !_tick)
                {
                    _running = false;
                    return;
                }
                (_woken, _walking) = (_walking, _woken);
                foreach (var crowd in _walking) crowd.Woken = false;
                (tick, _tick) = (_tick, false);
            }
            foreach (var crowd in _walking) crowd.Walk(ref _scratch);
            _walking.Clear();
            if (!tick) continue;
            lock (_gate)
            {
                count = _count;
                if (_scratch.Length < count) _scratch = new Member[_members.Length];
                Array.Copy(_members, _scratch, count);
            }
            for (var i = 0; i < count; i++) _scratch[i].Tick();
            Array.Clear(_scratch, 0, count);
        }
    }
}
