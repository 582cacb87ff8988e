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
