using System.Text.Json.Nodes;
using Tracker.Acceptance.Live;
using Tracker.Acceptance.Servers;

namespace Tracker.Acceptance.Browser;

/// <summary>What an editor decides shows on a board that is open: the conflict, the mark at its field, what was decided, what was corrected and linked.</summary>
public sealed class ReviewTests(Chromium chromium)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conflict_is_marked_at_its_field_until_an_editor_decides()
    {
        await using var server = await RunningServer.StartAsync(ct: Ct);
        await SmallWorld.CreateAsync(server.Api, Ct);
        await using var page = await chromium.PageAsync(server.Address, 1440, 900, Ct);
        await page.OpenAsync(SmallWorld.Story);
        await Post(server, "/api/claims", new JsonObject { ["id"] = "early", ["about"] = "meeting/noon", ["field"] = "start", ["value"] = "2025-05-16T11:00+03:00", ["sources"] = new JsonArray(new JsonObject { ["name"] = "Morning Post", ["locator"] = "page 3" }) });
        await Post(server, "/api/claims", new JsonObject { ["id"] = "late", ["about"] = "meeting/noon", ["field"] = "start", ["value"] = "2025-05-16T12:00+03:00", ["sources"] = new JsonArray(new JsonObject { ["name"] = "Evening Post", ["locator"] = "lead" }) });

        var mark = page.Page.Locator("article[id='meeting-noon'] .conflict-mark");
        await Microsoft.Playwright.Assertions.Expect(mark).ToContainTextAsync("Start: 2 values");
        await mark.ClickAsync();
        var conflict = page.Page.Locator(".fact-open");
        await Microsoft.Playwright.Assertions.Expect(conflict).ToBeFocusedAsync();
        var told = await conflict.InnerTextAsync();
        foreach (var part in new[] { "11:00 UTC+3", "12:00 UTC+3", "Morning Post, page 3", "Evening Post, lead" })
            Assert.Contains(part, told, StringComparison.Ordinal);

        await Post(server, "/api/claims/late/preferred", new JsonObject { ["reason"] = "seen by our own" });
        await Microsoft.Playwright.Assertions.Expect(mark).ToHaveCountAsync(0);
        var decided = page.Page.Locator(".fact-decided");
        await Microsoft.Playwright.Assertions.Expect(decided).ToContainTextAsync("seen by our own");
        Assert.Contains("11:00 UTC+3", await decided.Locator(".fact-change del").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("12:00 UTC+3", await decided.Locator(".fact-change ins").InnerTextAsync(), StringComparison.Ordinal);
        await decided.Locator("summary").First.ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(decided.Locator(".claim-superseded")).ToContainTextAsync("Morning Post, page 3");
        Assert.StartsWith("✓", await page.VerifyAsync(), StringComparison.Ordinal);
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task A_correction_shows_the_old_words_on_demand_and_a_confirmed_link_at_both_statements()
    {
        await using var server = await RunningServer.StartAsync(ct: Ct);
        await SmallWorld.CreateAsync(server.Api, Ct);
        await Post(server, "/api/statements", SmallWorld.Statement("Tea at four.", id: "first", stance: "demands"));
        await Post(server, "/api/statements", SmallWorld.Statement("No tea at all.", id: "second", stance: "rejects"));
        await using var page = await chromium.PageAsync(server.Address, 1440, 900, Ct);
        await page.OpenAsync(SmallWorld.Story);

        await page.Page.Locator("#tab-review").ClickAsync();
        var proposal = page.Page.Locator(".proposal");
        await Microsoft.Playwright.Assertions.Expect(proposal).ToContainTextAsync("contradicts");
        var told = await proposal.InnerTextAsync();
        Assert.Contains("Tea at four.", told, StringComparison.Ordinal);
        Assert.Contains("No tea at all.", told, StringComparison.Ordinal);
        var link = (string)(await server.Api.Get($"/api/stories/{SmallWorld.Story}/board", Ct)).Json["links"]![0]!["id"]!;
        await Post(server, $"/api/links/{link}/confirmation", []);
        await Microsoft.Playwright.Assertions.Expect(page.Statement("second").Locator(".relation")).ToContainTextAsync("contradicts Ann Archer");
        await Microsoft.Playwright.Assertions.Expect(page.Statement("first").Locator(".relation")).ToContainTextAsync("is contradicted by Ann Archer");
        await Microsoft.Playwright.Assertions.Expect(page.Page.Locator(".review-proposals .proposal")).ToHaveCountAsync(0);

        await Post(server, "/api/statements/first/corrections", new JsonObject { ["changes"] = new JsonObject { ["text"] = "Tea at five." }, ["reason"] = "misheard", ["kind"] = "clarification" });
        var corrected = page.Statement("first").Locator(".history-corrected");
        await corrected.Locator("summary").ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(corrected).ToContainTextAsync("Clarification");
        Assert.Equal("four.", await corrected.Locator("del").InnerTextAsync());
        Assert.Equal("five.", await corrected.Locator("ins").InnerTextAsync());
        Assert.Contains("misheard", await corrected.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(page.Wrongs);
    }

    static async Task Post(RunningServer server, string path, JsonObject body) => (await server.Api.Post(path, body, Ct)).Is(201);
}
