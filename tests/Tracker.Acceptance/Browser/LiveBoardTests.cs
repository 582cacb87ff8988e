using Tracker.Acceptance.Istanbul;
using Tracker.Acceptance.Live;
using Tracker.Acceptance.Servers;

namespace Tracker.Acceptance.Browser;

/// <summary>An open board: what is posted appears by itself, an outage heals by itself, and what is shown is what the server has.</summary>
public sealed class LiveBoardTests(Chromium chromium, LiveServer live)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_posted_statement_appears_within_a_second_without_reload()
    {
        var server = await live.ServerAsync(Ct);
        await using var page = await chromium.PageAsync(server.Address, 1280, 900, Ct);
        await page.OpenAsync(SmallWorld.Story);
        await page.Page.EvaluateAsync("() => { window.notReloaded = true; }");
        foreach (var id in new[] { "seen-1", "seen-2", "seen-3" })
        {
            (await server.Api.Post("/api/statements", SmallWorld.Statement($"Seen at once: {id}", id: id), Ct)).Is(201);
            await page.ShowsAsync(id, seconds: 1);
        }
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.notReloaded === true"));
        Assert.Contains("Seen at once: seen-3", await page.Statement("seen-3").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task A_killed_server_is_told_and_after_its_restart_the_page_catches_up_by_itself()
    {
        await using var server = await RunningServer.StartAsync(ct: Ct);
        await SmallWorld.CreateAsync(server.Api, Ct);
        await using var page = await chromium.PageAsync(server.Address, 1280, 900, Ct);
        await page.OpenAsync(SmallWorld.Story);
        var connected = await page.ConnectionAsync();

        await server.KillAsync();
        await Microsoft.Playwright.Assertions.Expect(page.Page.Locator(".connection-live")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
        Assert.NotEqual(connected, await page.ConnectionAsync());

        await server.UpAsync(Ct);
        (await server.Api.Post("/api/statements", SmallWorld.Statement("Said after the restart", id: "after"), Ct)).Is(201);
        await page.ShowsAsync("after", seconds: 40);
        await page.IsLiveAsync();
        Assert.Equal(connected, await page.ConnectionAsync());
    }

    [Fact]
    public async Task After_the_whole_scenario_with_an_outage_in_it_the_page_has_folded_to_the_servers_hash()
    {
        await using var server = await RunningServer.StartAsync(ct: Ct);
        await using var line = new CutLine(server.Address);
        var desk = new Desk(server.Api);
        await desk.PlayAsync(0, Ct);
        await using var page = await chromium.PageAsync(line.Address, 1280, 900, Ct);
        await page.OpenAsync(ScenarioFile.Story);
        foreach (var step in ScenarioFile.Calls.Select(call => call.Step).Distinct().Where(step => step > 0))
        {
            if (step == 11)
                await line.CutAsync();
            await desk.PlayAsync(step, Ct);
            if (step == 14)
                line.Mend();
        }
        await page.ShowsAsync("36", seconds: 40);
        await page.IsLiveAsync();
        Assert.StartsWith("✓", await page.VerifyAsync(), StringComparison.Ordinal);
        Assert.Empty(page.Wrongs);
    }
}
