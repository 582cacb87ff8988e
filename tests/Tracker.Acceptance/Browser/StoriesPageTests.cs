using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Tracker.Acceptance.Live;
using Tracker.Acceptance.Servers;

namespace Tracker.Acceptance.Browser;

/// <summary>The list of stories: what is going on in each, kept live; also when there is none yet.</summary>
public sealed class StoriesPageTests(Chromium chromium)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_tells_what_was_said_last_and_which_meeting_is_on_and_keeps_telling()
    {
        await using var server = await RunningServer.StartAsync(ct: Ct);
        await using var page = await chromium.PageAsync(server.Address, 1280, 900, Ct);
        await page.Page.GotoAsync(server.Address.ToString());
        await Assertions.Expect(page.Page.Locator(".notice-title")).ToHaveTextAsync("No stories yet");
        await page.IsLiveAsync();
        await page.HasNoAxeViolationsAsync("no stories", Ct);

        await SmallWorld.CreateAsync(server.Api, Ct);
        await Assertions.Expect(page.Page.Locator(".story-title")).ToHaveTextAsync("A small story");
        await Post("/api/statements", SmallWorld.Statement("Tea at four."));
        await Assertions.Expect(page.Page.Locator(".story-said")).ToContainTextAsync("Tea at four.");
        await Post("/api/meetings/noon/status", new JsonObject { ["status"] = "under_way" });
        await Assertions.Expect(page.Page.Locator(".story-on")).ToContainTextAsync("The noon meeting");
        await Assertions.Expect(page.Page.Locator(".spark-words")).ToHaveTextAsync("1 statement in the last 24 hours");
        await Assertions.Expect(page.Page.Locator(".story-said")).ToContainTextAsync("Ann Archer");
        await page.HasNoAxeViolationsAsync("the stories", Ct);
        await page.ShotAsync("stories");
        await page.Page.SetViewportSizeAsync(390, 844);
        Assert.True(await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= 390);
        Assert.Empty(page.Wrongs);

        async Task Post(string path, JsonObject body) => (await server.Api.Post(path, body, Ct)).Is(200, 201);
    }
}
