using System.Threading.Channels;
using Tracker.Domain;
using Tracker.Log.Feed;

namespace Tracker.Faults.Server;

/// <summary>A feed that keeps a queue for each reader, without bound, as broadcasting would: what a slow one does not take, the server holds.</summary>
sealed class QueuingFeed(IFeed feed) : IFeed
{
    public string Epoch => feed.Epoch;
    public long Head => feed.Head;
    public long Floor => feed.Floor;
    public IChannel Channel(Filter filter) => new Queuing(feed.Channel(filter));
    public IReadOnlyList<Record>? Recent(long after) => feed.Recent(after);
    public ValueTask<bool> WaitAsync(long after, CancellationToken ct) => feed.WaitAsync(after, ct);

    sealed class Queuing(IChannel channel) : IChannel
    {
        public Filter Filter => channel.Filter;

        public ValueTask<bool> WaitAsync(long after, CancellationToken ct) => channel.WaitAsync(after, ct);

        public ValueTask<Page> ReadAsync(long after, CancellationToken ct) => channel.ReadAsync(after, ct);

        public IMember Join(long after, IOutlet outlet) => channel.Join(after, new Queue(outlet));
    }

    /// <summary>Takes every write at once, and makes them one after the other when the reader can take them.</summary>
    sealed class Queue : IOutlet
    {
        readonly IOutlet _outlet;
        readonly Channel<Func<ValueTask>> _writes = System.Threading.Channels.Channel.CreateUnbounded<Func<ValueTask>>();

        public Queue(IOutlet outlet)
        {
            _outlet = outlet;
            _ = WriteAllAsync();
        }

        public ValueTask WriteAsync(Page page)
        {
            var copy = new Copy(page.Next, page.Count, page.Items.ToArray(), page.Sse.ToArray(), page.SignalR.ToArray());
            _writes.Writer.TryWrite(() => _outlet.WriteAsync(copy));
            return default;
        }

        public ValueTask BeatAsync(Beat beat)
        {
            _writes.Writer.TryWrite(() => _outlet.BeatAsync(beat));
            return default;
        }

        public void Arrived() => _outlet.Arrived();

        public void Closed(Ending why, Exception? trouble) => _outlet.Closed(why, trouble);

        // It ends with the reader or never: the process of a control is killed soon.
        async Task WriteAllAsync()
        {
            await foreach (var write in _writes.Reader.ReadAllAsync()) await write();
        }
    }

    sealed class Copy(long next, int count, ReadOnlyMemory<byte> items, ReadOnlyMemory<byte> sse, ReadOnlyMemory<byte> signalR) : Page
    {
        public override long Next => next;
        public override int Count => count;
        public override ReadOnlyMemory<byte> Items => items;
        public override ReadOnlyMemory<byte> Sse => sse;
        public override ReadOnlyMemory<byte> SignalR => signalR;
    }
}
