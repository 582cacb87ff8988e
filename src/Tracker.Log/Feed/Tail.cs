using Tracker.Domain;

namespace Tracker.Log.Feed;

/// <summary>The newest records in memory, a ring bounded by count and bytes. What is not yet published is never pushed out.</summary>
sealed class Tail(long head, int maxRecords, int maxBytes)
{
    readonly Lock _gate = new();
    Entry[] _ring = new Entry[64];
    int _start, _count;
    long _bytes, _head = head, _published = head;

    public long Head { get { lock (_gate) return _head; } }

    /// <summary>Held bytes, as <see cref="Entry.Cost"/> counts them.</summary>
    public long Bytes { get { lock (_gate) return _bytes; } }

    public int Count { get { lock (_gate) return _count; } }

    /// <summary>Half of what it may hold waits to be published: take in no more for now.</summary>
    public bool Crowded
    {
        get
        {
            lock (_gate)
            {
                if (_head - _published >= maxRecords / 2) return true;
                if (_bytes < maxBytes / 2) return false;
                long waiting = 0;
                for (var i = _count - 1; i >= 0 && At(i).Position > _published; i--) waiting += At(i).Cost;
                return waiting >= maxBytes / 2;
            }
        }
    }

    /// <summary>Takes in those that it does not have yet. Nothing when there would be a hole: what is between comes from the log.</summary>
    public void Take(IReadOnlyList<Record> records)
    {
        lock (_gate)
        {
            foreach (var record in records)
            {
                if (record.Position <= _head) continue;
                if (record.Position != _head + 1) return;
                Add(new Entry(record));
            }
            Shed();
        }
    }

    void Add(Entry entry)
    {
        // First the words go; the record that says so is published after, and publishing it clears the frames.
        if (entry.IsTakedown && entry.Record.Event is RecordRedacted redacted) TakeDown(redacted.Positions);
        if (_count == _ring.Length) Grow();
        _ring[(_start + _count++) % _ring.Length] = entry;
        _bytes += entry.Cost;
        _head = entry.Position;
    }

    public void Published(long position)
    {
        lock (_gate)
        {
            _published = position;
            Shed();
        }
    }

    /// <summary>Whether it has everything after this position.</summary>
    public bool Reaches(long after) { lock (_gate) return after >= _head - _count; }

    /// <summary>Entries in (after, …], at most <paramref name="limit"/>; null when the oldest of them is gone.</summary>
    public Entry[]? After(long after, int limit)
    {
        lock (_gate)
        {
            if (after >= _head) return [];
            var skip = after - (_head - _count);
            if (skip < 0) return null;
            var taken = new Entry[(int)Math.Min(limit, _count - skip)];
            for (var i = 0; i < taken.Length; i++) taken[i] = At((int)skip + i);
            return taken;
        }
    }

    public IReadOnlyList<Record>? Records(long after, int limit)
    {
        lock (_gate)
        {
            if (after >= _head) return [];
            var skip = after - (_head - _count);
            if (skip < 0) return null;
            var taken = new Record[Math.Min(limit, _count - (int)skip)];
            for (var i = 0; i < taken.Length; i++) taken[i] = At((int)skip + i).Record;
            return taken;
        }
    }

    void TakeDown(IReadOnlyList<long> positions)
    {
        foreach (var position in positions)
        {
            var i = position - (_head - _count) - 1;
            if (i < 0 || i >= _count) continue;
            ref var held = ref _ring[(_start + (int)i) % _ring.Length];
            _bytes -= held.Cost;
            held = held.TakenDown();
            _bytes += held.Cost;
        }
    }

    Entry At(int i) => _ring[(_start + i) % _ring.Length];

    void Shed()
    {
        while (_count > 0 && (_count > maxRecords || _bytes > maxBytes) && At(0).Position <= _published)
        {
            _bytes -= At(0).Cost;
            _ring[_start] = null!;
            _start = (_start + 1) % _ring.Length;
            _count--;
        }
    }

    void Grow()
    {
        var larger = new Entry[_ring.Length * 2];
        for (var i = 0; i < _count; i++) larger[i] = At(i);
        (_ring, _start) = (larger, 0);
    }
}
