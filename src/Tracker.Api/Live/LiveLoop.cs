using Tracker.Log.Feed;

namespace Tracker.Api.Live;

/// <summary>Where one reader's frames go; each call is awaited before the next, so at most one write is in flight.</summary>
internal interface ILiveSink
{
    ValueTask SendAsync(Page page, CancellationToken ct);
    ValueTask HeartbeatAsync(long cursor, long head, CancellationToken ct);
}

/// <summary>The loop of every live reader, whatever its transport: wait, read the page that is next for it, write it, go on from there.</summary>
internal static class LiveLoop
{
    public static async Task RunAsync(IFeed feed, IChannel channel, long after, ILiveSink sink, TimeSpan heartbeat, CancellationToken ct)
    {
        var cursor = after;
        var beat = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            while (!ct.IsCancellationRequested)
            {
                beat.CancelAfter(heartbeat);
                var more = await channel.WaitAsync(cursor, beat.Token);
                if (ct.IsCancellationRequested) return;
                if (!beat.TryReset())
                {
                    beat.Dispose();
                    beat = CancellationTokenSource.CreateLinkedTokenSource(ct);
                }
                var page = await channel.ReadAsync(cursor, ct);
                if (page.Count > 0) await sink.SendAsync(page, ct);
                cursor = page.Next;
                if (!more) await sink.HeartbeatAsync(cursor, feed.Head, ct);
            }
        }
        finally
        {
            beat.Dispose();
        }
    }
}
