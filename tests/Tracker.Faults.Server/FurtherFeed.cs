using Tracker.Domain;
using Tracker.Log.Feed;

namespace Tracker.Faults.Server;

/// <summary>A feed that goes on one position further than a reader's cursor says.</summary>
sealed class FurtherFeed(IFeed feed) : IFeed
{
    public string Epoch => feed.Epoch;
    public long Head => feed.Head;
    public long Floor => feed.Floor;
    public IChannel Channel(Filter filter) => new Further(feed.Channel(filter));
    public IReadOnlyList<Record>? Recent(long after) => feed.Recent(after);
    public ValueTask<bool> WaitAsync(long after, CancellationToken ct) => feed.WaitAsync(after, ct);

    sealed class Further(IChannel channel) : IChannel
    {
        bool _resumed;

        public Filter Filter => channel.Filter;

        public ValueTask<bool> WaitAsync(long after, CancellationToken ct) => channel.WaitAsync(after, ct);

        public ValueTask<Page> ReadAsync(long after, CancellationToken ct)
        {
            var from = _resumed || after == 0 ? after : after + 1;
            _resumed = true;
            return channel.ReadAsync(from, ct);
        }

        public IMember Join(long after, IOutlet outlet) => channel.Join(after == 0 ? after : after + 1, outlet);
    }
}
