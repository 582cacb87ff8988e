namespace Tracker.Log.Feed;

/// <summary>Which lanes a record goes to: an index by touched reference, so that the cost is that of the lanes that match, not of all there are.</summary>
sealed class Switchboard(string epoch, long head, FeedOptions options, TimeProvider clock)
{
    readonly Lock _gate = new();
    readonly Dictionary<string, Lane> _byKey = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<Lane>> _byTouch = new(StringComparer.Ordinal);
    readonly List<Lane> _ofAnything = [];
    readonly List<Lane> _ofStories = [];
    readonly List<Lane> _matched = [];
    long _head = head;

    /// <summary>Everything up to here has been offered to every lane.</summary>
    public long Head => Volatile.Read(ref _head);

    public long Now => clock.GetTimestamp();

    public int Count { get { lock (_gate) return _byKey.Count; } }

    /// <summary>The filter's lane, entered by the caller, who must leave it.</summary>
    public Lane Enter(Filter filter, Lane? known)
    {
        var now = clock.GetTimestamp();
        if (known is not null && known.Enter(now)) return known;
        lock (_gate)
        {
            if (_byKey.TryGetValue(filter.Key, out var lane) && lane.Enter(now)) return lane;
            lane = new Lane(filter, epoch, _head, now, options);
            Connect(lane);
            lane.Enter(now);
            return lane;
        }
    }

    /// <summary>
    /// Gives a run of records to the lanes that want them; then, and not before, the head is their last position. Returns how many lanes wanted any
    /// and how many items their members are to be given.
    /// </summary>
    /// <param name="takeDown">Called when one of them takes words down, before anybody can be told of it.</param>
    public (int Lanes, long Deliveries) Publish(ReadOnlySpan<Entry> entries, Action takeDown)
    {
        var deliveries = 0L;
        lock (_gate)
        {
            foreach (var entry in entries) Offer(entry);
            var last = entries[^1].Position;
            var bundles = new Bundles(epoch, last);
            foreach (var lane in _matched) deliveries += lane.Seal(bundles);
            if (HasTakedown(entries))
            {
                TakeDown();
                takeDown();
            }
            Volatile.Write(ref _head, last);
        }
        foreach (var lane in _matched) lane.Wake();
        var lanes = _matched.Count;
        _matched.Clear();
        return (lanes, deliveries);
    }

    void TakeDown()
    {
        foreach (var lane in _byKey.Values) lane.TakeDown();
    }

    static bool HasTakedown(ReadOnlySpan<Entry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.IsTakedown) return true;
        }
        return false;
    }

    /// <summary>Drops the lanes that nobody has used for this long.</summary>
    public void Sweep(TimeSpan idle)
    {
        var since = clock.GetTimestamp() - (long)(idle.TotalSeconds * clock.TimestampFrequency);
        lock (_gate)
        {
            foreach (var lane in _byKey.Values.ToArray())
            {
                if (lane.CloseIfIdle(since)) Disconnect(lane);
            }
        }
    }

    void Offer(Entry entry)
    {
        foreach (var touched in entry.Refs)
        {
            if (_byTouch.TryGetValue(touched, out var lanes)) Offer(entry, lanes);
        }
        Offer(entry, _ofAnything);
        if (Match.IsActor(entry.Record.Kind)) Offer(entry, _ofStories);
    }

    void Offer(Entry entry, List<Lane> lanes)
    {
        foreach (var lane in lanes)
        {
            if (lane.Offer(entry)) _matched.Add(lane);
        }
    }

    void Connect(Lane lane)
    {
        _byKey.Add(lane.Filter.Key, lane);
        if (lane.Match.OfAnything) _ofAnything.Add(lane);
        if (lane.Match.OfStory) _ofStories.Add(lane);
        foreach (var touch in lane.Match.Touches)
        {
            if (!_byTouch.TryGetValue(touch, out var lanes)) _byTouch.Add(touch, lanes = []);
            lanes.Add(lane);
        }
    }

    void Disconnect(Lane lane)
    {
        _byKey.Remove(lane.Filter.Key);
        _ofAnything.Remove(lane);
        _ofStories.Remove(lane);
        foreach (var touch in lane.Match.Touches)
        {
            var lanes = _byTouch[touch];
            lanes.Remove(lane);
            if (lanes.Count == 0) _byTouch.Remove(touch);
        }
    }
}
