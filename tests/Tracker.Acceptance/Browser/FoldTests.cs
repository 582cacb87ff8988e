using System.Text.Json.Nodes;
using Tracker.Acceptance.Istanbul;
using Tracker.Acceptance.Servers;
using Tracker.Acceptance.Wire;

namespace Tracker.Acceptance.Browser;

/// <summary>A board that stays open folds what comes to exactly the server's board, record for record, and asks for it again only where it cannot know.</summary>
public sealed class FoldTests(Chromium chromium)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Through_the_whole_scenario_and_an_editors_day_after_it_the_page_folds_to_the_servers_hash()
    {
        await using var server = await RunningServer.StartAsync(ct: Ct);
        var desk = new Desk(server.Api);
        await desk.PlayAsync(0, Ct);
        await using var page = await chromium.PageAsync(server.Address, 1440, 900, Ct);
        await page.OpenAsync(ScenarioFile.Story);
        var reads = page.BoardReads;
        foreach (var step in ScenarioFile.Calls.Select(call => call.Step).Distinct().Where(step => step > 0))
        {
            await desk.PlayAsync(step, Ct);
            await SameAsync(page, $"step {step}");
            Assert.True(++reads == page.BoardReads, $"after step {step} the board was read again");
        }

        foreach (var (path, body) in Edits(await BoardAsync(server.Api)))
        {
            var reply = (await server.Api.Post(path, body, Ct)).Is(201);
            await Poll.ReachedAsync(server.Api, reply, Ct);
            await SameAsync(page, path);
            Assert.True(++reads == page.BoardReads, $"after {path} the board was read again");
        }

        // Words that a condition and a cell repeat: only the server knows what is left, so here the board is read again, and is the same after that.
        (await server.Api.Post("/api/statements/15/takedown", new JsonObject { ["reason"] = "an order of a court" }, Ct)).Is(201);
        await Microsoft.Playwright.Assertions.Expect(page.Statement("15")).ToContainTextAsync("Taken down", new() { Timeout = 10_000 });
        await page.IsLiveAsync();
        await SameAsync(page, "the takedown");
        Assert.DoesNotContain("Putin attends in person", await page.Page.Locator("body").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(page.Wrongs);
    }

    /// <summary>What it has not been sent yet is no difference: it fetches what came, and whoever that names for the first time.</summary>
    [Fact]
    public async Task A_page_that_hears_nothing_brings_itself_to_the_servers_position_before_it_compares()
    {
        await using var server = await RunningServer.StartAsync(ct: Ct);
        await new Desk(server.Api).PlayAsync(0, Ct);
        // Made before the page is opened, and of no story until somebody names them: the feed never tells of them.
        (await server.Api.Post("/api/actors", new JsonObject { ["id"] = "newcomer", ["name"] = "Somebody New", ["kind"] = "person" }, Ct)).Is(201);
        await using var page = await chromium.PageAsync(server.Address, 1440, 900, Ct);
        var deaf = true;
        await page.Page.RouteWebSocketAsync("**/hubs/live", socket => _ = socket.CloseAsync());
        await page.Page.RouteAsync("**/api/live**", route => route.AbortAsync());
        await page.Page.RouteAsync("**/api/changes**", route => deaf ? route.AbortAsync() : route.ContinueAsync());
        await page.Page.GotoAsync(new Uri(page.Address, $"stories/{ScenarioFile.Story}").ToString());
        await page.Page.Locator(".verify").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
        var reply = (await server.Api.Post("/api/statements", new JsonObject
        {
            ["id"] = "newcomer-1", ["story"] = ScenarioFile.Story, ["speakers"] = new JsonArray("newcomer"), ["kind"] = "announce",
            ["text"] = "Nobody has heard of me before.", ["saidAt"] = "2025-05-16", ["sources"] = Source("Agency A"),
        }, Ct)).Is(201);
        await Poll.ReachedAsync(server.Api, reply, Ct);
        Assert.Equal(0, await page.Statement("newcomer-1").CountAsync());
        deaf = false;
        await SameAsync(page, "a newcomer that it was never told of");
    }

    static async Task SameAsync(BoardPage page, string after)
    {
        var told = await page.VerifyAsync();
        Assert.True(told.StartsWith('✓'), $"after {after}: {told}");
    }

    static async Task<JsonNode> BoardAsync(ApiClient api) => (await api.Get($"/api/stories/{ScenarioFile.Story}/board", Ct)).Is(200).Json;

    /// <summary>What an editor may do to each kind of thing on the board.</summary>
    static IEnumerable<(string Path, JsonObject Body)> Edits(JsonNode board)
    {
        var reason = new JsonObject { ["reason"] = "looked at again" };
        var proposed = board["links"]!.AsArray().Where(link => (string)link!["state"]! == "proposed").Select(link => (string)link!["id"]!).ToList();
        yield return ($"/api/links/{proposed[0]}/confirmation", reason.DeepClone().AsObject());
        yield return ($"/api/links/{proposed[1]}/dismissal", reason.DeepClone().AsObject());
        yield return ($"/api/links/{proposed[0]}/dismissal", reason.DeepClone().AsObject());
        yield return ("/api/statements/06/links", new JsonObject { ["to"] = "statement/05", ["kind"] = "replies_to" });

        var open = board["conditions"]!.AsArray().Where(condition => (string)condition!["state"]! == "open").Select(condition => (string)condition!["id"]!).ToList();
        yield return ($"/api/conditions/{open[0]}/resolution", new JsonObject { ["state"] = "met", ["reason"] = "as seen", ["evidence"] = new JsonArray("statement/23") });
        yield return ($"/api/conditions/{open[0]}/resolution", new JsonObject { ["state"] = "open", ["reason"] = "too early" });

        yield return ("/api/acts/eu-package/state", new JsonObject { ["state"] = "in_force", ["at"] = "2025-05-20", ["reason"] = "adopted", ["evidence"] = new JsonArray("statement/33") });
        yield return ("/api/acts", new JsonObject { ["id"] = "new-act", ["story"] = ScenarioFile.Story, ["kind"] = "conduct", ["actors"] = new JsonArray("russia"), ["text"] = "Sends a delegation of its own",
            ["positions"] = new JsonArray(new JsonObject { ["actor"] = "russia", ["topic"] = "direct-talks", ["stance"] = "supports" }) });

        yield return ("/api/claims", new JsonObject { ["id"] = "place-1", ["about"] = "meeting/istanbul-2025-05-16", ["field"] = "duration", ["value"] = "PT1H", ["sources"] = Source("Agency A") });
        yield return ("/api/claims", new JsonObject { ["id"] = "place-2", ["about"] = "meeting/istanbul-2025-05-16", ["field"] = "duration", ["value"] = "PT2H", ["sources"] = Source("Agency B") });
        yield return ("/api/claims/place-2/preferred", reason.DeepClone().AsObject());
        yield return ("/api/claims/place-1/preferred", reason.DeepClone().AsObject());

        yield return ("/api/statements/10/corrections", new JsonObject { ["changes"] = new JsonObject { ["text"] = "Other words, after a correction." }, ["reason"] = "misheard", ["kind"] = "correction" });
        yield return ("/api/statements/10/corrections", new JsonObject { ["changes"] = new JsonObject { ["duplicate"] = new JsonObject { ["of"] = "04", ["state"] = "likely" } }, ["reason"] = "told twice", ["kind"] = "correction" });
        yield return ("/api/statements/09/verification", new JsonObject { ["status"] = "verified", ["note"] = "by phone" });
        yield return ("/api/statements/03/retraction", reason.DeepClone().AsObject());
        yield return ("/api/actors/zelensky/merge", new JsonObject { ["into"] = "ukraine", ["reason"] = "only for the test" });
    }

    static JsonArray Source(string name) => [new JsonObject { ["name"] = name, ["locator"] = "paragraph 2" }];
}
