using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Tracker.Acceptance.Browser;

namespace Tracker.Dashboard.Bench;

/// <summary>A story of 10,000 statements, 200 actors and 100 topics, with 20 statements a second arriving.</summary>
static class BoardRows
{
    const int Statements = 10_000, Actors = 200, Topics = 100;
    const double PerSecond = 20;
    static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Server server, Browser browser, TimeSpan during)
    {
        Say("making the story");
        var story = new BigStory(server.Http, Actors, Topics);
        await story.CreateAsync(default);
        await story.SayAsync(Statements - story.Said, default);
        await story.ThereAsync(default);

        var rows = new List<Row>();
        var page = await browser.PageAsync();
        var meter = await PageMeter.OnAsync(page);
        await page.GotoAsync(new Uri(server.Address, $"stories/{BigStory.Id}").ToString());
        await page.Locator(".connection-live").First.WaitForAsync();
        await page.Locator(".statement").First.WaitForAsync();
        rows.Add(await ScriptAsync(page));

        await WholeMatrixAsync(page, rows);
        await OneCellAsync(server, page, rows);

        using var stop = new CancellationTokenSource();
        var talking = story.TalkAsync(PerSecond, stop.Token);
        await Task.Delay(Settle);
        Say("at the top, reading what arrives");
        var arriving = await meter.WhileAsync(() => Task.Delay(TimeSpan.FromSeconds(15)));
        rows.Add(Limit("from the server’s frame to the pixel, p95", 50, arriving.PixelP95, $"{arriving.Pixels.Count:N0} statements"));
        rows.Add(Limit("a frame while 20 statements a second arrive, p95", 50, arriving.FrameP95, $"{arriving.Frames.Count:N0} frames"));

        Say("scrolling back");
        var scrolling = await meter.WhileAsync(() => ScrollAsync(page, TimeSpan.FromSeconds(20)));
        rows.Add(Limit("a frame while scrolling back through the stream, p95", 50, scrolling.FrameP95, $"{scrolling.Frames.Count:N0} frames"));
        Say("typing");
        var typing = await meter.WhileAsync(() => TypeAsync(page));
        rows.Add(Limit("a frame while typing into the filter, p95", 50, typing.FrameP95, $"{typing.Frames.Count:N0} frames"));

        Say($"{during.TotalSeconds:N0} s of replay");
        await page.EvaluateAsync("() => document.querySelector('.panel-stream .panel-body').scrollTo(0, 0)");
        await Task.Delay(Settle);
        var (before, nodesBefore) = await meter.MemoryAsync();
        var began = Stopwatch.GetTimestamp();
        var most = before;
        while (Stopwatch.GetElapsedTime(began) < during)
        {
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(15, during.TotalSeconds / 3)));
            most = Math.Max(most, (await meter.MemoryAsync()).Megabytes);
        }
        var (after, nodes) = await meter.MemoryAsync();
        await stop.CancelAsync();
        await talking;
        rows.Add(Limit("the page’s heap, the most of it", 150, most, $"{nodes:N0} nodes", "MB"));
        rows.Add(new Row($"the heap over {during.TotalSeconds:N0} s of 20 statements a second", "flat (+ 10 % and 1 MB at most)", $"{before:F1} → {after:F1} MB, {nodesBefore:N0} → {nodes:N0} nodes", after < (before * 1.1) + 1));
        await page.Context.DisposeAsync();
        rows.Add(await PlayedAsync(server, browser));
        return rows;
    }

    /// <summary>The hardest there is to play: ten thousand statements that became known within seconds, so at 600× all at once.</summary>
    static async Task<Row> PlayedAsync(Server server, Browser browser)
    {
        const int Early = 500;
        Say("playing the past");
        var page = await browser.PageAsync();
        var meter = await PageMeter.OnAsync(page);
        await page.GotoAsync(new Uri(server.Address, $"stories/{BigStory.Id}?asOf={Early}").ToString());
        await page.Locator(".line-density").WaitForAsync();
        await page.GetByText("600×").ClickAsync();
        await Task.Delay(Settle);
        var began = Stopwatch.GetTimestamp();
        var playing = await meter.WhileAsync(async () =>
        {
            await page.Locator(".time-play").ClickAsync();
            await page.Locator(".time-bar[data-playing=true]").WaitForAsync();
            await page.Locator(".time-bar[data-playing=false]").WaitForAsync(new LocatorWaitForOptions { Timeout = 180_000 });
        });
        var took = Stopwatch.GetElapsedTime(began);
        var place = await page.EvaluateAsync<string>("() => new URLSearchParams(location.search).get('asOf') ?? 'live'");
        await page.Context.DisposeAsync();
        return Limit("a frame while the past is played at 600× through the import of all of them, p95", 50, playing.FrameP95, $"{playing.Frames.Count:N0} frames in {took.TotalSeconds:N0} s, the longest {playing.Frames.Max():N0} ms, from record {Early} to {place}");
    }

    static async Task<Row> ScriptAsync(IPage page)
    {
        var bytes = await page.EvaluateAsync<double>("() => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)");
        return Limit("script of a board’s first load, as it comes over the wire", 90, bytes / 1024, "compressed", "KB");
    }

    static async Task WholeMatrixAsync(IPage page, List<Row> rows)
    {
        Say("the whole matrix");
        var times = await page.EvaluateAsync<double[]>("""
            async () => {
              const painted = () => new Promise((done) => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0); }));
              const until = async (holds) => { while (!holds()) await painted(); await painted(); };
              const button = document.querySelector('.matrix-part button');
              const began = performance.now();
              button.click();
              await until(() => document.querySelector('.matrix').getAttribute('aria-colcount') === '201');
              const first = performance.now() - began;
              await until(() => document.querySelector('.matrix-part [role=status]').textContent.startsWith('The whole matrix'));
              return [first, performance.now() - began];
            }
            """);
        var (painted, whole) = (times[0], times[1]);
        rows.Add(Limit($"matrix of {Actors} × {Topics}: from the click to its window painted", 300, painted, "with the server’s answer that names its lines"));
        rows.Add(new Row("… until the last of its 20,000 cells has come from the server", "no target", $"{whole:N0} ms", true));
    }

    static async Task OneCellAsync(Server server, IPage page, List<Row> rows)
    {
        Say("one cell");
        await page.EvaluateAsync("""
            () => {
              window.touched = new Set();
              new MutationObserver((records) => { for (const { target } of records) { const cell = (target.nodeType === 1 ? target : target.parentElement).closest('td, th, tr, thead, tbody, table'); if (cell) window.touched.add(cell); } })
                .observe(document.querySelector('.matrix'), { subtree: true, childList: true, attributes: true, characterData: true });
            }
            """);
        var at = await page.EvaluateAsync<string>("() => document.querySelector('td.cell .unseen').textContent");
        var actor = at[(at.IndexOf("Delegation ", StringComparison.Ordinal) + 11)..].Split(' ')[0];
        var topic = at[(at.IndexOf(" question ", StringComparison.Ordinal) + 10)..].Split(':', ',')[0];
        var statement = new JsonObject { ["id"] = "turn", ["story"] = BigStory.Id, ["speakers"] = new JsonArray($"actor-{actor}"), ["text"] = "We have changed our mind.", ["saidAt"] = "2025-05-17", ["positions"] = new JsonArray(new JsonObject { ["topic"] = $"topic-{topic}", ["stance"] = "unclear" }) };
        using var body = new StringContent(statement.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await server.Http.PostAsync(new Uri("api/statements", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
        await page.Locator("td.cell-moved").First.WaitForAsync();
        await Task.Delay(500);
        var touched = await page.EvaluateAsync<int>("() => window.touched.size");
        rows.Add(new Row("one changed cell: cells, lines and heads that are painted again", "1", $"{touched}", touched == 1));
    }

    static async Task ScrollAsync(IPage page, TimeSpan during)
    {
        await page.Mouse.MoveAsync(200, 600);
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < during)
        {
            // Back through the record, and now and then forth again.
            await page.Mouse.WheelAsync(0, Stopwatch.GetElapsedTime(began).Seconds % 5 == 4 ? -400 : 500);
            await Task.Delay(60);
        }
    }

    static async Task TypeAsync(IPage page)
    {
        var input = page.Locator(".filter-words");
        foreach (var words in new[] { "ceasefire talks", "sanctions guarantee", "point 77" })
        {
            await input.ClickAsync();
            await page.Keyboard.TypeAsync(words, new KeyboardTypeOptions { Delay = 110 });
            await Task.Delay(600);
            await page.Keyboard.PressAsync("Escape");
            await Task.Delay(300);
        }
    }

    static Row Limit(string measured, double most, double figure, string note, string unit = "ms") => new(measured, $"≤ {most:N0} {unit}", $"{figure:N1} {unit} ({note})", figure <= most);

    static void Say(string what) => Console.Error.WriteLine(what);
}
