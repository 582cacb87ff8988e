using Tracker.Acceptance.Istanbul;

namespace Tracker.Acceptance.Browser;

/// <summary>The board of the whole scenario on a desk, on a phone, and without a mouse. Screenshots go to shots/, to be looked at.</summary>
public sealed class LookTests(Chromium chromium, ScenarioStart start)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("desk", 1280, 900)]
    [InlineData("phone", 390, 844)]
    public async Task The_board_fits_its_window(string name, int width, int height)
    {
        await using var page = await chromium.PageAsync((await start.Run).Server.Address, width, height, Ct);
        await page.OpenAsync(ScenarioFile.Story);
        await page.ShowsAsync("36", seconds: 10);
        await page.ShotAsync(name);
        var wide = await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        Assert.True(wide <= width, $"the page is {wide} px wide in a window of {width}");
        Assert.Empty(page.Wrongs);
    }

    [Theory]
    [InlineData("desk", 1440, 900)]
    [InlineData("laptop", 1200, 800)]
    [InlineData("phone", 390, 844)]
    public async Task So_does_every_area_of_it(string name, int width, int height)
    {
        await using var page = await chromium.PageAsync((await start.Run).Server.Address, width, height, Ct);
        await page.OpenAsync(ScenarioFile.Story);
        foreach (var tab in await page.Page.GetByRole(Microsoft.Playwright.AriaRole.Tab).AllAsync())
        {
            await tab.ClickAsync();
            await page.ShotAsync($"{name}-{await tab.GetAttributeAsync("id")}");
            var wide = await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
            Assert.True(wide <= width, $"the page is {wide} px wide in a window of {width} at {await tab.InnerTextAsync()}");
            var box = await tab.BoundingBoxAsync();
            Assert.True(box is { X: >= 0 } && box.X + box.Width <= width, $"the tab {await tab.InnerTextAsync()} is cut off");
        }
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task Acts_silence_and_review_are_reached_with_the_arrow_keys_and_the_record_answers_why()
    {
        await using var page = await chromium.PageAsync((await start.Run).Server.Address, 1440, 900, Ct);
        await page.OpenAsync(ScenarioFile.Story);
        await page.Page.Locator("#tab-meetings").FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Page.Locator("article[id='act-eu-package']").WaitForAsync();
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Page.Locator(".silence").First.WaitForAsync();
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Page.Locator(".review-settled .fact-decided").WaitForAsync();
        Assert.Equal("tab-review", await page.Page.EvaluateAsync<string>("() => document.activeElement.id"));

        // The conflict of the scenario was decided: old value, new value, who and why.
        var decided = await page.Page.Locator(".review-settled .fact-decided").InnerTextAsync();
        Assert.Contains("about February 2022", decided, StringComparison.Ordinal);
        Assert.Contains("spring 2022", decided, StringComparison.Ordinal);
        Assert.Contains("preferred by", decided, StringComparison.Ordinal);

        var why = page.Page.Locator(".proposal .why summary").First;
        await why.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Locator(".proposal .why[open] .quote").First.WaitForAsync();
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task A_condition_stands_under_its_participant_and_a_position_by_conduct_is_none_in_words()
    {
        await using var page = await chromium.PageAsync((await start.Run).Server.Address, 1440, 900, Ct);
        await page.OpenAsync(ScenarioFile.Story);
        var condition = page.Page.Locator("article[id='meeting-istanbul-2025-05-16'] .person", new() { HasText = "Trump" }).Locator(".condition");
        await Microsoft.Playwright.Assertions.Expect(condition).ToContainTextAsync("condition failed: would attend only if Putin did");
        Assert.Equal(1, await condition.Locator("svg.condition-failed").CountAsync());

        var conduct = page.Page.Locator("td.cell", new() { HasText = "Ukraine, Direct Ukraine-Russia talks" });
        Assert.Equal((0, 1), (await conduct.Locator(".cell-in").CountAsync(), await conduct.Locator(".conduct-mark").CountAsync()));
        Assert.Contains("by conduct, not in words: supports", await conduct.Locator(".unseen").InnerTextAsync(), StringComparison.Ordinal);
        await conduct.ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(page.Page.Locator(".dock-open .doing-act")).ToContainTextAsync("Ukraine took part in the talks Putin had offered");
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task The_matrix_is_reached_and_walked_with_the_keyboard_and_a_cell_opens_its_evidence()
    {
        await using var page = await chromium.PageAsync((await start.Run).Server.Address, 1280, 900, Ct);
        await page.OpenAsync(ScenarioFile.Story);
        var presses = 0;
        for (; presses < 400 && !await InMatrixAsync(page); presses++)
            await page.Page.Keyboard.PressAsync("Tab");
        Assert.True(presses < 400, "Tab never reached the matrix");

        var first = await FocusedAsync(page);
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        Assert.NotEqual(first, await FocusedAsync(page));
        Assert.True(await InMatrixAsync(page));

        var opened = false;
        for (var step = 0; step < 60 && !opened; step++)
        {
            await page.Page.Keyboard.PressAsync("Enter");
            opened = await page.Page.Locator(".dock-open").CountAsync() > 0;
            if (!opened)
                await page.Page.Keyboard.PressAsync(step % 8 == 7 ? "ArrowDown" : "ArrowRight");
        }
        Assert.True(opened, "no cell opened its evidence");
    }

    static Task<bool> InMatrixAsync(BoardPage page) => page.Page.EvaluateAsync<bool>("() => document.activeElement?.closest('[role=grid]') !== null && document.activeElement !== document.body");

    static Task<string> FocusedAsync(BoardPage page) => page.Page.EvaluateAsync<string>("() => document.activeElement?.dataset.at ?? ''");
}
