using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tracker.Acceptance.Istanbul;
using Tracker.Acceptance.Live;
using Tracker.Acceptance.Servers;

namespace Tracker.Acceptance.Browser;

/// <summary>Who has to do with whom: a picture, and a table that says the same; live and as of a moment.</summary>
public sealed class NetworkTests(Chromium chromium, ScenarioStart start)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;
    const string Path = "/stories/" + ScenarioFile.Story;

    [Fact]
    public async Task The_picture_and_the_table_have_every_tie_and_each_opens_what_lies_behind_it()
    {
        await using var page = await OpenAsync("");
        var network = await NetworkAsync("");
        var ties = network["ties"]!.AsArray();
        await Assertions.Expect(page.Page.Locator("svg .tie")).ToHaveCountAsync(ties.Count);
        await Assertions.Expect(page.Page.Locator("#tie-table-heading .count")).ToHaveTextAsync(ties.Count.ToString(CultureInfo.InvariantCulture));
        var first = ties[0]!;
        var row = page.Page.Locator(".tie-table tbody tr").First;
        Assert.Contains(((int)first["count"]!).ToString(CultureInfo.InvariantCulture), await row.InnerTextAsync(), StringComparison.Ordinal);
        await row.Locator("button").ClickAsync();
        await Assertions.Expect(page.Page.Locator(".network-opened .quote")).ToHaveCountAsync(first["evidence"]!.AsArray().Count);
        await Assertions.Expect(page.Page.Locator(".network-opened .quote-words").First).Not.ToBeEmptyAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Page.Locator(".network-opened")).ToHaveCountAsync(0);
        await Assertions.Expect(row.Locator("button")).ToBeFocusedAsync();

        // Filters narrow both, and stand in the address.
        await page.Page.GetByRole(AriaRole.Checkbox, new() { Name = "relayed" }).UncheckAsync();
        await Assertions.Expect(page.Page.Locator("svg .tie")).ToHaveCountAsync(ties.Count(tie => (string)tie!["kind"]! != "relayed"));
        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex("without=relayed"));
        await page.Page.GetByRole(AriaRole.Checkbox, new() { Name = "relayed" }).CheckAsync();
        var topic = (string)(await (await start.Run).Api.Get($"/api{Path}/board", Ct)).Json["topics"]!.AsArray().First(one => (string)one!["id"]! == "direct-talks")!["id"]!;
        await page.Page.Locator(".network-filters select").First.SelectOptionAsync(topic);
        var narrowed = (await NetworkAsync($"topic={topic}"))["ties"]!.AsArray().Count;
        Assert.InRange(narrowed, 1, ties.Count - 1);
        await Assertions.Expect(page.Page.Locator("svg .tie")).ToHaveCountAsync(narrowed);
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task As_of_a_moment_it_is_what_it_was_then_and_is_walked_with_the_keys()
    {
        var stops = (await (await start.Run).Api.Get($"/api{Path}/stops?limit=500&after=1", Ct)).Json["items"]!.AsArray().Select(stop => (long)stop!["position"]!).ToList();
        var at = stops[stops.Count * 2 / 3];
        await using var page = await OpenAsync($"asOf={at}");
        await Assertions.Expect(page.Page.Locator(".past-band strong")).ToContainTextAsync("As of ");
        await Assertions.Expect(page.Page).ToHaveTitleAsync(new Regex("^As of .*Network"));
        await Assertions.Expect(page.Page.Locator("svg .tie")).ToHaveCountAsync((await NetworkAsync($"asOf={at}"))["ties"]!.AsArray().Count);
        await page.Page.Locator(".line-density").WaitForAsync();
        await page.Page.Keyboard.PressAsync(",");
        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex($"asOf={stops[stops.IndexOf(at) - 1]}"));

        await page.Page.Locator(".node[tabindex='0']").FocusAsync();
        var from = await FocusedAsync(page);
        foreach (var key in new[] { "ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft" })
        {
            await page.Page.Keyboard.PressAsync(key);
            if (await FocusedAsync(page) != from) break;
        }
        Assert.NotEqual(from, await FocusedAsync(page));
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Locator(".opened-tie").First.ClickAsync();
        await page.Page.Locator(".opened-piece").First.WaitForAsync();
        // What leads to the board leads to the same moment of it.
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Board", Exact = true }).ClickAsync();
        await page.Page.Locator(".page[data-past=true] .story-head").WaitForAsync();
        await page.Page.Keyboard.PressAsync("l");
        await page.IsLiveAsync();
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task What_is_said_while_it_is_open_joins_it_by_itself()
    {
        await using var server = await RunningServer.StartAsync(ct: Ct);
        await SmallWorld.CreateAsync(server.Api, Ct);
        await using var page = await chromium.PageAsync(server.Address, 1440, 900, Ct);
        await page.Page.GotoAsync(new Uri(server.Address, $"stories/{SmallWorld.Story}/network").ToString());
        await page.IsLiveAsync();
        await page.Page.GetByText("Nobody has to do with anybody yet").WaitForAsync();
        var said = SmallWorld.Statement("Good morning, Bob", id: "hello");
        said["to"] = new JsonArray("bob");
        (await server.Api.Post("/api/statements", said, Ct)).Is(201);
        await Assertions.Expect(page.Page.Locator(".network-ties .tie-spoke_to")).ToHaveCountAsync(1, new() { Timeout = 10_000 });
        (await server.Api.Post("/api/statements/hello/retraction", new JsonObject { ["reason"] = "it was evening" }, Ct)).Is(201);
        await page.Page.GetByText("Nobody has to do with anybody yet").WaitForAsync(new() { Timeout = 10_000 });
        Assert.Empty(page.Wrongs);
    }

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(390, 844)]
    public async Task It_has_no_violation_of_accessibility_and_fits_its_window(int width, int height)
    {
        await using var page = await chromium.PageAsync((await start.Run).Server.Address, width, height, Ct);
        // Nobody is on the way to their place when they are looked at.
        await page.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        foreach (var query in new[] { "", "?asOf=200" })
        {
            await page.Page.GotoAsync(new Uri((await start.Run).Server.Address, $"{Path[1..]}/network{query}").ToString());
            await page.Page.Locator("svg .tie").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await page.ShotAsync($"network-{width}{(query.Length > 0 ? "-past" : "")}");
            Assert.True(await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= width);
            await page.HasNoAxeViolationsAsync($"the network at {width} {query}", Ct);
        }
        await page.Page.Locator(".tie-table .tie-open").First.ClickAsync();
        await page.Page.Locator(".network-opened .quote, .network-opened .opened-piece").First.WaitForAsync();
        await page.HasNoAxeViolationsAsync($"the network at {width} with a tie open", Ct);
        Assert.Empty(page.Wrongs);
    }

    async Task<BoardPage> OpenAsync(string query)
    {
        var page = await chromium.PageAsync((await start.Run).Server.Address, 1440, 900, Ct);
        await page.Page.GotoAsync(new Uri((await start.Run).Server.Address, $"{Path[1..]}/network?{query}").ToString());
        await page.Page.Locator("svg .tie").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return page;
    }

    async Task<JsonNode> NetworkAsync(string query) => (await (await start.Run).Api.Get($"/api{Path}/network?{query}", Ct)).Is(200).Json;

    static Task<string> FocusedAsync(BoardPage page) => page.Page.EvaluateAsync<string>("() => document.activeElement?.getAttribute('data-actor') ?? ''");
}
