using System.Globalization;
using Tracker.Bench.Load;

namespace Tracker.Bench.Peers;

/// <summary>Row h: a tenth of the readers stop reading and stay connected. What the server's memory does, and what the others notice.</summary>
static class StuckRow
{
    const double PerSecond = 10;
    const int SmallBuffer = 4096;
    const int OneIn = 10;

    sealed record Figures(string Name, double GrowthMb, double Before, double During, int Closed, int Unanswered);

    public static async Task MeasureAsync(Comparison comparison)
    {
        List<Figures> all = [];
        await using (var tracker = comparison.Tracker())
        {
            await tracker.StartAsync();
            all.Add(await MeasureAsync(comparison, "Tracker, half SSE, half SignalR", tracker, n => n % 2 == 0 ? tracker.Sse : tracker.Hub));
        }
        await using (var signalR = comparison.SignalR())
        {
            await signalR.StartAsync();
            all.Add(await MeasureAsync(comparison, signalR.Name, signalR, _ => signalR.Transports[0]));
        }
        var (ours, sizes) = (all[0], comparison.Sizes);
        var row = Say($"h. {sizes.StuckAmong / OneIn:N0} of {sizes.StuckAmong:N0} readers stop reading for {sizes.Stuck.TotalSeconds:N0} s, {PerSecond}/s");
        comparison.Findings.Verdicts.Add((row, new Verdict("memory growth", ours.GrowthMb, Say($"{ours.GrowthMb:F0} MB"), 128, "MB")));
        comparison.Findings.Verdicts.Add((row, new Verdict("the others' p99, during ÷ before", ours.During / ours.Before, Say($"{ours.During / ours.Before:F2}"), 1.2)));
        comparison.Findings.Sheets.Add(new Sheet("Readers that stop reading", Say($"{sizes.StuckAmong:N0} readers, {PerSecond} statements/s; a tenth stops reading. Memory is the most that was seen meanwhile less the most before; the p99 is of those that go on reading. An awaited broadcast of raw SignalR waits for the slowest reader, so its posts stay without answer."),
            ["", "memory growth, MB", "p99 before, ms", "p99 meanwhile, ms", "stuck readers closed by the server", "posts without answer at the end"],
            [.. all.Select(one => (IReadOnlyList<string>)[one.Name, Say($"{one.GrowthMb:F0}"), Say($"{one.Before:F1}"), Say($"{one.During:F1}"), Say($"{one.Closed}"), Say($"{one.Unanswered}")])]));
    }

    static async Task<Figures> MeasureAsync(Comparison comparison, string name, Peer peer, Func<int, Transport> transport)
    {
        var sizes = comparison.Sizes;
        var (warming, before, during) = (Count(sizes.Warm), Count(sizes.BeforeStuck), Count(sizes.Stuck));
        var first = peer.Take(warming + before + during);
        var earlier = new Arrivals(first, warming, before);
        // Who is going to stop reading has a small buffer in the kernel: what is in there is no memory of the server's, and would hide the rest for minutes.
        var readers = Enumerable.Range(0, sizes.StuckAmong).Select(n => transport(n).Reader(comparison.Reading, earlier, IsStuck(n) ? SmallBuffer : 0)).ToList();
        await using var crowd = new Crowd(comparison.Reading, readers);
        await crowd.OpenAsync();
        var sending = earlier;
        var posts = new SteadyPosts(comparison.Posting, peer.Port, PerSecond, peer.Request, number => Volatile.Read(ref sending).Sent(number));
        await posts.RunAsync(first, warming + before);
        await crowd.AwaitAsync(warming + before);
        crowd.CheckAll();

        var (closed, later, memory) = (0, new Arrivals(first + warming + before, 0, during), peer.ResidentMb);
        await comparison.Reading.DoAsync(() =>
        {
            for (var n = 0; n < readers.Count; n++)
            {
                readers[n].Arrivals = later;
                if (!IsStuck(n)) continue;
                readers[n].Counts = false;
                readers[n].OnClosed = (_, _) => closed++;
                readers[n].StopReading();
            }
        });
        Volatile.Write(ref sending, later);
        var sent = posts.RunAsync(first + warming + before, during);
        var most = memory;
        while (!sent.IsCompleted)
        {
            most = Math.Max(most, peer.ResidentMb);
            await Task.WhenAny(sent, Task.Delay(500));
        }
        await sent;
        var missing = await crowd.AwaitAsync(during);
        crowd.CheckAll();
        if (missing > 0 || later.Doubled > 0) throw new InvalidOperationException($"{name}: {missing} of the readers that go on did not get everything, {later.Doubled} deliveries were doubled.");
        var unanswered = posts.Unanswered;
        await WakeAsync(comparison, readers, during, () => closed);
        await posts.CloseAsync();
        comparison.Say($"{name}: {memory:F0} MB, most {most:F0}; p99 {earlier.Took.Rank(0.99):F1} ms, then {later.Took.Rank(0.99):F1}; {closed} closed, {unanswered} posts unanswered");
        return new Figures(name, most - memory, earlier.Took.Rank(0.99), later.Took.Rank(0.99), closed, unanswered);
    }

    /// <summary>The stuck read again and find what is left for them: everything, or a connection that was closed. Ends when each has found either, or after ten seconds.</summary>
    static async Task WakeAsync(Comparison comparison, List<Reader> readers, int during, Func<int> closed)
    {
        var stuck = readers.Where(reader => !reader.Counts).ToList();
        await comparison.Reading.DoAsync(() => stuck.ForEach(reader => reader.ReadAgain()));
        var done = 0;
        for (var turns = 0; turns < 200 && done < stuck.Count; turns++)
        {
            await Task.Delay(50);
            await comparison.Reading.DoAsync(() => done = closed() + stuck.Count(reader => reader.Has == during));
        }
    }

    // Both transports, where there are two, have their share of them.
    static bool IsStuck(int n) => n / 2 % OneIn == 0;

    static int Count(TimeSpan time) => (int)(PerSecond * time.TotalSeconds);

    static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
