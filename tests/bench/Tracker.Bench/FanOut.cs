using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tracker.Bench;

/// <summary>Milliseconds from the moment before a post is sent to the moment a subscriber has it, at a steady rate.</summary>
sealed record FanOut(double P50, double P99, int Subscribers, int Missing)
{
    const double PerSecond = 20;

    public static async Task<FanOut> MeasureAsync(
        Server server, Func<Server, Action<int>, TaskCompletionSource, CancellationToken, Task> reader, int subscribers, int first, TimeSpan during)
    {
        var count = (int)(PerSecond * during.TotalSeconds);
        var sentAt = new long[first + count];
        var took = new ConcurrentBag<double>();
        using var stop = new CancellationTokenSource();
        var opens = Enumerable.Range(0, subscribers).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToList();
        var reading = opens.Select(open => reader(server, n => took.Add(Stopwatch.GetElapsedTime(sentAt[n]).TotalMilliseconds), open, stop.Token)).ToList();
        await Task.WhenAll(opens.Select(open => open.Task)).WaitAsync(TimeSpan.FromSeconds(20));
        await PostAsync(server, sentAt, first, count);
        for (var waited = 0; waited < 200 && took.Count < count * subscribers; waited++)
            await Task.Delay(10);
        await stop.CancelAsync();
        await Task.WhenAll(reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new FanOut(Rank.Of([.. took], 0.5), Rank.Of([.. took], 0.99), subscribers, (count * subscribers) - took.Count);
    }

    static async Task PostAsync(Server server, long[] sentAt, int first, int count)
    {
        using var http = server.Client();
        var began = Stopwatch.GetTimestamp();
        var posting = new List<Task>();
        for (var n = 0; n < count; n++)
        {
            var due = TimeSpan.FromSeconds(n / PerSecond) - Stopwatch.GetElapsedTime(began);
            if (due > TimeSpan.Zero)
                await Task.Delay(due);
            sentAt[first + n] = Stopwatch.GetTimestamp();
            posting.Add(OneAsync(http, first + n));
        }
        await Task.WhenAll(posting);
    }

    static async Task OneAsync(HttpClient http, int n)
    {
        using var body = World.Json(World.Statement($"{Readers.Name}-{n}", n));
        using var answer = await http.PostAsync(new Uri("api/statements", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
    }
}
