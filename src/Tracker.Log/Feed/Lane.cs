namespace Tracker.Log.Feed;

/// <summary>
/// The live part of a channel: what was matched for one filter since it was opened. It knows every match in (opened, head];
/// the newest frames are kept so that members at the head, and those a few milliseconds behind, share them.
/// </summary>
sealed class Lane
{
    const int Kept = 4;

    readonly string _epoch;
    readonly long _opened;
    readonly TaskScheduler _scheduler;
    readonly Lock _gate = new();
    readonly Frame?[] _frames = new Frame?[Kept];
    readonly Frame?[] _pages = new Frame?[Kept];
    readonly Dictionary<long, Task<Frame>> _reading = [];
    readonly Signal _matched = new();
    readonly List<Entry> _pending = [];
    int _frame, _page, _users, _takedowns;
    long _lastMatch, _lastNext, _used, _offered;
    Frame? _empty;
    bool _closed;

    public Lane(Filter filter, string epoch, long opened, long now, TaskScheduler scheduler)
    {
        (Filter, _epoch, _opened, _lastNext, _used, _scheduler) = (filter, epoch, opened, opened, now, scheduler);
        Match = new Match(filter);
    }

    public Filter Filter { get; }
    public Match Match { get; }

    /// <summary>False when it was dropped: open another.</summary>
    public bool Enter(long time)
    {
        lock (_gate)
        {
            if (_closed) return false;
            _users++;
            _used = time;
            return true;
        }
    }

    public void Leave(long time)
    {
        lock (_gate)
        {
            _users--;
            _used = time;
        }
    }

    /// <summary>Drops it when nobody is inside and nobody was since <paramref name="since"/>; otherwise lets go of the bytes of the past.</summary>
    public bool CloseIfIdle(long since)
    {
        lock (_gate)
        {
            if (_users == 0 && _used < since) return _closed = true;
            Array.Clear(_pages);
            Array.Clear(_frames);
            return false;
        }
    }

    /// <summary>Called by the publisher alone. True when this is the first match since the last <see cref="Seal"/>.</summary>
    public bool Offer(Entry entry)
    {
        if (_offered == entry.Position || !Match.Kind(entry.Record.Kind)) return false;
        _offered = entry.Position;
        _pending.Add(entry);
        return _pending.Count == 1;
    }

    /// <summary>Called by the publisher alone: what was offered becomes the frame that ends at <paramref name="next"/>.</summary>
    public void Seal(long next)
    {
        var frame = new Frame(_epoch, _lastNext, next, _pending.ToArray());
        lock (_gate)
        {
            _frames[_frame++ % Kept] = frame;
            _lastMatch = _pending[^1].Position;
            _lastNext = next;
        }
        _pending.Clear();
        if (_pending.Capacity > 1024) _pending.Capacity = 0;
    }

    public void Wake() => _matched.Fire();

    /// <summary>True when there is something to read after this position: a match, or what nobody has looked at yet. False: wait for <paramref name="next"/>.</summary>
    public bool HasAfter(long after, out Signal.Round next)
    {
        next = _matched.Next();
        lock (_gate) return after < _opened || after < _lastMatch;
    }

    /// <summary>The shared page for this place, or null: read one. <paramref name="head"/> was published before this call.</summary>
    public Frame? Find(long after, long head)
    {
        lock (_gate)
        {
            for (var i = 0; i < Kept; i++)
            {
                if (_frames[i] is { } frame && frame.IsFor(after)) return frame;
            }
            if (after >= _opened && after >= _lastMatch) return Nothing(after, Math.Max(after, head));
            for (var i = 0; i < Kept; i++)
            {
                if (_pages[i] is { } page && page.IsFor(after)) return page;
            }
            return null;
        }
    }

    Frame Nothing(long after, long next) => _empty is { } empty && empty.Next == next ? empty : _empty = new Frame(_epoch, after, next, []);

    /// <summary>One read for all who want the page after this position at the same time.</summary>
    public Task<Frame> Read(long after, Func<Match, long, Task<Frame>> read)
    {
        lock (_gate)
        {
            if (_reading.TryGetValue(after, out var running)) return running;
            var reading = _scheduler.Run(() => ReadAndKeep(after, read));
            _reading.Add(after, reading);
            return reading;
        }
    }

    async Task<Frame> ReadAndKeep(long after, Func<Match, long, Task<Frame>> read)
    {
        try
        {
            while (true)
            {
                int takedowns;
                lock (_gate) takedowns = _takedowns;
                var page = await read(Match, after);
                lock (_gate)
                {
                    // Words that were taken down while this page was being read must not come back with it.
                    if (takedowns != _takedowns) continue;
                    _pages[_page++ % Kept] = page;
                    return page;
                }
            }
        }
        finally
        {
            lock (_gate) _reading.Remove(after);
        }
    }

    /// <summary>Words were taken down: no frame or page that may hold them is given out again.</summary>
    public void TakeDown()
    {
        lock (_gate)
        {
            _takedowns++;
            Array.Clear(_frames);
            Array.Clear(_pages);
        }
    }
}
