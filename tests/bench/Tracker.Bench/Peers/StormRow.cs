using System.Diagnostics;
using System.Globalization;
using Tracker.Bench.Load;

namespace Tracker.Bench.Peers;

/// <summary>Row i: every reader is cut at the same moment and comes back at once, by its cursor. Who is live again when, and what those who post notice.</summary>
static class StormRow
{
    /// <summary>Statements/s of the story that is read: a reader is live again with the first that was posted after the cut.</summary>
    const double Read = 2;
    const double Aside = 48, Limit = 10;

    public static async Task MeasureAsync(Comparison comparison)
    {
        var sizes = comparison.Sizes;
        await using var tracker = comparison.Tracker();
        await tracker.StartAsync();
        var (warming, calm, during) = ((int)(Read * sizes.During.TotalSeconds), (int)(Read * sizes.During.TotalSeconds), (int)(Read * sizes.StormFor.TotalSeconds));
        var before = warming + calm;
        var first = tracker.Take(before + during);
        var arrivals = new Arrivals(first, before, during);
        var readers = Enumerable.Range(0, sizes.Storm).Select(n => (n % 2 == 0 ? tracker.Sse : tracker.Hub).Reader(comparison.Reading, arrivals, 0)).ToList();
        await using var crowd = new Crowd(comparison.Reading, readers);
        await crowd.OpenAsync();
        var posts = new SteadyPosts(comparison.Posting, tracker.Port, Read, tracker.Request, arrivals.Sent) { OnReceipt = tracker.Keep };
        var aside = new SteadyPosts(comparison.Posting, tracker.Port, Aside, tracker.AsideRequest, _ => { });
        await PostAsync(first, warming, sizes.During);
        await PostAsync(first + warming, calm, sizes.During);
        var missing = await crowd.AwaitAsync(before);
        crowd.CheckAll();
        if (missing > 0) throw new InvalidOperationException($"{missing} readers did not get everything before the cut.");
        var calmP99 = aside.Took.Rank(0.99);

        var (began, refusals) = (0L, 0);
        await comparison.Reading.DoAsync(() =>
        {
            began = Stopwatch.GetTimestamp();
            foreach (var reader in readers)
            {
                reader.Close(abort: true);
                reader.OnOpen = _ => { };
                // As a client does that was told to come back later: a moment more or less, so that not all do so together. Untold, after a second.
                reader.OnClosed = (refused, seconds) =>
                {
                    refusals++;
                    comparison.Reading.After(TimeSpan.FromSeconds((seconds ?? 1) + Random.Shared.NextDouble()), refused.Connect);
                };
            }
            foreach (var reader in readers) reader.Connect();
        });
        var storm = PostAsync(first + before, during, TimeSpan.FromSeconds(Math.Min(Limit, sizes.StormFor.TotalSeconds)));
        var (live, at95) = (0.0, double.NaN);
        while (!storm.IsCompleted || Stopwatch.GetElapsedTime(began).TotalSeconds < Math.Min(Limit, sizes.StormFor.TotalSeconds))
        {
            var back = 0;
            await comparison.Reading.DoAsync(() => back = readers.Count(reader => reader.Last >= first + before));
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (seconds <= Limit) live = (double)back / readers.Count;
            if (double.IsNaN(at95) && back >= 0.95 * readers.Count) at95 = seconds;
            await Task.Delay(50);
        }
        await storm;
        missing = await crowd.AwaitAsync(before + during);
        var posting = aside.Took.Rank(0.99);
        await posts.CloseAsync();
        await aside.CloseAsync();
        comparison.Say($"{live:P1} live after {Limit} s, 95 % after {at95:F1} s, p99 {calmP99:F1} ms, then {posting:F1}; {refusals} told to come later or refused, {missing} missing, {arrivals.Doubled} doubled");
        if (missing > 0 || arrivals.Doubled > 0 || aside.Refused + posts.Refused > 0)
            throw new InvalidOperationException($"{missing} readers did not get everything, {arrivals.Doubled} deliveries were doubled, {aside.Refused + posts.Refused} posts were refused.");
        Tell(comparison, live, at95, calmP99, posting, refusals);

        Task PostAsync(int from, int count, TimeSpan asideFor)
        {
            var others = (int)(Aside * asideFor.TotalSeconds);
            return Task.WhenAll(posts.RunAsync(from, count), aside.RunAsync(tracker.Take(others), others));
        }
    }

    static void Tell(Comparison comparison, double live, double at95, double calm, double posting, int refusals)
    {
        var row = Say($"i. {comparison.Sizes.Storm:N0} readers cut at once");
        comparison.Findings.Verdicts.Add((row, new Verdict("live again within 10 s", live * 100, Say($"{live * 100:F1} %"), 95, "%", AtLeast: true)));
        comparison.Findings.Verdicts.Add((row, new Verdict("posting p99 meanwhile", posting, Say($"{posting:F1} ms"), 100, "ms")));
        comparison.Findings.Sheets.Add(new Sheet("All cut at once", Say($"{comparison.Sizes.Storm:N0} readers, half SSE and half SignalR; all sockets are reset at one moment and all come back at once by their cursors; who is told `Retry-After` waits that long. Live means: has a statement that was posted after the cut, and every one between. {Read:N0} statements/s go to the story that is read and {Aside:N0} to another; the posting figures are those of the latter, in the first {Limit:N0} s."),
            ["", "live after 10 s", "95 % live after, s", "posting p99 before, ms", "posting p99 meanwhile, ms", "refused or told to come later"],
            [["Tracker", Say($"{live * 100:F1} %"), Say($"{at95:F1}"), Say($"{calm:F1}"), Say($"{posting:F1}"), Say($"{refusals:N0}")]]));
    }

    static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
