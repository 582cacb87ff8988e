using Tracker.Bench.Load;

namespace Tracker.Bench.Peers;

/// <summary>One round of delivering to many readers at a steady rate.</summary>
/// <param name="CpuMicroseconds">Of the server, a delivery: the posts, storing and whatever it does beside them included.</param>
/// <param name="P50">Milliseconds from before a post is sent to when a reader has it.</param>
/// <param name="LoadMicroseconds">What the bench itself used, a delivery.</param>
sealed record Delivery(double CpuMicroseconds, double P50, double P99, double LoadMicroseconds, double Bytes)
{
    /// <exception cref="InvalidOperationException">A delivery was missing or doubled, or a post was refused.</exception>
    public static async Task<Delivery> MeasureAsync(Comparison comparison, Transport transport, double perSecond, TimeSpan warm, TimeSpan during)
    {
        var (peer, readers) = (transport.Peer, comparison.Sizes.Readers);
        var (warming, counted) = ((int)(perSecond * warm.TotalSeconds), (int)(perSecond * during.TotalSeconds));
        var first = peer.Take(warming + counted);
        var arrivals = new Arrivals(first, warming, counted);
        await using var crowd = transport.Crowd(comparison.Reading, arrivals, readers);
        await crowd.OpenAsync();
        var posts = new SteadyPosts(comparison.Posting, peer.Port, perSecond, peer.Request, arrivals.Sent);
        await posts.RunAsync(first, warming);
        var missing = await crowd.AwaitAsync(warming);
        var (cpu, own, bytes) = (peer.Cpu, Environment.CpuUsage.TotalTime, arrivals.Bytes);
        await posts.RunAsync(first + warming, counted);
        missing += await crowd.AwaitAsync(warming + counted);
        (cpu, own) = (peer.Cpu - cpu, Environment.CpuUsage.TotalTime - own);
        await posts.CloseAsync();
        crowd.CheckAll();
        if (missing > 0 || arrivals.Doubled > 0 || posts.Refused > 0 || arrivals.Delivered != (long)readers * counted)
            throw new InvalidOperationException($"{transport.Name}: {arrivals.Delivered} of {(long)readers * counted} delivered, {arrivals.Doubled} doubled, {posts.Refused} posts refused.");
        return new Delivery(cpu.TotalMicroseconds / arrivals.Delivered, arrivals.Took.Rank(0.5), arrivals.Took.Rank(0.99), own.TotalMicroseconds / arrivals.Delivered, (double)(arrivals.Bytes - bytes) / arrivals.Delivered);
    }
}
