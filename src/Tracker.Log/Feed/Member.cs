namespace Tracker.Log.Feed;

/// <summary>
/// One reader: rests at the head until a pump has a frame for it, or works: writes, and pulls by its cursor until nothing is left. Whoever moves it from
/// resting to working works, so one write is in flight and nothing queues. Nobody waits for it: a write that does not complete at once goes on alone.
/// </summary>
sealed class Member(Lane lane, Pump pump, IOutlet outlet, Readers readers, long after, int untilBeat) : IMember
{
    const int Resting = 0, Working = 1, Over = 2;

    readonly Lock _ending = new();
    int _state = Working;
    long _cursor = after, _items;
    int _untilBeat = untilBeat, _writes, _seenWrites, _stillTicks;
    bool _writing, _arrived, _closed, _leaving;
    TaskCompletionSource? _over;

    public Lane Lane => lane;
    public Pump Pump => pump;
    public long Cursor => Volatile.Read(ref _cursor);

    /// <summary>Where it stands in its crowd and in its pump; theirs to change.</summary>
    public int InCrowd { get; set; }
    public int InPump { get; set; }

    /// <summary>Called once, after it was put in its crowd: what was published until then is read, what comes after is pushed.</summary>
    public void Begin() => Work(null);

    /// <summary>There is a new frame, or two. Never blocks.</summary>
    public void Push(Frame? fresh)
    {
        if (Interlocked.CompareExchange(ref _state, Working, Resting) == Resting) Work(fresh);
    }

    /// <summary>Called by its pump once a <see cref="Readers.Tick"/>.</summary>
    public void Tick()
    {
        if (Volatile.Read(ref _writing) && Volatile.Read(ref _writes) == _seenWrites)
        {
            if (++_stillTicks >= readers.StuckTicks) Close(Ending.Stuck, null);
            return;
        }
        (_seenWrites, _stillTicks) = (Volatile.Read(ref _writes), 0);
        if (--_untilBeat > 0 || Interlocked.CompareExchange(ref _state, Working, Resting) != Resting) return;
        _untilBeat = readers.BeatTicks;
        Work(null, beat: true);
    }

    void Work(Frame? fresh, bool beat = false)
    {
        try
        {
            do
            {
                if (!Step(fresh, ref beat)) return;
                fresh = null;
            }
            while (!Rest());
        }
        catch (Exception trouble)
        {
            Fail(trouble);
        }
    }

    /// <summary>Everything that there is for it; false when that goes on elsewhere.</summary>
    bool Step(Frame? fresh, ref bool beat)
    {
        while (!Volatile.Read(ref _leaving))
        {
            var page = fresh is not null && fresh.IsFor(_cursor) ? fresh : readers.Find(lane, _cursor);
            fresh = null;
            if (page is null)
            {
                _ = CatchUp(beat);
                return false;
            }
            if (page.Count == 0)
            {
                Volatile.Write(ref _cursor, page.Next);
                break;
            }
            var writing = Write(page);
            if (!writing.IsCompletedSuccessfully)
            {
                _ = GoOn(writing, page, beat);
                return false;
            }
            Wrote(page);
            if (!lane.HasAfter(_cursor)) break;
        }
        if (Volatile.Read(ref _leaving)) return true;
        if (!_arrived) Arrive();
        if (!beat) return true;
        beat = false;
        var beating = Beat();
        if (beating.IsCompletedSuccessfully)
        {
            _writing = false;
            return true;
        }
        _ = GoOn(beating, null, beat: false);
        return false;
    }

    ValueTask Write(Page page)
    {
        Volatile.Write(ref _writing, true);
        return outlet.WriteAsync(page);
    }

    ValueTask Beat()
    {
        Volatile.Write(ref _writing, true);
        readers.Tally.Beat();
        return outlet.BeatAsync(new Beat(_cursor, readers.Head, _items));
    }

    void Wrote(Page page)
    {
        Volatile.Write(ref _writing, false);
        _writes++;
        _items += page.Count;
        Volatile.Write(ref _cursor, page.Next);
        readers.Tally.Wrote(page.Count);
    }

    /// <summary>The write did not complete at once; when it does, go on from there.</summary>
    async Task GoOn(ValueTask writing, Page? page, bool beat)
    {
        try
        {
            await writing;
            if (page is not null) Wrote(page);
            else Volatile.Write(ref _writing, false);
        }
        catch (Exception trouble)
        {
            Fail(trouble);
            return;
        }
        Work(null, beat);
    }

    /// <summary>Behind what lanes keep: page after page of the log, shared with all who are there at the same time.</summary>
    async Task CatchUp(bool beat)
    {
        readers.Tally.Behind(1);
        try
        {
            while (!Volatile.Read(ref _leaving) && readers.Find(lane, _cursor) is null)
            {
                var page = await readers.ReadAsync(lane, _cursor);
                if (Volatile.Read(ref _leaving)) break;
                if (page.Count == 0) Volatile.Write(ref _cursor, page.Next);
                else
                {
                    await Write(page);
                    Wrote(page);
                }
            }
        }
        catch (Exception trouble)
        {
            Fail(trouble);
            return;
        }
        finally
        {
            readers.Tally.Behind(-1);
        }
        Work(null, beat);
    }

    void Arrive()
    {
        _arrived = true;
        outlet.Arrived();
    }

    /// <summary>True when it rests or is over; false when something came meanwhile and it is this caller who works on.</summary>
    bool Rest()
    {
        Interlocked.Exchange(ref _state, Resting);
        // A frame that was published before this line found it working, so it is looked for here; one published after finds it resting.
        if (Volatile.Read(ref _leaving))
        {
            TryEnd();
            return true;
        }
        return !lane.HasAfter(_cursor) || Interlocked.CompareExchange(ref _state, Working, Resting) != Resting;
    }

    void TryEnd()
    {
        if (Interlocked.CompareExchange(ref _state, Over, Resting) != Resting) return;
        lock (_ending) _over?.TrySetResult();
    }

    void Fail(Exception trouble)
    {
        Volatile.Write(ref _writing, false);
        // First: whoever waits for its end then takes away what the outlet stands on.
        Close(Ending.Gone, trouble);
        Interlocked.Exchange(ref _state, Over);
        lock (_ending) _over?.TrySetResult();
    }

    void Close(Ending why, Exception? trouble)
    {
        lock (_ending)
        {
            if (_closed) return;
            _closed = true;
            if (why == Ending.Stuck) readers.Tally.Stuck();
            // Under the lock, so that nobody who disposes of it is done before it.
            outlet.Closed(why, trouble);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task over;
        lock (_ending)
        {
            if (_leaving) return;
            _over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (Volatile.Read(ref _state) == Over) _over.SetResult();
            over = _over.Task;
            Volatile.Write(ref _leaving, true);
        }
        Interlocked.MemoryBarrier();
        TryEnd();
        // Its pump still looks at it: a write that never ends is found to be stuck here too.
        await over;
        lock (_ending) _closed = true;
        readers.Leave(this);
    }
}
