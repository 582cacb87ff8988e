namespace Tracker.Log.Feed;

/// <summary>A reader's way to its filter's lane, which it shares with everyone of the same filter; a lane that was dropped meanwhile is opened anew.</summary>
sealed class Channel(Filter filter, Switchboard board, PageShelf shelf, Readers readers, TimeProvider clock) : IChannel
{
    Lane? _lane;

    public Filter Filter => filter;

    public async ValueTask<bool> WaitAsync(long after, CancellationToken ct)
    {
        var lane = Enter();
        try
        {
            while (!lane.HasAfter(after, out var match))
            {
                if (ct.IsCancellationRequested) return false;
                await match.WaitAsync(ct);
            }
            return true;
        }
        finally
        {
            lane.Leave(clock.GetTimestamp());
        }
    }

    public ValueTask<Page> ReadAsync(long after, CancellationToken ct)
    {
        var lane = Enter();
        if (readers.Find(lane, after) is not { } page) return Behind(lane, after, ct);
        lane.Leave(clock.GetTimestamp());
        return new(page);
    }

    async ValueTask<Page> Behind(Lane lane, long after, CancellationToken ct)
    {
        try
        {
            return await shelf.ReadAsync(lane, after).WaitAsync(ct);
        }
        finally
        {
            lane.Leave(clock.GetTimestamp());
        }
    }

    public IMember Join(long after, IOutlet outlet) => readers.Join(Enter(), after, outlet);

    Lane Enter()
    {
        var lane = board.Enter(filter, _lane);
        _lane = lane;
        return lane;
    }
}
