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
        readonly Channel<Copy> _queue = System.Threading.Channels.Channel.CreateUnbounded<Copy>();
        int _pumping;

        public Filter Filter => channel.Filter;

        public async ValueTask<bool> WaitAsync(long after, CancellationToken ct)
        {
            if (Interlocked.Exchange(ref _pumping, 1) == 0) _ = PumpAsync(after);
            try
            {
                return await _queue.Reader.WaitToReadAsync(ct);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        public ValueTask<Page> ReadAsync(long after, CancellationToken ct) => new(_queue.Reader.TryRead(out var page) ? page : new Copy(after, 0, default, default, default));

        // It never ends: the process of a control is killed soon.
        async Task PumpAsync(long from)
        {
            for (var cursor = from; await channel.WaitAsync(cursor, CancellationToken.None);)
            {
                var page = await channel.ReadAsync(cursor, CancellationToken.None);
                _queue.Writer.TryWrite(new Copy(page.Next, page.Count, page.Items.ToArray(), page.Sse.ToArray(), page.SignalR.ToArray()));
                cursor = page.Next;
            }
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
