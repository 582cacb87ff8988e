using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Tracker.Acceptance.Live;
using Tracker.Acceptance.Servers;

namespace Tracker.Acceptance.Browser;

/// <summary>What a board says when there is little to show, when nothing answers, and when what comes is out of all measure.</summary>
public sealed class BoardBadDaysTests(Chromium chromium, LiveServer live)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_story_that_does_not_exist_is_told_and_opens_by_itself_once_it_does()
    {
        var server = await live.ServerAsync(Ct);
        await using var page = await chromium.PageAsync(server.Address, 1280, 900, Ct);
        await page.Page.GotoAsync(new Uri(server.Address, "stories/not-yet").ToString());
        await Assertions.Expect(page.Page.Locator(".notice-title")).ToHaveTextAsync("There is no such story");
        await page.HasNoAxeViolationsAsync("a story that does not exist", Ct);
        await Story(server, "not-yet", "It exists now");
        await page.Page.EvaluateAsync("() => dispatchEvent(new Event('online'))");
        await Assertions.Expect(page.Page.Locator(".story-head h1")).ToHaveTextAsync("It exists now");
    }

    [Fact]
    public async Task An_empty_story_says_so_in_every_area_and_a_closed_one_that_it_is_closed()
    {
        var server = await live.ServerAsync(Ct);
        await Story(server, "empty", "Nothing yet");
        await using var page = await chromium.PageAsync(server.Address, 1280, 900, Ct);
        await page.OpenAsync("empty");
        foreach (var (tab, told) in new[] { ("meetings", "No meetings recorded"), ("acts", "No acts recorded"), ("silence", "Nobody owes an answer"), ("review", "Nothing to decide") })
        {
            await page.Page.Locator($"#tab-{tab}").ClickAsync();
            await Assertions.Expect(page.Page.Locator($"#panel-{tab} .notice-title")).ToHaveTextAsync(told);
        }
        await Assertions.Expect(page.Page.Locator(".panel-stream .notice-title")).ToHaveTextAsync("Nothing has been said yet");
        await Assertions.Expect(page.Page.Locator(".panel-positions .notice-title")).ToHaveTextAsync("No positions known yet");
        await page.HasNoAxeViolationsAsync("an empty story", Ct);

        (await server.Api.Put("/api/stories/empty", new JsonObject { ["title"] = "Nothing yet", ["status"] = "closed" }, Ct)).Is(200);
        await Assertions.Expect(page.Page.Locator(".story-head")).ToContainTextAsync("This story is closed.");
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task Without_a_network_at_the_start_it_counts_down_to_the_next_try_and_heals()
    {
        var server = await live.ServerAsync(Ct);
        await using var page = await chromium.PageAsync(server.Address, 1280, 900, Ct);
        // A page that comes from the server has its board with it: this one is reached from another, when nothing comes any more.
        await page.Page.GotoAsync(server.Address.ToString());
        await page.Page.Locator($".story-title a[href='/stories/{SmallWorld.Story}']").WaitForAsync();
        await page.Page.RouteAsync("**/api/**", route => route.AbortAsync());
        await page.Page.Locator($".story-title a[href='/stories/{SmallWorld.Story}']").ClickAsync();
        await Assertions.Expect(page.Page.Locator(".notice-title")).ToHaveTextAsync("The server does not answer");
        await Assertions.Expect(page.Page.Locator(".notice")).ToContainTextAsync("next try in");
        await page.HasNoAxeViolationsAsync("no network at the start", Ct);
        await page.Page.UnrouteAllAsync();
        // Unless its own next try was faster.
        await page.Page.EvaluateAsync("() => [...document.querySelectorAll('.notice button')].find(one => one.textContent === 'Try again')?.click()");
        await page.IsLiveAsync();
    }

    [Fact]
    public async Task A_refused_key_is_told()
    {
        await using var server = await RunningServer.StartAsync(new ServerOptions { Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Tracker__PublicRead"] = "false" } }, Ct);
        await SmallWorld.CreateAsync(server.Api, Ct);
        await using var page = await chromium.PageAsync(server.Address, 1280, 900, Ct);
        await page.Page.GotoAsync(new Uri(server.Address, $"stories/{SmallWorld.Story}").ToString());
        await Assertions.Expect(page.Page.Locator(".notice-title")).ToHaveTextAsync("This server asks for a key to read");
        await page.HasNoAxeViolationsAsync("a refused key", Ct);
    }

    [Fact]
    public async Task After_a_restart_with_another_log_the_cursor_is_no_more_and_the_board_is_read_anew()
    {
        await using var server = await RunningServer.StartAsync(ct: Ct);
        await SmallWorld.CreateAsync(server.Api, Ct);
        (await server.Api.Post("/api/statements", SmallWorld.Statement("Of the first log", id: "old"), Ct)).Is(201);
        await using var page = await chromium.PageAsync(server.Address, 1280, 900, Ct);
        await page.Page.Clock.InstallAsync();
        await page.OpenAsync(SmallWorld.Story);
        await page.ShowsAsync("old", seconds: 5);

        await server.KillAsync();
        Directory.Delete(server.Data, recursive: true);
        Directory.CreateDirectory(server.Data);
        await server.UpAsync(Ct);
        await SmallWorld.CreateAsync(server.Api, Ct);
        (await server.Api.Post("/api/statements", SmallWorld.Statement("Of the second log", id: "new"), Ct)).Is(201);
        // The next try is due within half a minute.
        await page.Page.Clock.FastForwardAsync(30_000);
        await page.ShowsAsync("new", seconds: 40);
        await page.IsLiveAsync();
        Assert.Equal(0, await page.Statement("old").CountAsync());
        Assert.StartsWith("✓", await page.VerifyAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_readers_clock_that_is_an_hour_fast_is_told_and_what_moves_glows_all_the_same()
    {
        var server = await live.ServerAsync(Ct);
        await using var page = await chromium.PageAsync(server.Address, 1280, 900, Ct);
        await page.Page.AddInitScriptAsync("(() => { const Real = Date; window.Date = class extends Real { constructor(...of) { if (of.length) super(...of); else super(Real.now() + 3_600_000); } static now() { return Real.now() + 3_600_000; } }; })()");
        await page.OpenAsync(SmallWorld.Story);
        (await server.Api.Post("/api/statements", SmallWorld.Statement("Tea, please.", speaker: "bob", stance: "demands"), Ct)).Is(201);
        (await server.Api.Post("/api/statements", SmallWorld.Statement("No tea, please.", speaker: "bob", stance: "rejects"), Ct)).Is(201);
        await page.Page.Locator("td.cell-moved").First.WaitForAsync(new() { Timeout = 5_000 });
        await page.Page.Locator(".about-connection summary").ClickAsync();
        await Assertions.Expect(page.Page.Locator(".about-clock")).ToContainTextAsync("1 h fast");
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task A_hundred_thousand_characters_are_folded_and_open_when_somebody_wants_them()
    {
        var server = await live.ServerAsync(Ct);
        var text = string.Concat(Enumerable.Repeat("All work and no play. ", 5_000))[..100_000];
        (await server.Api.Post("/api/statements", SmallWorld.Statement(text, id: "long"), Ct)).Is(201);
        await using var page = await chromium.PageAsync(server.Address, 390, 844, Ct);
        var meter = await PageMeter.OnAsync(page.Page);
        await page.OpenAsync(SmallWorld.Story);
        var words = page.Statement("long").Locator(".words");
        Assert.InRange((await words.InnerTextAsync()).Length, 400, 1_000);
        var measured = await meter.WhileAsync(async () =>
        {
            await page.Statement("long").GetByRole(AriaRole.Button, new() { Name = "Show all 100,000 characters" }).ClickAsync();
            await Assertions.Expect(words).ToHaveTextAsync(text.TrimEnd(), new() { Timeout = 10_000 });
        });
        Assert.True(measured.Frames.Max() < 1_000, $"a frame of {measured.Frames.Max():F0} ms");
        Assert.True(await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= 390);
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task Names_and_words_in_ten_scripts_stand_as_they_are_written_from_whichever_side()
    {
        var server = await live.ServerAsync(Ct);
        await Story(server, "babel", "Вежа · برج · 塔");
        (string Id, string Name, string Words, bool RightToLeft)[] scripts =
        [
            ("latin", "Łukasz Ğüneş", "Düşünüyoruz.", false), ("cyrillic", "Їжак Ґудзик", "Ми згодні.", false), ("greek", "Γιώργος", "Συμφωνούμε.", false), ("arabic", "محمد بن سلمان", "نحن موافقون على 3 شروط.", true),
            ("hebrew", "יצחק הרצוג", "אנחנו מסכימים.", true), ("devanagari", "नरेन्द्र मोदी", "हम सहमत हैं।", false), ("thai", "สมชาย", "เราเห็นด้วย", false), ("hangul", "김정은", "우리는 동의한다.", false),
            ("han", "王毅", "我们同意。", false), ("georgian", "სალომე", "ჩვენ ვეთანხმებით.", false), ("armenian", "Նիկոլ", "Մենք համաձայն ենք։", false),
        ];
        foreach (var (id, name, words, _) in scripts)
        {
            (await server.Api.Post("/api/actors", new JsonObject { ["id"] = $"babel-{id}", ["name"] = name, ["kind"] = "person" }, Ct)).Is(201);
            (await server.Api.Post("/api/statements", new JsonObject { ["id"] = $"babel-{id}", ["story"] = "babel", ["speakers"] = new JsonArray($"babel-{id}"), ["text"] = words }, Ct)).Is(201);
        }
        await using var page = await chromium.PageAsync(server.Address, 390, 844, Ct);
        await page.OpenAsync("babel");
        foreach (var (id, name, words, rightToLeft) in scripts)
        {
            await Assertions.Expect(page.Statement($"babel-{id}").Locator(".speakers")).ToHaveTextAsync(name);
            await Assertions.Expect(page.Statement($"babel-{id}").Locator(".words")).ToHaveTextAsync(words);
            Assert.Equal(rightToLeft ? "rtl" : "ltr", await page.Statement($"babel-{id}").Locator(".words").EvaluateAsync<string>("words => getComputedStyle(words).direction"));
        }
        Assert.True(await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= 390);
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task Forty_people_in_one_meeting_are_counted_and_shown_by_delegation_when_somebody_wants_them()
    {
        var server = await live.ServerAsync(Ct);
        await Story(server, "crowd", "A large table");
        string[] delegations = ["crowd-north", "crowd-south", "crowd-east"];
        foreach (var one in delegations)
            (await server.Api.Post("/api/actors", new JsonObject { ["id"] = one, ["name"] = $"The delegation of {one}", ["kind"] = "delegation" }, Ct)).Is(201);
        var participants = new JsonArray();
        for (var i = 0; i < 40; i++)
        {
            (await server.Api.Post("/api/actors", new JsonObject { ["id"] = $"crowd-{i}", ["name"] = $"Person {i} of the crowd", ["kind"] = "person", ["parent"] = delegations[i % 3] }, Ct)).Is(201);
            participants.Add(new JsonObject { ["actor"] = $"crowd-{i}", ["role"] = i < 3 ? "head_of_delegation" : "delegate", ["attendance"] = i % 10 == 9 ? "absent" : "present", ["rank"] = "minister" });
        }
        (await server.Api.Post("/api/meetings", new JsonObject { ["id"] = "table", ["story"] = "crowd", ["name"] = "The large table", ["status"] = "under_way", ["start"] = "2025-05-16", ["participants"] = participants }, Ct)).Is(201);
        await using var page = await chromium.PageAsync(server.Address, 1280, 900, Ct);
        await page.OpenAsync("crowd");
        var meeting = page.Page.Locator("#meeting-table");
        await Assertions.Expect(meeting.Locator(".people-counts")).ToHaveTextAsync("36 present · 4 absent");
        await Assertions.Expect(meeting.Locator(".person")).ToHaveCountAsync(5);
        await Assertions.Expect(meeting.Locator(".person").First).ToContainTextAsync("head of delegation");
        await meeting.GetByRole(AriaRole.Button, new() { Name = "Show all 40" }).ClickAsync();
        await Assertions.Expect(meeting.Locator(".person")).ToHaveCountAsync(40);
        await Assertions.Expect(meeting.Locator(".people-of").First).ToContainTextAsync("The delegation of crowd-north");
        await page.ShotAsync("forty-people");
        await page.HasNoAxeViolationsAsync("forty people", Ct);
        Assert.Empty(page.Wrongs);
    }

    static async Task Story(RunningServer server, string id, string title) => (await server.Api.Post("/api/stories", new JsonObject { ["id"] = id, ["title"] = title }, Ct)).Is(201);
}
