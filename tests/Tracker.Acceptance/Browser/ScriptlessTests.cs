using Microsoft.Playwright;
using Tracker.Acceptance.Istanbul;

namespace Tracker.Acceptance.Browser;

/// <summary>Every page is readable where no script runs: how it stands now, with links from page to page.</summary>
public sealed class ScriptlessTests(Chromium chromium, ScenarioStart start)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", "h1", "Stories")]
    [InlineData("/stories/ukraine-russia-2025", "#statement-36 .words", "In 2022 Russia wanted Ukraine neutral")]
    [InlineData("/actors/russia", ".entity-positions", "rejects")]
    [InlineData("/topics/ceasefire-30d", ".proposition-large", "Both sides stop all fighting")]
    [InlineData("/meetings/istanbul-2025-05-16", ".people", "head of delegation")]
    [InlineData("/statements/15", ".own-statement .words", "Trump hinted")]
    [InlineData("/search?q=talks", ".search-hits .words", "talks")]
    [InlineData("/embed/stories/ukraine-russia-2025?show=matrix", "table.matrix", "Ceasefire")]
    public async Task A_page_is_readable(string path, string where, string what)
    {
        foreach (var (width, height) in new[] { (1440, 900), (390, 844) })
        {
            await using var page = await chromium.PageAsync((await start.Run).Server.Address, width, height, Ct, context => context.JavaScriptEnabled = false);
            await page.Page.GotoAsync(new Uri((await start.Run).Server.Address, path).ToString());
            await Assertions.Expect(page.Page.Locator(where).First).ToContainTextAsync(what);
            await page.ShotAsync($"scriptless-{width}-{path.Split('?')[0].Trim('/').Replace('/', '-')}");
            var wide = (await page.Page.Locator("body").BoundingBoxAsync())!.Width;
            Assert.True(wide <= width, $"{path} is {wide} px wide in a window of {width}");
            Assert.Empty(page.Wrongs);
        }
    }

    [Fact]
    public async Task From_a_board_one_gets_everywhere_and_back()
    {
        await using var page = await chromium.PageAsync((await start.Run).Server.Address, 1280, 900, Ct, context => context.JavaScriptEnabled = false);
        await page.Page.GotoAsync((await start.Run).Server.Address.ToString());
        await page.Page.Locator(".story-title a").First.ClickAsync();
        await page.Page.Locator("#statement-15 .speakers a").ClickAsync();
        await Assertions.Expect(page.Page.Locator("h1")).ToHaveTextAsync("Donald Trump");
        await page.Page.Locator(".entity-statements .permalink").First.ClickAsync();
        await Assertions.Expect(page.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/statements/"));
        await page.Page.Locator(".entity-story a").ClickAsync();
        await Assertions.Expect(page.Page.Locator("h1")).ToContainTextAsync("Negotiations");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Search" }).ClickAsync();
        await page.Page.Locator("#q").FillAsync("truce");
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator(".search-hits .statement").First).ToBeVisibleAsync();
        Assert.Empty(page.Wrongs);
    }
}
