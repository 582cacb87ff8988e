using Microsoft.Playwright;
using Tracker.Acceptance.Istanbul;
using Tracker.Acceptance.Live;

namespace Tracker.Acceptance.Browser;

/// <summary>Search as one types: highlights, facets, keyboard, past moments, and the states in which there is nothing to show.</summary>
public sealed class SearchPageTests(Chromium chromium, ScenarioStart start, LiveServer live)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_key_slash_leads_to_it_and_hits_come_while_one_types()
    {
        await using var page = await chromium.PageAsync((await start.Run).Server.Address, 1440, 900, Ct);
        await page.OpenAsync(ScenarioFile.Story);
        await page.Page.Keyboard.PressAsync("/");
        await page.Page.Locator("#q").WaitForAsync();
        await page.HasNoAxeViolationsAsync("an empty search", Ct);
        await page.Page.Keyboard.TypeAsync("truce");
        await Assertions.Expect(page.Page.Locator(".hit mark").First).ToHaveTextAsync("truce");
        Assert.Contains("q=truce", page.Page.Url, StringComparison.Ordinal);
        var all = await page.Page.Locator(".hit").CountAsync();
        await page.HasNoAxeViolationsAsync("a search", Ct);
        await page.ShotAsync("search");

        // Down walks into the hits, up leads back, Enter opens.
        await page.Page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("hit-link", await page.Page.EvaluateAsync<string>("() => document.activeElement.className"));
        await page.Page.Keyboard.PressAsync("ArrowUp");
        Assert.Equal("q", await page.Page.EvaluateAsync<string>("() => document.activeElement.id"));

        await page.Page.Locator(".facet-value", new() { HasText = "Russia" }).First.ClickAsync();
        await Assertions.Expect(page.Page.Locator(".filter-on")).ToContainTextAsync("Russia");
        await Assertions.Expect(page.Page.Locator(".hit")).Not.ToHaveCountAsync(all);
        await page.Page.Locator(".filter-on").ClickAsync();
        await Assertions.Expect(page.Page.Locator(".hit")).ToHaveCountAsync(all);

        await page.Page.Locator(".hit-link").First.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator(".own-statement")).ToContainTextAsync("truce");
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task As_of_a_moment_it_finds_what_was_known_then()
    {
        var run = await start.Run;
        await using var page = await chromium.PageAsync(run.Server.Address, 1280, 900, Ct);
        await page.Page.GotoAsync(new Uri(run.Server.Address, $"search?q=truce&asOf={run.Step(1).Cursor.Split(':')[1]}").ToString());
        await Assertions.Expect(page.Page.Locator(".search-hits .notice-title")).ToHaveTextAsync("No statement has this");
        await Assertions.Expect(page.Page.Locator(".facet-moment select")).ToHaveValueAsync("known");
        Assert.Empty(page.Wrongs);
    }

    [Theory]
    [InlineData("?q=nobodyeversaidthis", "No statement has this")]
    [InlineData("?q=%22%22", "This cannot be searched|Type words|No statement has this")]
    [InlineData("?q=x&kind=nonsense", "This cannot be searched")]
    [InlineData("?q=x&from=2025&to=2024", "This cannot be searched")]
    [InlineData("?q=%F0%9F%91%A9%E2%80%8D%F0%9F%9A%80", "No statement has this|This cannot be searched")]
    [InlineData("?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E", "No statement has this|This cannot be searched")]
    [InlineData("", "Type words that were said")]
    public async Task Odd_and_empty_searches_have_words_for_it(string search, string told)
    {
        await using var page = await chromium.PageAsync((await start.Run).Server.Address, 390, 844, Ct);
        await page.Page.GotoAsync(new Uri((await start.Run).Server.Address, "search" + search).ToString());
        await Assertions.Expect(page.Page.Locator(".search-hits .notice-title")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(told));
        Assert.True(await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= 390);
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task While_the_search_is_made_anew_it_says_so_and_tries_again()
    {
        var server = await live.ServerAsync(Ct);
        await using var page = await chromium.PageAsync(server.Address, 1280, 900, Ct);
        var refused = 0;
        await page.Page.RouteAsync("**/api/search**", route => ++refused > 1 ? route.ContinueAsync() : route.FulfillAsync(new RouteFulfillOptions
        {
            Status = 503, ContentType = "application/problem+json", Body = """{"type":"/problems/indexing","title":"The search is being made anew","status":503,"detail":"70000 records of 90000 are to be read yet.","retry":"later"}""",
        }));
        await page.Page.GotoAsync(new Uri(server.Address, "search?q=nobodyeversaidthis").ToString());
        await Assertions.Expect(page.Page.Locator(".search-hits .notice")).ToContainTextAsync("70000 records of 90000");
        await Assertions.Expect(page.Page.Locator(".search-hits .notice-title")).ToHaveTextAsync("No statement has this", new() { Timeout = 10_000 });
    }
}
