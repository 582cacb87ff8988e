using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tracker.Bench.Peers;

/// <summary>Row g: durable statements a second in one ndjson stream, and how long after its end index, search and reactions are done.</summary>
static class BatchRow
{
    const double Still = 3;

    public static async Task MeasureAsync(Comparison comparison)
    {
        await using var tracker = comparison.Tracker();
        await tracker.StartAsync();
        var (rate, cpu, found, all, lines) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), comparison.Sizes.BatchLines);
        for (var round = comparison.Sizes.FirstRound; round <= comparison.Sizes.BatchRounds; round++)
        {
            var one = await MeasureAsync(tracker, round > 0 ? lines : Math.Min(lines, 20_000));
            comparison.Say($"round {round}: {one.PerSecond:N0}/s, found after {one.Found:F2} s, all done after {one.All:F2} s");
            if (round == 0) continue;
            rate.Add(one.PerSecond);
            cpu.Add(one.Cpu);
            found.Add(one.Found);
            all.Add(one.All);
        }
        var row = string.Create(CultureInfo.InvariantCulture, $"g. batch of {lines:N0} statements, one stream");
        comparison.Findings.Verdicts.Add((row, new Verdict("durable statements/s", new Series(rate).Median, new Series(rate).Text("#,0") + " /s", 25_000, "/s", AtLeast: true)));
        comparison.Findings.Verdicts.Add((row, new Verdict("seconds until everything is indexed", new Series(all).Median, new Series(all).Text("0.0") + " s", 5, "s")));
        comparison.Findings.Sheets.Add(new Sheet("Batch", "Tracker alone: the peers have no such call. The time until everything is indexed includes what the story makes of the statements (positions, conditions, links).",
            ["", "statements/s", "server CPU a statement, µs", "its statements are found after, s", "everything is indexed after, s"],
            [["Tracker", new Series(rate).Text("#,0"), new Series(cpu).Text("0"), new Series(found).Text("0.00"), new Series(all).Text("0.00")]]));
    }

    static async Task<(double PerSecond, double Cpu, double Found, double All)> MeasureAsync(TrackerPeer tracker, int lines)
    {
        using var http = tracker.Server.Client();
        var first = tracker.Take(lines);
        var text = new StringBuilder();
        foreach (var number in Enumerable.Range(first, lines)) text.Append(Statements.Json(number)).Append('\n');
        using var content = World.Json(text.ToString(), "application/x-ndjson");
        var (cpu, began) = (tracker.Cpu, Stopwatch.GetTimestamp());
        using var answer = await http.PostAsync(new Uri("api/statements/batch?answers=refused", UriKind.Relative), content);
        var sum = await answer.Content.ReadAsStringAsync();
        var (elapsed, ended) = (Stopwatch.GetElapsedTime(began), Stopwatch.GetTimestamp());
        using var document = JsonDocument.Parse(sum);
        if (document.RootElement.GetProperty("stored").GetInt32() != lines) throw new InvalidOperationException(sum);
        await IndexedAsync(http, document.RootElement.GetProperty("cursor").GetString()!);
        var found = Stopwatch.GetElapsedTime(ended).TotalSeconds;
        var all = await DoneAsync(http, ended);
        return (lines / elapsed.TotalSeconds, (tracker.Cpu - cpu).TotalMicroseconds / lines, found, all);
    }

    /// <summary>When index and search had the head that the log came to rest at, in seconds since <paramref name="ended"/>.</summary>
    static async Task<double> DoneAsync(HttpClient http, long ended)
    {
        var (head, at) = ("", 0.0);
        while (Stopwatch.GetElapsedTime(ended).TotalSeconds < 600)
        {
            using var changes = JsonDocument.Parse(await http.GetStringAsync(new Uri("api/changes?after=now&limit=1", UriKind.Relative)));
            var now = changes.RootElement.GetProperty("head").GetString()!;
            if (now != head)
            {
                await IndexedAsync(http, now);
                (head, at) = (now, Stopwatch.GetElapsedTime(ended).TotalSeconds);
            }
            else if (Stopwatch.GetElapsedTime(ended).TotalSeconds - at > Still) return at;
            await Task.Delay(50);
        }
        throw new TimeoutException("Reactions did not come to rest in ten minutes.");
    }

    static async Task IndexedAsync(HttpClient http, string cursor)
    {
        foreach (var path in new[] { "api/stories?limit=1", "api/search?q=nothing&limit=1" })
        {
            for (var tries = 0; ; tries++)
            {
                // Each try waits up to five seconds by itself.
                using var answer = await http.GetAsync(new Uri($"{path}&atLeast={cursor}", UriKind.Relative));
                if (answer.IsSuccessStatusCode) break;
                if (tries == 60) throw new TimeoutException($"{path} is behind.");
                await Task.Delay(20);
            }
        }
    }
}
