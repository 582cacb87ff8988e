using Microsoft.Playwright;
using Tracker.Acceptance.Istanbul;
using Tracker.Acceptance.Servers;

namespace Tracker.Acceptance.Browser;

/// <summary>The README's pictures: the founding story on each of the main views, as shots/readme-*.png; src/dashboard/docs has copies of them.</summary>
public sealed class PictureTests(Chromium chromium, ScenarioStart start)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_board_is_taken() => await TakeAsync("board", $"stories/{ScenarioFile.Story}", page => page.ShowsAsync("36", seconds: 10));

    [Fact]
    public async Task The_past_is_taken() => await TakeAsync("past", $"stories/{ScenarioFile.Story}?asOf=150", page => page.Page.Locator(".line-density").WaitForAsync());

    [Fact]
    public async Task The_network_is_taken() => await TakeAsync("network", $"stories/{ScenarioFile.Story}/network", page => page.Page.Locator("svg .tie").First.WaitForAsync(new() { State = WaitForSelectorState.Attached }));

    [Fact]
    public async Task The_desk_is_taken() => await TakeAsync("desk", $"desk/{ScenarioFile.Story}", async page =>
    {
        await page.Page.Locator(".record-list button").Nth(4).ClickAsync();
        await page.Page.Keyboard.PressAsync("c");
        await page.Page.Locator(".correct [name=text]").WaitForAsync();
    });

    [Fact]
    public async Task A_wall_is_taken() => await TakeAsync("wall", $"wall?stories={ScenarioFile.Story}&views=matrix&every=600", page => page.Page.Locator(".wall-slot").WaitForAsync(), width: 1920, height: 1080);

    [Fact]
    public async Task The_last_statements_on_a_wall_are_taken_and_their_words_can_be_read_from_afar() =>
        await TakeAsync("wall-stream", $"wall?stories={ScenarioFile.Story}&views=stream&every=600", async page =>
        {
            await page.Page.Locator(".wall-words").Nth(2).WaitForAsync();
            var smallest = await page.Page.EvaluateAsync<double>("() => Math.min(...[...document.querySelectorAll('.wall-words')].map(one => Number.parseFloat(getComputedStyle(one).fontSize)))");
            Assert.True(smallest >= 28, $"words of {smallest} px on a screen of 1080");
        }, width: 1920, height: 1080);

    async Task TakeAsync(string name, string path, Func<BoardPage, Task> until, int width = 1440, int height = 900)
    {
        var server = (await start.Run).Server;
        await using var page = await chromium.PageAsync(server.Address, width, height, Ct);
        // Nothing is on its way when it is taken.
        await page.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        Assert.Equal(201, (await page.Page.APIRequest.PostAsync(new Uri(server.Address, "api/session").ToString(), new APIRequestContextOptions { DataObject = new { key = RunningServer.AdminKey } })).Status);
        await page.Page.GotoAsync(new Uri(server.Address, path).ToString());
        await until(page);
        await page.ShotAsync($"readme-{name}");
        Assert.Empty(page.Wrongs);
    }
}
