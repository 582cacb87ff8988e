using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tracker.Acceptance.Istanbul;
using Tracker.Acceptance.Live;
using Tracker.Acceptance.Servers;
using Tracker.Acceptance.Wire;

namespace Tracker.Acceptance.Browser;

/// <summary>A board of the past: nobody takes it for now, it is what the server has of every moment, and one key leads back.</summary>
public sealed partial class TimeTests(Chromium chromium, ScenarioStart start)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;
    const string Path = "/stories/" + ScenarioFile.Story;

    [Fact]
    public async Task The_past_is_unmistakable_and_one_key_leads_back()
    {
        await using var page = await PageAsync();
        await page.OpenAsync(ScenarioFile.Story);
        Assert.Equal(0, await page.Page.Locator(".past-band").CountAsync());
        await page.Page.Locator(".look-back").ClickAsync();
        await page.Page.Locator(".line-density").WaitForAsync();
        await page.Page.Keyboard.PressAsync(",");
        await Assertions.Expect(page.Page.Locator(".past-band strong")).ToContainTextAsync("As of ");
        await Assertions.Expect(page.Page).ToHaveTitleAsync(AsOfTitle);
        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex("asOf=\\d+"));
        await Assertions.Expect(page.Page.Locator(".page[data-past=true]")).ToHaveCountAsync(1);
        // What only the present has is not there.
        await Assertions.Expect(page.Page.Locator(".connection, .pill, .statement-new")).ToHaveCountAsync(0);
        await page.ShotAsync("past-desk");

        // A link to a statement stays in the moment; a step back in the browser's history leads to the present.
        await page.Page.Locator(".chain a[href*='#statement-']").First.ClickAsync();
        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex("asOf=\\d+#statement-"));
        await page.Page.Keyboard.PressAsync("l");
        await page.IsLiveAsync();
        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex($"{Path}(#.*)?$"));
        await Assertions.Expect(page.Page.Locator(".past-band")).ToHaveCountAsync(0);
        await page.Page.GoBackAsync();
        await page.Page.Locator(".past-band").WaitForAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await page.IsLiveAsync();
        Assert.StartsWith("✓", await page.VerifyAsync(), StringComparison.Ordinal);
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task Stepped_and_played_through_the_whole_scenario_it_is_the_servers_board_and_is_read_once()
    {
        await using var page = await PageAsync();
        var stops = await StopsAsync("after=1");
        Assert.True(stops.Count > 80);
        var at = stops.FindIndex(position => position > 96);
        await GoAsync(page, $"asOf={stops[at]}");
        await page.Page.Locator(".line-density").WaitForAsync();
        await SameAsync(page, stops[at]);
        var reads = page.BoardReads;
        for (var hop = 0; hop < 9; hop++)
        {
            for (var n = 0; n < 5 && at < stops.Count - 8; n++, at++) await page.Page.Keyboard.PressAsync(".");
            await SameAsync(page, stops[at]);
            Assert.True(++reads == page.BoardReads, $"The board was read again on the way to {stops[at]}.");
        }

        await page.Page.GetByText("600×").ClickAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await page.IsLiveAsync();
        await GoAsync(page, $"asOf={stops[stops.Count / 2]}");
        await page.Page.Locator(".line-density").WaitForAsync();
        await page.Page.GetByText("600×").ClickAsync();
        await page.Page.Locator(".time-play").ClickAsync();
        await SameAsync(page, stops[^1]);
        await Assertions.Expect(page.Page.Locator(".time-bar[data-playing=false]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex($"asOf={stops[^1]}$"));

        // And back: before the last run of records, then on to the end by the slider's own keys.
        await page.Page.Locator(".line-track[role=slider]").FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await SameAsync(page, stops[^2]);
        await page.Page.Locator(".line-track[role=slider]").FocusAsync();
        await page.Page.Keyboard.PressAsync("Home");
        await Assertions.Expect(page.Page.Locator(".past-band .cursor")).Not.ToHaveTextAsync(Record(stops[^2]));
        await page.Page.Keyboard.PressAsync("End");
        await page.IsLiveAsync();
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task Moves_alone_are_stepped_over_and_a_drag_asks_for_where_it_ends()
    {
        await using var page = await PageAsync();
        var moves = await StopsAsync("after=1&of=moves");
        await GoAsync(page, $"asOf={moves[4]}");
        await page.Page.Locator(".line-density").WaitForAsync();
        await page.Page.Locator(".time-over select").SelectOptionAsync("moves");
        await page.Page.Keyboard.PressAsync(".");
        await SameAsync(page, moves[5]);
        await page.Page.Keyboard.PressAsync(",");
        await page.Page.Keyboard.PressAsync(",");
        await SameAsync(page, moves[3]);

        var reads = page.BoardReads;
        var box = (await page.Page.Locator(".line-track[role=slider]").BoundingBoxAsync())!;
        await page.Page.Mouse.MoveAsync(box.X + box.Width * 0.9f, box.Y + 20);
        await page.Page.Mouse.DownAsync();
        for (var x = 0.88f; x > 0.3f; x -= 0.02f) await page.Page.Mouse.MoveAsync(box.X + box.Width * x, box.Y + 20);
        await page.Page.Mouse.UpAsync();
        // The address follows the drag at a distance: it has come to rest when it says for half a second what the band says.
        await page.Page.WaitForFunctionAsync("""
            () => new Promise(done => {
              const told = () => /asOf=(\d+)/.exec(location.search)?.[1];
              const before = told();
              setTimeout(() => done(told() === before && document.querySelector('.past-band .cursor')?.textContent === `Record ${before}`), 500);
            })
            """);
        var told = int.Parse(AsOf().Match(page.Page.Url).Groups[1].Value, CultureInfo.InvariantCulture);
        await SameAsync(page, told);
        Assert.InRange(page.BoardReads - reads, 2, 12);
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task On_the_clock_of_what_was_said_it_shows_what_had_been_said()
    {
        await using var page = await PageAsync();
        await GoAsync(page, "asOf=2025-05-15&clock=said");
        var api = (await start.Run).Api;
        var board = (await api.Get($"/api{Path}/board?asOf=2025-05-15&clock=said", Ct)).Is(200).Json;
        await Assertions.Expect(page.Page.Locator(".past-band")).ToContainTextAsync("What had been said and done by then");
        Assert.Equal(board["statements"]!.AsArray().Select(one => "statement-" + (string)one!["id"]!), await page.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.statements article')].map(one => one.id)"));
        await page.Page.Locator(".line-density").WaitForAsync();
        var next = (string)(await api.Get($"/api{Path}/stops?after=2025-05-15&clock=said&limit=1", Ct)).Is(200).Json["items"]![0]!["at"]!;
        await page.Page.Keyboard.PressAsync(".");
        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex($"asOf={Regex.Escape(Uri.EscapeDataString(next))}&clock=said"));
        var then = (await api.Get($"/api{Path}/board?asOf={next}&clock=said", Ct)).Is(200).Json["statements"]!.AsArray().Count;
        await Assertions.Expect(page.Page.Locator(".statements article")).ToHaveCountAsync(then);
        await page.Page.GetByText("When the desk knew", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".past-band")).ToContainTextAsync("What the desk knew by then");
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task Two_moments_are_compared_as_the_server_compares_them()
    {
        await using var page = await PageAsync();
        var stops = await StopsAsync("after=1");
        var (from, to) = (stops[stops.Count / 3], stops[^3]);
        var compared = (await (await start.Run).Api.Get($"/api{Path}/compare?from={from}&to={to}", Ct)).Is(200).Json.AsObject();
        var all = compared.Where(pair => pair.Value is JsonArray).Sum(pair => pair.Value!.AsArray().Count);
        Assert.True(all > 5);
        await GoAsync(page, $"asOf={to}&compare={from}");
        await Assertions.Expect(page.Page.Locator("button.difference")).ToHaveCountAsync(all);
        await Assertions.Expect(page.Page.Locator(".difference-cell")).ToHaveCountAsync(all);
        foreach (var (kind, list) in compared.Where(pair => pair.Value is JsonArray { Count: > 0 }))
            await Assertions.Expect(page.Page.Locator($".difference-group.difference-{kind} .count")).ToHaveTextAsync(list!.AsArray().Count.ToString(CultureInfo.InvariantCulture));
        await page.ShotAsync("compare-desk");
        await page.HasNoAxeViolationsAsync("two moments compared", Ct);
        await page.Page.Locator("button.difference").First.ClickAsync();
        await page.Page.Locator(".dock-open .evidence").WaitForAsync();
        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex($"asOf={to}$"));
        Assert.Empty(page.Wrongs);
    }

    [Theory]
    [InlineData("asOf=soon", "That is no moment of this story")]
    [InlineData("asOf=2999-01-01", "That is no moment of this story")]
    [InlineData("asOf=999999999", "That is no moment of this story")]
    [InlineData("asOf=1999-12-31", "Nothing was known yet")]
    [InlineData("asOf=feedfeedfeedfeed:12", "The record is another one now")]
    public async Task A_moment_that_cannot_be_shown_says_why_and_leads_back(string query, string told)
    {
        await using var page = await PageAsync();
        await GoAsync(page, query, shown: false);
        await Assertions.Expect(page.Page.Locator("h1.notice-title")).ToHaveTextAsync(told);
        await page.Page.Locator(".notice .button").First.ClickAsync();
        await page.IsLiveAsync();
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task Neither_a_story_that_does_not_exist_nor_another_log_under_way_leaves_the_reader_alone()
    {
        await using var page = await PageAsync();
        await page.Page.GotoAsync(new Uri((await start.Run).Server.Address, "stories/no-such-story?asOf=3").ToString());
        await Assertions.Expect(page.Page.Locator("h1.notice-title")).ToHaveTextAsync("There is no such story");

        var stops = await StopsAsync("after=1");
        await GoAsync(page, $"asOf={stops[20]}");
        await page.Page.RouteAsync("**/api/changes?after=*&limit=500*", route => route.FulfillAsync(new()
        {
            Status = 410, ContentType = "application/problem+json", Body = """{"type":"/problems/cursor-too-old","title":"x","status":410,"retry":"after-change"}""",
        }));
        await page.Page.Locator(".line-density").WaitForAsync();
        await page.Page.Keyboard.PressAsync(".");
        await Assertions.Expect(page.Page.Locator("h1.notice-title")).ToHaveTextAsync("The record is another one now");
        await page.Page.UnrouteAsync("**/api/changes?after=*&limit=500*");
        await page.Page.Locator(".notice .button").First.ClickAsync();
        await page.IsLiveAsync();
    }

    [Fact]
    public async Task Words_that_are_taken_down_leave_the_past_that_somebody_looks_at()
    {
        await using var server = await RunningServer.StartAsync(ct: Ct);
        await SmallWorld.CreateAsync(server.Api, Ct);
        var first = (await server.Api.Post("/api/statements", SmallWorld.Statement("Words that must go", id: "gone"), Ct)).Is(201);
        (await server.Api.Post("/api/statements", SmallWorld.Statement("Words that may stay", id: "stays"), Ct)).Is(201);
        await using var page = await chromium.PageAsync(server.Address, 1440, 900, Ct);
        await page.Page.GotoAsync(new Uri(server.Address, $"stories/{SmallWorld.Story}?asOf={first.Position}").ToString());
        await Assertions.Expect(page.Statement("gone")).ToContainTextAsync("Words that must go");
        await Assertions.Expect(page.Statement("stays")).ToHaveCountAsync(0);
        // The live board beside it has to be there: it is what hears of it.
        await Assertions.Expect(page.Page.Locator(".past-news")).ToHaveCountAsync(0);
        await page.Page.WaitForFunctionAsync("() => performance.getEntriesByType('resource').some(one => one.name.includes('/board?') === false && one.name.endsWith('/board'))");
        (await server.Api.Post("/api/statements/gone/takedown", new JsonObject { ["reason"] = "an order of a court" }, Ct)).Is(201);
        await Assertions.Expect(page.Statement("gone")).ToContainTextAsync("Taken down", new() { Timeout = 10_000 });
        Assert.DoesNotContain("must go", await page.Page.Locator("body").InnerTextAsync(), StringComparison.Ordinal);
        await page.Page.Locator(".past-band").WaitForAsync();
        Assert.Empty(page.Wrongs);
    }

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(390, 844)]
    public async Task The_past_has_no_violation_of_accessibility_and_fits_its_window(int width, int height)
    {
        await using var page = await chromium.PageAsync((await start.Run).Server.Address, width, height, Ct);
        var stops = await StopsAsync("after=1");
        await GoAsync(page, $"asOf={stops[^20]}");
        await page.Page.Locator(".line-density").WaitForAsync();
        await page.ShotAsync($"past-{width}");
        Assert.True(await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= width);
        await page.HasNoAxeViolationsAsync($"the past at {width}", Ct);
        Assert.Empty(page.Wrongs);
    }

    async Task<BoardPage> PageAsync() => await chromium.PageAsync((await start.Run).Server.Address, 1440, 900, Ct);

    async Task GoAsync(BoardPage page, string query, bool shown = true)
    {
        await page.Page.GotoAsync(new Uri((await start.Run).Server.Address, $"stories/{ScenarioFile.Story}?{query}").ToString());
        if (shown) await page.Page.Locator(".page[data-past=true] .story-head").WaitForAsync();
    }

    async Task<List<long>> StopsAsync(string query) =>
        [.. (await (await start.Run).Api.Get($"/api{Path}/stops?limit=500&{query}", Ct)).Is(200).Json["items"]!.AsArray().Select(stop => (long)stop!["position"]!)];

    /// <summary>The page comes to this record, and what it shows is the server's board of it.</summary>
    static async Task SameAsync(BoardPage page, long position)
    {
        await Assertions.Expect(page.Page.Locator(".past-band .cursor")).ToHaveTextAsync(Record(position), new() { Timeout = 30_000 });
        await page.Page.WaitForFunctionAsync("() => !document.querySelector('.board-skeleton')");
        var told = await page.VerifyAsync();
        Assert.True(told.StartsWith('✓') && told.EndsWith(position.ToString("N0", CultureInfo.InvariantCulture), StringComparison.Ordinal), $"at {position}: {told}");
    }

    static string Record(long position) => $"Record {position.ToString("N0", CultureInfo.InvariantCulture)}";

    static Regex AsOfTitle { get; } = new("^As of ");

    [GeneratedRegex("asOf=(\\d+)")]
    private static partial Regex AsOf();
}
