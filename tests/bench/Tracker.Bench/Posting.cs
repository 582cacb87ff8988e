using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tracker.Bench;

/// <summary>Acknowledged, durable statements a second: clients that each send one and wait for its receipt.</summary>
sealed record Posting(double PerSecond, double CpuMicroseconds, double P50, double P99)
{
    const int Clients = 32;

    public static async Task<Posting> MeasureAsync(Server server, TimeSpan warm, TimeSpan during)
    {
        await RunAsync(server, "api/statements", (client, n) => World.Statement($"warm-{client}-{n}", (client * 31) + n), warm);
        return await RunAsync(server, "api/statements", (client, n) => World.Statement($"post-{client}-{n}", (client * 31) + n), during);
    }

    /// <summary>All clients at once, each one statement after the other; the server's CPU until all that was posted is indexed and reacted to.</summary>
    /// <param name="statement">Client and number → body.</param>
    public static Task<Posting> RunAsync(Server server, string path, Func<int, int, string> statement, TimeSpan during) => RunAsync([server], path, statement, during);

    /// <summary>The same, with the clients spread over nodes of one cluster; the CPU is that of all nodes.</summary>
    /// <param name="aside">Nodes that nobody posts to.</param>
    public static async Task<Posting> RunAsync(IReadOnlyList<Server> servers, string path, Func<int, int, string> statement, TimeSpan during, params IReadOnlyList<Server> aside)
    {
        var clients = servers.Select(server => server.Client()).ToList();
        var (cpu, began) = (Cpu(), Stopwatch.GetTimestamp());
        var took = new ConcurrentBag<double>();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            for (var n = 0; Stopwatch.GetElapsedTime(began) < during; n++)
            {
                using var body = World.Json(statement(client, n));
                var sent = Stopwatch.GetTimestamp();
                using var answer = await clients[client % clients.Count].PostAsync(new Uri(path, UriKind.Relative), body);
                if ((int)answer.StatusCode != 201)
                    throw new InvalidOperationException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                took.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
        }));
        var elapsed = Stopwatch.GetElapsedTime(began);
        foreach (var http in clients) await World.SettledAsync(http);
        List<double> times = [.. took];
        var used = Cpu() - cpu;
        foreach (var http in clients) http.Dispose();
        return new Posting(times.Count / elapsed.TotalSeconds, used.TotalMicroseconds / times.Count, Rank.Of(times, 0.5), Rank.Of(times, 0.99));

        TimeSpan Cpu() => servers.Concat(aside).Aggregate(TimeSpan.Zero, (sum, server) => sum + server.Cpu);
    }
}

static class Rank
{
    public static double Of(IReadOnlyList<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
    }
}
