namespace Tracker.Log.Feed;

/// <summary>
/// The live part of a channel: what was matched for one filter since it was opened. It knows every match in (opened, head];
/// the newest frames are kept so that members at the head, and those a few milliseconds behind, share them.
/// </summary>
sealed class Lane
{
    const int Kept = 8;

    readonly string _epoch;
    readonly long _opened;
    readonly FeedOptions _options;
    readonly Lock _gate = new();
    readonly Frame?[] _frames = new Frame?[Kept];
    readonly Frame?[] _joined = new Frame?[2];
    readonly Signal _matched = new();
    readonly List<Entry> _pending = [];
    Crowd?[] _crowds = [];
    int _frame, _join, _users, _members;
    long _lastMatch, _lastNext, _used, _offered;
    Frame? _empty;
    bool _closed;

    public Lane(Filter filter, string epoch, long opened, long now, FeedOptions options)
    {
        (Filter, _epoch, _opened, _lastNext, _used, _options) = (filter, epoch, opened, opened, now, options);
        Match = new Match(filter);
    }

    public Filter Filter { get; }
    public Match Match { get; }

    /// <summary>Members that are written to.</summary>
    public int Members => Volatile.Read(ref _members);

    /// <summary>The frame that was sealed last, if it is still kept.</summary>
    public Frame? Newest { get { lock (_gate) return _frames[(_frame + Kept - 1) % Kept]; } }

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
            Forget();
            return false;
        }
    }

    /// <summary>Its members that this pump writes to.</summary>
    public Crowd Crowd(Pump pump, int pumps)
    {
        lock (_gate)
        {
            if (_crowds.Length == 0) _crowds = new Crowd[pumps];
            var free = Array.FindIndex(_crowds, crowd => crowd is null || crowd.Pump == pump);
            return _crowds[free] ??= new Crowd(this, pump);
        }
    }

    public void Joined(int more) => Interlocked.Add(ref _members, more);

    /// <summary>Called by the publisher alone. True when this is the first match since the last <see cref="Seal"/>.</summary>
    public bool Offer(Entry entry)
    {
        if (_offered == entry.Position || !Match.Kind(entry.Record.Kind)) return false;
        _offered = entry.Position;
        _pending.Add(entry);
        return _pending.Count == 1;
    }

    /// <summary>Called by the publisher alone: what was offered becomes the frame of this bundle. Returns how many items are to be delivered.</summary>
    public long Seal(Bundles bundles)
    {
        var frame = new Frame(_lastNext, bundles.Of(_pending));
        lock (_gate)
        {
            _frames[_frame++ % Kept] = frame;
            Array.Clear(_joined);
            Volatile.Write(ref _lastMatch, _pending[^1].Position);
            _lastNext = frame.Next;
        }
        _pending.Clear();
        if (_pending.Capacity > 1024) _pending.Capacity = 0;
        return (long)frame.Count * Members;
    }

    /// <summary>Tells the pumps of its members, and those who wait.</summary>
    public void Wake()
    {
        foreach (var crowd in Volatile.Read(ref _crowds))
        {
            if (crowd is not null) crowd.Pump.Wake(crowd);
        }
        _matched.Fire();
    }

    /// <summary>True when there is something to read after this position: a match, or what nobody has looked at yet. False: wait for <paramref name="next"/>.</summary>
    public bool HasAfter(long after, out Signal.Round next)
    {
        next = _matched.Next();
        return HasAfter(after);
    }

    public bool HasAfter(long after) => after < _opened || after < Volatile.Read(ref _lastMatch);

    /// <summary>The shared page for this place, or null: read one. <paramref name="head"/> was published before this call.</summary>
    public Frame? Find(long after, long head)
    {
        lock (_gate)
        {
            for (var i = 0; i < Kept; i++)
            {
                if (_frames[(_frame + i) % Kept] is { } frame && frame.IsFor(after)) return i == Kept - 1 ? frame : Join(frame, i);
            }
            return after >= _opened && after >= _lastMatch ? Nothing(after, Math.Max(after, head)) : null;
        }
    }

    /// <summary>A reader that was a few frames late gets them in one, as does everyone who is as late.</summary>
    Frame Join(Frame first, int place)
    {
        foreach (var joined in _joined)
        {
            if (joined is not null && joined.From == first.From) return joined;
        }
        var (entries, bytes, next) = (new List<Entry>(first.Bundle.Entries), first.Bundle.Size, first.Next);
        for (var i = place + 1; i < Kept; i++)
        {
            if (_frames[(_frame + i) % Kept] is not { } frame) break;
            bytes += frame.Bundle.Size;
            if (entries.Count + frame.Count > _options.PageItems || bytes > _options.PageBytes) break;
            entries.AddRange(frame.Bundle.Entries);
            next = frame.Next;
        }
        return _joined[_join++ % _joined.Length] = next == first.Next ? first : new Frame(first.From, new Bundle(_epoch, next, [.. entries]));
    }

    Frame Nothing(long after, long next) => _empty is { } empty && empty.Next == next ? empty : _empty = new Frame(after, new Bundle(_epoch, next, []));

    /// <summary>Words were taken down: no frame that may hold them is given out again.</summary>
    public void TakeDown()
    {
        lock (_gate) Forget();
    }

    void Forget()
    {
        Array.Clear(_frames);
        Array.Clear(_joined);
    }
}
