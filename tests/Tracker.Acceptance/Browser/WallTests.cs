using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Tracker.Acceptance.Live;
using Tracker.Acceptance.Wire;

namespace Tracker.Acceptance.Browser;

/// <summary>A wall hangs for days: it turns by itself, tells what its rules want told, says how far it is behind, heals, and does not grow.</summary>
public sealed class WallTests(Chromium chromium, LiveServer live)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_turns_through_stories_and_views_and_a_key_holds_it()
    {
        var (one, two) = (await Newsroom.OpenAsync(live, chromium, Ct), await Newsroom.OpenAsync(live, chromium, Ct));
        await using var page = await HungAsync(one, $"?stories={one.Story},{two.Story}&views=stream,meetings&every=3");
        var (title, frame) = (page.Page.Locator(".wall-head h1"), page.Page.Locator(".wall-head p"));
        foreach (var (room, view) in new[] { (one, "Last statements"), (one, "Meetings"), (two, "Last statements") })
        {
            await Assertions.Expect(frame).ToHaveTextAsync(view);
            await Assertions.Expect(title).ToHaveTextAsync($"The story of {room.Story}");
        }
        await page.Page.Keyboard.PressAsync(" ");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Go on" })).ToHaveAttributeAsync("aria-pressed", "true");
        var shown = await frame.InnerTextAsync();
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(frame).Not.ToHaveTextAsync(shown);
        await page.ShotAsync("wall");
        await page.HasNoAxeViolationsAsync("the wall", Ct);
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task Its_settings_go_into_the_address_and_it_fits_every_screen()
    {
        var room = await Newsroom.OpenAsync(live, chromium, Ct);
        await using var page = await HungAsync(room, $"?stories={room.Story}");
        await page.Page.Keyboard.PressAsync("s");
        await page.Page.GetByLabel("Positions", new() { Exact = true }).UncheckAsync();
        await page.Page.GetByLabel("Seconds for each view").FillAsync("45");
        await page.Page.GetByLabel("Tell alerts by a tone").CheckAsync();
        await page.HasNoAxeViolationsAsync("the wall's settings", Ct);
        await page.Page.Keyboard.PressAsync("Escape");
        Assert.Equal($"?stories={room.Story}&views=stream%2Cmeetings&every=45&sound=on", new Uri(page.Page.Url).Query);
        foreach (var (width, height) in new[] { (3840, 2160), (1920, 1080), (390, 844) })
        {
            await page.Page.SetViewportSizeAsync(width, height);
            Assert.True(await page.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight"), $"it is larger than {width} × {height}");
        }
    }

    [Fact]
    public async Task An_alert_is_told_in_words_and_colour_where_a_rule_wants_it_and_the_lag_is_shown()
    {
        var room = await Newsroom.OpenAsync(live, chromium, Ct);
        var receipt = await room.SayAsync("for", "We support a truce.", Ct, stance: "supports");
        // What it moved is there before the wall is: a wall that is open would tell it.
        for (var limit = Stopwatch.GetTimestamp(); (await room.Api.Get($"/api/stories/{room.Story}/board?atLeast={receipt["cursor"]}", Ct)).Is(200).Json["matrix"]!.AsArray().Count == 0; await Task.Delay(20, Ct))
            Assert.True(Stopwatch.GetElapsedTime(limit) < TimeSpan.FromSeconds(10), "The position is not on the board after ten seconds.");
        await using var page = await HungAsync(room, $"?stories={room.Story}&views=matrix&sound=on");
        await Assertions.Expect(page.Page.Locator(".wall-matrix .stance")).ToHaveCountAsync(1);
        await page.Page.Keyboard.PressAsync("s");
        await page.Page.GetByLabel("How far").SelectOptionAsync("turned");
        await page.Page.Keyboard.PressAsync("Escape");

        // A move on the same side is none of its business; it glows all the same.
        await room.SayAsync("more", "We demand a truce.", Ct, stance: "demands");
        await Assertions.Expect(page.Page.Locator(".wall-matrix .wall-moved .stance-demands")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Page.Locator(".wall-alert")).ToHaveCountAsync(0);
        await room.SayAsync("against", "We reject any truce.", Ct, stance: "rejects");
        var alert = page.Page.Locator(".wall-alert");
        await Assertions.Expect(alert).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("wall-alert-against"));
        await Assertions.Expect(alert).ToContainTextAsync("Position turned");
        await Assertions.Expect(alert).ToContainTextAsync("Ann Archer · Truce");
        await Assertions.Expect(alert).ToContainTextAsync("demands → rejects");
        await page.HasNoAxeViolationsAsync("an alert", Ct);
        await Assertions.Expect(page.Page.Locator(".wall-lag")).ToContainTextAsync("Lag 0.");
        await Assertions.Expect(page.Page.Locator(".wall-sign")).ToContainTextAsync("last sign of the server");
        // After a reload the rule is still there.
        await page.Page.ReloadAsync();
        await page.IsLiveAsync();
        (await room.Api.Post($"/api/meetings/{room.Named("talks")}/status", new JsonObject { ["status"] = "under_way" }, Ct)).Is(201);
        await Assertions.Expect(page.Page.Locator(".wall-alert-meeting")).ToContainTextAsync("scheduled → under way");
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task It_says_when_the_line_is_cut_and_goes_on_by_itself_when_it_is_mended()
    {
        var room = await Newsroom.OpenAsync(live, chromium, Ct);
        await using var line = new CutLine(room.Address);
        await using var page = await HungAsync(room, $"?stories={room.Story}&views=stream", line.Address);
        await line.CutAsync();
        await Assertions.Expect(page.Page.Locator(".wall[data-phase=offline]")).ToHaveCountAsync(1, new() { Timeout = 20_000 });
        await Assertions.Expect(page.Page.Locator(".wall-signs")).ToContainTextAsync("Offline since");
        await Assertions.Expect(page.Page.Locator(".wall-stream")).ToContainTextAsync("The first words.");
        await room.SayAsync("meanwhile", "Said while nobody could hear.", Ct);
        line.Mend();
        await Assertions.Expect(page.Page.Locator(".wall-stream")).ToContainTextAsync("Said while nobody could hear.", new() { Timeout = 40_000 });
        await page.IsLiveAsync();
    }

    [Fact]
    public async Task After_a_sleep_everything_is_read_anew()
    {
        var room = await Newsroom.OpenAsync(live, chromium, Ct);
        await using var page = await chromium.PageAsync(room.Address, 1920, 1080, Ct);
        await page.Page.Clock.InstallAsync(new ClockInstallOptions { TimeDate = TimeProvider.System.GetUtcNow().UtcDateTime });
        await page.Page.GotoAsync(new Uri(room.Address, $"wall?stories={room.Story}&views=stream").ToString());
        await page.IsLiveAsync();
        // As if the lid had been shut for two hours.
        await page.Page.RunAndWaitForResponseAsync(() => page.Page.Clock.FastForwardAsync("02:00:00"), answer => answer.Url.Contains("/board", StringComparison.Ordinal), new() { Timeout = 15_000 });
        await page.IsLiveAsync();
        await Assertions.Expect(page.Page.Locator(".wall-stream")).ToContainTextAsync("The first words.");
    }

    [Fact]
    public async Task Its_memory_stays_flat_over_thousands_of_changes()
    {
        var room = await Newsroom.OpenAsync(live, chromium, Ct);
        await using var page = await HungAsync(room, $"?stories={room.Story}&every=3");
        var session = await page.Page.Context.NewCDPSessionAsync(page.Page);
        await ReplayAsync(room, page, 0, 1_500);
        var before = await HeapAsync(session);
        await ReplayAsync(room, page, 1_500, 4_500);
        var after = await HeapAsync(session);
        Assert.True(after < before + 3_000_000, $"the heap grew from {before / 1e6:0.0} MB to {after / 1e6:0.0} MB over 3,000 statements");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"heap {before / 1e6:0.00} → {after / 1e6:0.00} MB"));
    }

    static async Task ReplayAsync(Newsroom room, BoardPage page, int from, int to)
    {
        string[] stances = ["supports", "rejects", "demands", "opposes"];
        var lines = new StringBuilder();
        for (var i = from; i < to; i++)
            lines.Append(new JsonObject { ["id"] = room.Named($"r{i}"), ["story"] = room.Story, ["speakers"] = new JsonArray(i % 2 == 0 ? "ann" : "bob"), ["text"] = $"Number {i} of many, in words that nobody says twice: {i * 7919}.", ["positions"] = new JsonArray(new JsonObject { ["topic"] = room.Named("truce"), ["stance"] = stances[i % 4] }) }.ToJsonString()).Append('\n');
        (await room.Api.Send(HttpMethod.Post, "/api/statements/batch?answers=refused", ApiClient.Bytes(Encoding.UTF8.GetBytes(lines.ToString()), "application/x-ndjson"), Ct)).Is(200);
        // Lines of a batch are taken in as they come, so one by itself is the last. Shown on the stream when it comes round.
        (await room.Api.Post("/api/statements", new JsonObject { ["id"] = room.Named($"last{to}"), ["story"] = room.Story, ["speakers"] = new JsonArray("ann"), ["text"] = $"After {to} others, this." }, Ct)).Is(201);
        await Assertions.Expect(page.Page.Locator(".wall-stream")).ToContainTextAsync($"After {to} others", new() { Timeout = 60_000 });
    }

    static async Task<double> HeapAsync(ICDPSession session)
    {
        for (var i = 0; i < 3; i++) await session.SendAsync("HeapProfiler.collectGarbage");
        var usage = await session.SendAsync("Runtime.getHeapUsage");
        return usage!.Value.GetProperty("usedSize").GetDouble();
    }

    async Task<BoardPage> HungAsync(Newsroom room, string query, Uri? address = null)
    {
        var page = await chromium.PageAsync(address ?? room.Address, 1920, 1080, Ct);
        await page.Page.GotoAsync(new Uri(address ?? room.Address, $"wall{query}").ToString());
        await page.IsLiveAsync();
        await page.Page.Locator(".wall-slot").WaitForAsync();
        return page;
    }
}
