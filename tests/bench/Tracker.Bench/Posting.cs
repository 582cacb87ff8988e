using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tracker.Bench;

/// <summary>Acknowledged, durable statements a second: clients that each send one and wait for its receipt.</summary>
sealed record Posting(double PerSecond, double CpuMicroseconds, double P50, double P99)
{
    const int Clients = 32;

    public static async Task<Posting> MeasureAsync(Server server, TimeSpan warm, TimeSpan during)
    {
        using var http = server.Client();
        await PostAsync(http, "warm", warm);
        var (cpu, began) = (server.Cpu, Stopwatch.GetTimestamp());
        var took = await PostAsync(http, "post", during);
        var elapsed = Stopwatch.GetElapsedTime(began);
        return new Posting(took.Count / elapsed.TotalSeconds, (server.Cpu - cpu).TotalMicroseconds / took.Count, Rank.Of(took, 0.5), Rank.Of(took, 0.99));
    }

    static async Task<IReadOnlyList<double>> PostAsync(HttpClient http, string name, TimeSpan during)
    {
        var began = Stopwatch.GetTimestamp();
        var took = new ConcurrentBag<double>();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            for (var n = 0; Stopwatch.GetElapsedTime(began) < during; n++)
            {
                using var body = World.Json(World.Statement($"{name}-{client}-{n}", (client * 31) + n));
                var sent = Stopwatch.GetTimestamp();
                using var answer = await http.PostAsync(new Uri("api/statements", UriKind.Relative), body);
                if ((int)answer.StatusCode != 201)
                    throw new InvalidOperationException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                took.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
        }));
        return [.. took];
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
