using System.Diagnostics;
using System.Globalization;
using Tracker.Bench.Peers;

namespace Tracker.Bench;

/// <summary>What a cluster costs: two silos instead of one on the same machine and database (each whole, and one without API and index), how late a reader of the other silo is, and what a hop takes.</summary>
static class Clustering
{
    const int Rounds = 3;
    const int Asked = 400;
    const int PerSecond = 20;
    const double LeastShare = 0.75;
    const double LatestMs = 50;

    /// <summary>False when a target is missed.</summary>
    public static async Task<bool> RunAsync(Options options, TimeSpan during)
    {
        await using var database = new Postgres();
        await database.StartAsync();
        await using var alone = Node(options, database, "one");
        await using var first = Node(options, database, "two");
        await using var second = Node(options, database, "two");
        await using var front = Node(options, database, "split");
        await using var behind = Node(options, database, "split", ("Tracker__Role", "silo"));
        foreach (var node in new[] { alone, first, second, front, behind }) await node.StartAsync();
        foreach (var node in new[] { alone, first, front })
        {
            using var http = node.Client();
            await World.CreateAsync(http);
        }
        List<Server> one = [alone], two = [first, second], split = [front];
        foreach (var nodes in new[] { one, two, split }) await PostAsync(nodes, "warm", TimeSpan.FromSeconds(8));
        var (single, both, apart) = (new List<Posting>(), new List<Posting>(), new List<Posting>());
        for (var round = 0; round < Rounds; round++)
        {
            single.Add(await PostAsync(one, $"r{round}", during));
            both.Add(await PostAsync(two, $"r{round}", during));
            apart.Add(await PostAsync(split, $"r{round}", during, behind));
        }
        var late = await LateAsync(first, second, during);
        var (here, there) = await HopAsync(first, second);
        var (rate, rates, ratesApart) = (Median(single, posting => posting.PerSecond), Median(both, posting => posting.PerSecond), Median(apart, posting => posting.PerSecond));
        Console.WriteLine($"""
            Machine: {Machine.Name}; PostgreSQL with its default settings, nodes and 32 clients on it together; medians of {Rounds} rounds of {during.TotalSeconds:F0} s in turns.

            | measured | one silo | two silos, each with API and index | two silos, one of them with role `silo` |
            | --- | --- | --- | --- |
            | acknowledged posts/s | {rate:N0} | {rates:N0} ({rates / rate:F2}) | {ratesApart:N0} ({ratesApart / rate:F2}) |
            | CPU of all nodes a post, indexes and reactions included | {Median(single, posting => posting.CpuMicroseconds):N0} µs | {Median(both, posting => posting.CpuMicroseconds):N0} µs | {Median(apart, posting => posting.CpuMicroseconds):N0} µs |
            | post to receipt, p50 / p99 | {Median(single, posting => posting.P50):F1} / {Median(single, posting => posting.P99):F1} ms | {Median(both, posting => posting.P50):F1} / {Median(both, posting => posting.P99):F1} ms | {Median(apart, posting => posting.P50):F1} / {Median(apart, posting => posting.P99):F1} ms |

            | measured on two silos | p50 | p99 |
            | --- | --- | --- |
            | a reader of the other silo has it after the receipt ({PerSecond} posts/s) | {Rank.Of(late, 0.5):F1} ms | {Rank.Of(late, 0.99):F1} ms |
            | an entity asked for on its own silo (over HTTP) | {Rank.Of(here, 0.5):F2} ms | {Rank.Of(here, 0.99):F2} ms |
            | an entity asked for through the other silo | {Rank.Of(there, 0.5):F2} ms | {Rank.Of(there, 0.99):F2} ms |
            """);
        // The price of the hop; what two whole nodes do twice is told beside it.
        return ratesApart >= rate * LeastShare && Rank.Of(late, 0.99) <= LatestMs;
    }

    static Task<Posting> PostAsync(IReadOnlyList<Server> nodes, string round, TimeSpan during, params IReadOnlyList<Server> aside) =>
        Posting.RunAsync(nodes, "api/statements", (client, n) => World.Statement($"{round}-{client}-{n}", (client * 31) + n), during, aside);

    /// <summary>Milliseconds from the receipt to the reader; 0 where the reader was first.</summary>
    static async Task<List<double>> LateAsync(Server posted, Server read, TimeSpan during)
    {
        var count = (int)(PerSecond * during.TotalSeconds);
        var (receipts, arrivals) = (new long[count], new long[count]);
        using var stop = new CancellationTokenSource();
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Readers.SseAsync(read, n => arrivals[n] = Stopwatch.GetTimestamp(), open, stop.Token);
        await open.Task;
        using var http = posted.Client();
        var began = Stopwatch.GetTimestamp();
        for (var n = 0; n < count; n++)
        {
            var due = TimeSpan.FromSeconds((double)n / PerSecond) - Stopwatch.GetElapsedTime(began);
            if (due > TimeSpan.Zero) await Task.Delay(due);
            await World.PostAsync(http, "api/statements", World.Statement($"{Readers.Name}-{n}", n));
            receipts[n] = Stopwatch.GetTimestamp();
        }
        for (var waited = 0; waited < 500 && arrivals.Contains(0); waited++) await Task.Delay(10);
        await stop.CancelAsync();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (arrivals.Contains(0)) throw new InvalidOperationException($"{arrivals.Count(at => at == 0)} statements never came.");
        return [.. receipts.Zip(arrivals, (receipt, arrival) => Math.Max(0, Stopwatch.GetElapsedTime(receipt, arrival).TotalMilliseconds))];
    }

    /// <summary>Entities are placed where they are first asked for; then all are asked for through either silo in turns.</summary>
    static async Task<(List<double> Here, List<double> There)> HopAsync(Server own, Server other)
    {
        using var mine = own.Client();
        using var theirs = other.Client();
        for (var i = 0; i < Asked; i++) await World.PostAsync(mine, "api/actors", $$"""{"id":"hop-{{i}}","name":"Hop {{i}}","kind":"person"}""");
        var (here, there) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < 4; turn++)
        {
            for (var i = 0; i < Asked; i++)
            {
                var (near, far) = (await AskAsync(mine, i), await AskAsync(theirs, i));
                if (turn == 0) continue;
                here.Add(near);
                there.Add(far);
            }
        }
        return (here, there);
    }

    static async Task<double> AskAsync(HttpClient http, int i)
    {
        var began = Stopwatch.GetTimestamp();
        await http.GetStringAsync(new Uri($"api/actors/hop-{i}/life", UriKind.Relative));
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    static double Median(IEnumerable<Posting> rounds, Func<Posting, double> of) => Rank.Of([.. rounds.Select(of)], 0.5);

    static Server Node(Options options, Postgres database, string schema, params (string, string)[] more) => new(
        options, [.. more, ("Tracker__Log", "postgres"), ("Tracker__ConnectionString", database.ConnectionString), ("Tracker__Schema", schema), ("Tracker__Cluster", "postgres"),
        ("Tracker__AdvertisedAddress", "127.0.0.1"), ("Tracker__SiloPort", Port()), ("Tracker__GatewayPort", Port())]);

    static string Port() => Launched.FreePort().ToString(CultureInfo.InvariantCulture);
}
