using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Tracker.Acceptance.Istanbul;
using Tracker.Acceptance.Live;
using Tracker.Acceptance.Servers;
using Tracker.Acceptance.Wire;

namespace Tracker.Acceptance.Browser;

/// <summary>The pages of actors, meetings, topics and statements: live, as of a moment, on a phone, and where there is nothing.</summary>
public sealed class EntityPageTests(Chromium chromium, ScenarioStart start, LiveServer live)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("actors/russia", "Russia")]
    [InlineData("topics/ceasefire-30d", "Full ceasefire, 30 days or more")]
    [InlineData("meetings/istanbul-2025-05-16", "Direct talks between Ukraine and Russia, Istanbul")]
    [InlineData("statements/15", "Statement 15")]
    public async Task A_page_has_no_fault_in_light_and_dark_and_fits_a_phone(string path, string title)
    {
        await using var page = await chromium.PageAsync((await start.Run).Server.Address, 1440, 900, Ct);
        await OpenAsync(page, path);
        await page.IsLiveAsync();
        await Assertions.Expect(page.Page.Locator("h1")).ToHaveTextAsync(title);
        await page.HasNoAxeViolationsAsync(path, Ct);
        await page.ShotAsync("page-" + path.Replace('/', '-'));
        await page.Page.SetViewportSizeAsync(390, 844);
        Assert.True(await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= 390, $"{path} is wider than a phone");
        await page.ShotAsync("page-phone-" + path.Replace('/', '-'));
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task What_the_server_rendered_is_taken_over_without_asking_for_it_again()
    {
        await using var page = await chromium.PageAsync((await start.Run).Server.Address, 1440, 900, Ct);
        var asked = new List<string>();
        page.Page.Request += (_, request) => asked.Add(new Uri(request.Url).PathAndQuery);
        await OpenAsync(page, "actors/russia");
        await page.IsLiveAsync();
        Assert.DoesNotContain(asked, path => path.StartsWith("/api/actors/russia/page", StringComparison.Ordinal));
        await OpenAsync(page, "stories/" + ScenarioFile.Story);
        await page.IsLiveAsync();
        Assert.DoesNotContain(asked, path => path.StartsWith("/api/stories", StringComparison.Ordinal));
        // Nothing moved when the script took over.
        Assert.True(await page.Page.EvaluateAsync<double>("() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))).observe({ type: 'layout-shift', buffered: true }) ?? setTimeout(() => done(0), 100))") < 0.1);
    }

    [Fact]
    public async Task A_past_moment_is_unmistakable_and_one_link_leads_back_to_now()
    {
        var run = await start.Run;
        await using var page = await chromium.PageAsync(run.Server.Address, 1440, 900, Ct);
        var before = run.Step(10).Cursor.Split(':')[1];
        await OpenAsync(page, $"actors/russia?asOf={before}");
        await Assertions.Expect(page.Page.Locator(".as-of-line")).ToContainTextAsync("As of Record");
        Assert.Equal(0, await page.Page.Locator(".connection-live").CountAsync());
        var then = await page.Page.Locator(".held").CountAsync();
        Assert.Contains($"asOf={before}", await page.Page.Locator(".held a").First.GetAttributeAsync("href") ?? "", StringComparison.Ordinal);
        await page.HasNoAxeViolationsAsync("an actor's page as of a moment", Ct);
        await page.Page.Locator(".as-of-line a").ClickAsync();
        await page.IsLiveAsync();
        Assert.True(await page.Page.Locator(".held").CountAsync() > then);
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task It_follows_what_touches_it()
    {
        await using var server = await RunningServer.StartAsync(ct: Ct);
        await SmallWorld.CreateAsync(server.Api, Ct);
        await using var actor = await chromium.PageAsync(server.Address, 1280, 900, Ct);
        await using var topic = await chromium.PageAsync(server.Address, 1280, 900, Ct);
        await using var meeting = await chromium.PageAsync(server.Address, 1280, 900, Ct);
        await OpenAsync(actor, "actors/ann");
        await OpenAsync(topic, "topics/tea");
        await OpenAsync(meeting, "meetings/noon");
        foreach (var page in new[] { actor, topic, meeting }) await page.IsLiveAsync();

        await Post(server, "/api/statements", SmallWorld.Statement("Tea at four.", id: "first", stance: "demands"));
        await Assertions.Expect(actor.Page.Locator(".held")).ToContainTextAsync("demands");
        await Assertions.Expect(actor.Page.Locator(".entity-statements")).ToContainTextAsync("Tea at four.");
        await Assertions.Expect(topic.Page.Locator(".scale-inFavour")).ToContainTextAsync("Ann Archer");
        await Post(server, "/api/statements", SmallWorld.Statement("No tea.", id: "second", stance: "rejects"));
        await Assertions.Expect(topic.Page.Locator(".scale-against")).ToContainTextAsync("Ann Archer");
        await Assertions.Expect(actor.Page.Locator(".entity-moves li")).ToHaveCountAsync(2);
        Assert.Equal(1, await actor.Page.Locator("svg.steps .steps-line").CountAsync());

        await Post(server, "/api/meetings/noon/status", new JsonObject { ["status"] = "scheduled", ["reason"] = "all can come" });
        await Assertions.Expect(meeting.Page.Locator(".entity-status")).ToContainTextAsync("scheduled");
        await Assertions.Expect(meeting.Page.Locator(".lifecycle")).ToContainTextAsync("all can come");
        await Post(server, "/api/meetings/noon/participants", new JsonObject { ["actor"] = "ann", ["attendance"] = "accepted" });
        await Assertions.Expect(meeting.Page.Locator(".entity-people")).ToContainTextAsync("Ann Archer");

        // Words that are taken down leave every open page.
        await Post(server, "/api/statements/first/takedown", new JsonObject { ["reason"] = "an order" });
        await Assertions.Expect(actor.Page.Locator(".entity-statements")).ToContainTextAsync("Taken down");
        Assert.DoesNotContain("Tea at four.", await actor.Page.ContentAsync(), StringComparison.Ordinal);
        foreach (var page in new[] { actor, topic, meeting }) Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task A_statement_shows_what_it_said_before_and_how_its_words_came_here()
    {
        var server = await live.ServerAsync(Ct);
        var body = SmallWorld.Statement("Tea at four.", id: "versions");
        body["reportedBy"] = new JsonArray("bob");
        body["sources"] = new JsonArray(new JsonObject { ["name"] = "Morning Post", ["url"] = "https://post.example/tea" });
        await Post(server, "/api/statements", body);
        await Post(server, "/api/statements/versions/corrections", new JsonObject { ["changes"] = new JsonObject { ["text"] = "Tea at five." }, ["reason"] = "misheard" });
        await using var page = await chromium.PageAsync(server.Address, 1280, 900, Ct);
        await OpenAsync(page, "statements/versions");
        await Assertions.Expect(page.Page.Locator(".entity-history del")).ToHaveTextAsync("four.");
        await Assertions.Expect(page.Page.Locator(".entity-history ins")).ToHaveTextAsync("five.");
        await Assertions.Expect(page.Page.Locator(".entity-history")).ToContainTextAsync("misheard");
        await Assertions.Expect(page.Page.Locator(".source-chain li")).ToHaveCountAsync(3);
        Assert.Equal("https://post.example/tea", await page.Page.Locator(".source-chain a[target=_blank]").GetAttributeAsync("href"));
    }

    [Fact]
    public async Task Where_there_is_nothing_it_says_so_and_opens_what_is_created_by_itself()
    {
        var server = await live.ServerAsync(Ct);
        await using var page = await chromium.PageAsync(server.Address, 1280, 900, Ct);
        await page.Page.Clock.InstallAsync();
        await page.Page.GotoAsync(new Uri(server.Address, "actors/nobody-yet").ToString());
        await Assertions.Expect(page.Page.Locator("h1")).ToHaveTextAsync("There is no such actor");
        await page.HasNoAxeViolationsAsync("a page that is not there", Ct);
        await Post(server, "/api/actors", new JsonObject { ["id"] = "nobody-yet", ["kind"] = "person", ["name"] = "Somebody Now" });
        // It looks again every quarter of a minute.
        await page.Page.Clock.FastForwardAsync(15_000);
        await Assertions.Expect(page.Page.Locator("h1")).ToHaveTextAsync("Somebody Now");
    }

    [Fact]
    public async Task Names_on_the_board_lead_to_their_pages_and_back()
    {
        await using var page = await chromium.PageAsync((await start.Run).Server.Address, 1440, 900, Ct);
        await page.OpenAsync(ScenarioFile.Story);
        await page.Statement("15").Locator(".speakers a").ClickAsync();
        await Assertions.Expect(page.Page.Locator("h1")).ToHaveTextAsync("Donald Trump");
        await page.Page.GoBackAsync();
        await page.IsLiveAsync();
        await page.Page.Locator("#meeting-istanbul-2025-05-16 .meeting-name a").ClickAsync();
        await Assertions.Expect(page.Page.Locator("h1")).ToContainTextAsync("Direct talks");
        Assert.Empty(page.Wrongs);
    }

    static async Task OpenAsync(BoardPage page, string path)
    {
        await page.Page.GotoAsync(new Uri(page.Address, path).ToString());
        // Drawn by the script: what the server rendered has no state of the connection, and a past moment has none either.
        await page.Page.WaitForFunctionAsync("() => !document.getElementById('page-data')");
    }

    static async Task Post(RunningServer server, string path, JsonObject body) => (await server.Api.Post(path, body, Ct)).Is(200, 201);
}
