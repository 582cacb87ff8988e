namespace Tracker.Log.Feed;

/// <summary>The members of one lane that one pump writes to.</summary>
sealed class Crowd(Lane lane, Pump pump)
{
    readonly Lock _gate = new();
    Member[] _members = new Member[4];
    int _count;

    public Pump Pump => pump;

    /// <summary>It is among those that the pump will look at; the pump's to change.</summary>
    public bool Woken { get; set; }

    public void Add(Member member)
    {
        lock (_gate)
        {
            if (_count == _members.Length) Array.Resize(ref _members, _count * 2);
            member.InCrowd = _count;
            _members[_count++] = member;
        }
    }

    public void Remove(Member member)
    {
        lock (_gate)
        {
            var last = _members[--_count];
            _members[last.InCrowd = member.InCrowd] = last;
            _members[_count] = null!;
            if (_members.Length > 8 && _count < _members.Length / 4) Array.Resize(ref _members, _members.Length / 2);
        }
    }

    /// <summary>Starts the write of the newest frame to everyone who rests. The lock is not held meanwhile: who joins or leaves does not wait for sockets.</summary>
    public void Walk(ref Member[] scratch)
    {
        int count;
        lock (_gate)
        {
            count = _count;
            if (scratch.Length < count) scratch = new Member[_members.Length];
            Array.Copy(_members, scratch, count);
        }
        var newest = lane.Newest;
        for (var i = 0; i < count; i++) scratch[i].Push(newest);
        Array.Clear(scratch, 0, count);
    }
}
