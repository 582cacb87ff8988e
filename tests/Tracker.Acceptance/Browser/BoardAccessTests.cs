using Microsoft.Playwright;
using Tracker.Acceptance.Istanbul;

namespace Tracker.Acceptance.Browser;

/// <summary>The board without a mouse and without eyes: no violation that axe knows, everything reached by the keyboard, in an order that makes sense.</summary>
public sealed class BoardAccessTests(Chromium chromium, ScenarioStart start)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(390, 844)]
    public async Task No_tab_has_a_violation(int width, int height)
    {
        await using var page = await chromium.PageAsync((await start.Run).Server.Address, width, height, Ct);
        await page.OpenAsync(ScenarioFile.Story);
        await page.HasNoAxeViolationsAsync($"the board at {width}", Ct);
        foreach (var tab in await page.Page.GetByRole(AriaRole.Tab).AllAsync())
        {
            await tab.ClickAsync();
            var name = await tab.InnerTextAsync();
            await Assertions.Expect(page.Page.Locator("[aria-busy=true]:visible")).ToHaveCountAsync(0);
            // The tab's own area, and the tabs: the rest stands as it was.
            await page.HasNoAxeViolationsAsync($"{name} at {width}", Ct, $"#{await tab.GetAttributeAsync("aria-controls")}");
            await page.HasNoAxeViolationsAsync($"the tabs with {name} at {width}", Ct, "[role=tablist]");
        }
        if (width < 800)
            await page.Page.Locator("#tab-positions").ClickAsync();
        await page.Page.Locator("td.cell:not(.cell-none)").First.ClickAsync();
        await page.Page.Locator(".dock-open .evidence-entry").First.WaitForAsync();
        await page.HasNoAxeViolationsAsync($"evidence at {width}", Ct, width < 800 ? ".dock-open" : "#panel-positions");
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task Tab_walks_the_whole_board_in_the_order_in_which_it_is_read_and_is_always_seen()
    {
        await using var page = await chromium.PageAsync((await start.Run).Server.Address, 1440, 900, Ct);
        await page.OpenAsync(ScenarioFile.Story);
        await page.ShowsAsync("36", seconds: 10);
        // Statements stand between; what comes after them is reached with a few keys all the same.
        await page.Page.EvaluateAsync("() => { for (const one of [...document.querySelectorAll('.statements > article')].slice(3)) one.remove(); }");
        var areas = new List<string>();
        var unseen = new List<string>();
        for (var presses = 0; presses < 400; presses++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            var (area, named, seen) = await page.Page.EvaluateAsync<string[]>("""
                () => {
                  const at = document.activeElement;
                  const areas = { '.skip': 'skip', '.bar-nav': 'navigation', '.bar-end': 'connection', '.filter': 'filter', '.moments': 'moments', '.statements': 'statements', '.stream-end': 'older', '.matrix-tools': 'matrix tools',
                    '.matrix': 'matrix', '.dock': 'moves', '.side-tabs': 'tabs', '#panel-meetings': 'meetings' };
                  const area = Object.entries(areas).find(([selector]) => at.closest(selector))?.[1] ?? (at === document.body ? 'end' : at.className);
                  const style = getComputedStyle(at);
                  const name = at.getAttribute('aria-label') ?? at.textContent.trim() ?? '';
                  const labelled = name || at.title || at.getAttribute('placeholder') || at.labels?.length > 0 || at.getAttribute('aria-labelledby');
                  const outline = at.closest('.segment') ?? at;
                  return [area, labelled ? '' : at.outerHTML.slice(0, 120), getComputedStyle(outline).outlineStyle !== 'none' || at.matches(':focus-visible') ? '' : at.outerHTML.slice(0, 120)];
                }
                """) switch { [var a, var n, var s] => (a, n, s), _ => throw new InvalidOperationException() };
            if (area == "end")
                break;
            Assert.True(named.Length == 0, $"it has no name: {named}");
            if (seen.Length > 0)
                unseen.Add(seen);
            if (areas.Count == 0 || areas[^1] != area)
                areas.Add(area);
        }
        Assert.Empty(unseen);
        // A scroller that has the focus of its own belongs to what is in it.
        string[] wanted = ["skip", "navigation", "connection", "filter", "moments", "statements", "matrix tools", "matrix", "moves", "tabs", "meetings"];
        Assert.Equal(wanted, areas.Where(wanted.Contains).Distinct().ToArray());
    }

    [Fact]
    public async Task Its_headings_tell_what_stands_where()
    {
        await using var page = await chromium.PageAsync((await start.Run).Server.Address, 1440, 900, Ct);
        await page.OpenAsync(ScenarioFile.Story);
        var levels = await page.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('h1, h2')].map(one => `${one.tagName} ${one.textContent}`)");
        Assert.Equal(["H1 Negotiations to end the Russia-Ukraine war, 2025", "H2 Statements", "H2 Positions"], levels);
        var jumps = await page.Page.EvaluateAsync<string[]>("""
            () => {
              let last = 0;
              return [...document.querySelectorAll('h1, h2, h3, h4, h5')].filter(one => one.checkVisibility()).flatMap(one => { const level = Number(one.tagName[1]); const jump = level > last + 1; last = level; return jump ? [one.textContent] : []; });
            }
            """);
        Assert.Empty(jumps);
        // Key moments lead to where they happened.
        await page.Page.Locator(".moment-line").First.ClickAsync();
        await Assertions.Expect(page.Page.Locator(".meeting.pointed")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Silence_names_who_was_asked_by_whom_and_leads_to_the_question()
    {
        await using var page = await chromium.PageAsync((await start.Run).Server.Address, 1440, 900, Ct);
        await page.OpenAsync(ScenarioFile.Story);
        await page.Page.Locator("#tab-silence").ClickAsync();
        var russia = page.Page.Locator(".silence", new() { HasText = "All-for-all prisoner exchange" });
        await Assertions.Expect(russia).ToContainTextAsync("Russia");
        await Assertions.Expect(russia).ToContainTextAsync("first asked by Ukraine");
        await russia.Locator("a").ClickAsync();
        await Assertions.Expect(page.Page.Locator(".statement.pointed")).ToHaveCountAsync(1);
        Assert.Empty(page.Wrongs);
    }
}
