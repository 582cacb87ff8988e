using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Tracker.Acceptance.Live;

namespace Tracker.Acceptance.Browser;

/// <summary>The newsroom desk: writing, correcting, retracting, with others at work on the same.</summary>
public sealed class DeskTests(Chromium chromium, LiveServer live)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_that_is_not_known_is_refused_in_words_and_signing_out_takes_the_draft_away()
    {
        var room = await Newsroom.OpenAsync(live, chromium, Ct);
        var key = await room.KeyAsync("Night desk", Ct);
        await using var page = await chromium.PageAsync(room.Address, 1280, 900, Ct);
        await page.Page.GotoAsync(new Uri(room.Address, $"desk/{room.Story}").ToString());
        await page.Page.Locator("#desk-key").FillAsync("not-a-key-of-this-server");
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not known here");
        await page.HasNoAxeViolationsAsync("the refused key", Ct);
        await page.Page.Locator("#desk-key").FillAsync(key);
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Locator(".compose").WaitForAsync();
        await page.Page.Locator("[name=text]").FillAsync("half a sentence");
        Assert.Contains("half a sentence", await StoredAsync(page), StringComparison.Ordinal);
        Assert.DoesNotContain(key, await StoredAsync(page), StringComparison.Ordinal);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.Page.Locator("#desk-key").WaitForAsync();
        Assert.DoesNotContain("half a sentence", await StoredAsync(page), StringComparison.Ordinal);
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task A_statement_is_written_from_the_keyboard_alone_and_comes_back_by_the_feed()
    {
        var room = await Newsroom.OpenAsync(live, chromium, Ct);
        await using var page = await room.EditorAsync("Night desk", Ct);
        var keys = page.Page.Keyboard;
        await keys.PressAsync("w");
        await Assertions.Expect(page.Page.Locator("[name=speakers]")).ToBeFocusedAsync();
        await keys.TypeAsync("bak");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Option, new() { Name = "Bob Baker" })).ToBeVisibleAsync();
        await keys.PressAsync("Enter");
        await keys.TypeAsync("Nobody Yet");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Option, new() { Name = "not reviewed" })).ToBeVisibleAsync();
        await keys.PressAsync("ArrowUp");
        await keys.PressAsync("Enter");
        await TabToAsync(page, "text");
        await keys.TypeAsync("We want a truce by Friday.");
        await TabToAsync(page, "saidAt");
        await keys.TypeAsync("2025-05-16~");
        await Assertions.Expect(page.Page.Locator(".understood")).ToContainTextAsync("about 16 May 2025");
        await TabToAsync(page, "positions");
        await keys.TypeAsync("truce");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator(".position-topic")).ToHaveTextAsync("Truce");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Show what would be recorded" }).PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator(".dry-record")).ToHaveCountAsync(2);
        Assert.Single(await room.StatementsAsync(Ct));

        await page.Page.Locator("[name=text]").FocusAsync();
        await keys.PressAsync("Control+Enter");
        await Assertions.Expect(page.Page.Locator(".recorded-there")).ToContainTextAsync("On the board");
        await Assertions.Expect(page.Page.Locator(".record-item").First).ToContainTextAsync("We want a truce by Friday.");
        var posted = (await room.StatementsAsync(Ct))[0];
        Assert.Equal(("2025-05-16~", 2, "supports"), ((string)posted["saidAt"]!, posted["speakers"]!.AsArray().Count, (string)posted["positions"]![0]!["stance"]!));
        Assert.Equal("", await page.Page.Locator("[name=text]").InputValueAsync());
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task A_lost_answer_and_a_press_twice_record_it_once()
    {
        var room = await Newsroom.OpenAsync(live, chromium, Ct);
        await using var page = await room.EditorAsync("Night desk", Ct);
        var (lost, stored) = (0, 0);
        await page.Page.RouteAsync("**/api/statements", async route =>
        {
            if (route.Request.Method == "POST" && Interlocked.Increment(ref lost) == 1)
            {
                // It is the page's own request, and so it says; only its answer is lost.
                stored = (await route.FetchAsync(new RouteFetchOptions { Headers = new Dictionary<string, string>(route.Request.Headers, StringComparer.Ordinal) { ["sec-fetch-site"] = "same-origin" } })).Status;
                await route.AbortAsync();
            }
            else await route.ContinueAsync();
        });
        await WriteAsync(page, "ann", "Said once.");
        await page.Page.Locator("[name=text]").FocusAsync();
        await page.Page.Keyboard.PressAsync("Control+Enter");
        await page.Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Page.Locator(".recorded")).ToContainTextAsync("It had been recorded already");
        Assert.Equal((2, 201), (lost, stored));
        Assert.Equal(1, (await room.StatementsAsync(Ct)).Count(one => (string)one["text"]! == "Said once."));
    }

    [Fact]
    public async Task What_is_refused_is_told_at_its_field()
    {
        var room = await Newsroom.OpenAsync(live, chromium, Ct);
        await using var page = await room.EditorAsync("Night desk", Ct);
        await page.Page.Locator("[name=text]").FillAsync("Words of nobody");
        await page.Page.Locator("[name=saidAt]").FillAsync("last Friday");
        await Assertions.Expect(page.Page.Locator(".field-date .field-error")).ToContainTextAsync("No date that can be understood");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".refusal")).ToContainTextAsync("A field is not as it must be");
        await Assertions.Expect(page.Page.Locator("[aria-invalid=true]:focus")).ToHaveCountAsync(1);
        await page.HasNoAxeViolationsAsync("a refused statement", Ct);
        await WriteAsync(page, "ann", "Words of Ann", saidAt: "last Friday");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("[name=saidAt]")).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.Single(await room.StatementsAsync(Ct));
    }

    [Fact]
    public async Task A_session_that_ends_while_one_writes_keeps_what_was_written_also_over_a_reload()
    {
        var room = await Newsroom.OpenAsync(live, chromium, Ct);
        var key = await room.KeyAsync("Late desk", Ct);
        await using var page = await room.EditorAsync("Night desk", Ct);
        await WriteAsync(page, "ann", "Written before the session ended.");
        await page.Page.Context.ClearCookiesAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".sign-in-over")).ToContainTextAsync("What you were writing is still here");
        await page.Page.ReloadAsync();
        await page.Page.Locator("#desk-key").FillAsync(key);
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator("[name=text]")).ToHaveValueAsync("Written before the session ended.");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await page.Page.Locator(".recorded-there").WaitForAsync();
        Assert.Equal(2, (await room.StatementsAsync(Ct)).Count);
    }

    [Fact]
    public async Task What_another_editor_changed_meanwhile_is_shown_and_mine_goes_on_top_of_it()
    {
        var room = await Newsroom.OpenAsync(live, chromium, Ct);
        var id = room.Named("first");
        await using var page = await room.EditorAsync("Night desk", Ct);
        await page.Page.Keyboard.PressAsync("s");
        await page.Page.Keyboard.PressAsync("c");
        await page.Page.Locator(".correct [name=text]").FillAsync("The first words, as they were.");
        await page.Page.Locator(".correct .fields-more summary").ClickAsync();
        await page.Page.Locator(".correct [name=role]").FillAsync("Minister");
        (await room.Api.Post($"/api/statements/{id}/corrections", JsonNode.Parse("""{"changes":{"saidAt":"2025-05-16","role":"Envoy"},"reason":"the date"}""")!, Ct)).Is(201);
        await page.Page.Locator("[name=reason]").FillAsync("the whole sentence");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Record 2 changes" }).ClickAsync();
        var meanwhile = page.Page.Locator(".meanwhile");
        await Assertions.Expect(meanwhile).ToContainTextAsync("has changed it meanwhile");
        await Assertions.Expect(meanwhile).ToContainTextAsync("16 May 2025");
        await Assertions.Expect(meanwhile).ToContainTextAsync("You have changed this too");
        await Assertions.Expect(page.Page.Locator(".correct [name=saidAt]")).ToHaveValueAsync("2025-05-16");
        await page.ShotAsync("newsroom");
        await page.HasNoAxeViolationsAsync("a correction that came late", Ct);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Record 2 changes" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".recorded")).ToContainTextAsync("Corrected");
        var now = (await room.Api.Get($"/api/statements/{id}", Ct)).Is(200).Json;
        Assert.Equal(("The first words, as they were.", "Minister", "2025-05-16", 3), ((string)now["text"]!, (string)now["role"]!, (string)now["saidAt"]!, (int)now["version"]!));
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task A_statement_is_retracted_with_a_reason_and_not_without()
    {
        var room = await Newsroom.OpenAsync(live, chromium, Ct);
        await using var page = await room.EditorAsync("Night desk", Ct, $"?tab=correct&statement={room.Named("first")}");
        await page.Page.GetByText("Retract it").ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Retract", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("[name=retractReason]")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.Page.Locator("[name=retractReason]").FillAsync("It was never said");
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator(".recorded")).ToContainTextAsync("Retracted");
        await Assertions.Expect(page.Page.Locator(".record-gone")).ToHaveCountAsync(1);
        var head = (string)(await room.Api.Get("/api/changes?after=now", Ct)).Json["head"]!;
        Assert.Equal("retracted", (string)(await room.Api.Get($"/api/statements/{room.Named("first")}?atLeast={head}", Ct)).Json["status"]!);
    }

    [Fact]
    public async Task Two_editors_see_what_each_has_open()
    {
        var room = await Newsroom.OpenAsync(live, chromium, Ct);
        await using var night = await room.EditorAsync("Night desk", Ct, $"?tab=correct&statement={room.Named("first")}");
        await night.Page.Locator(".correct form").First.WaitForAsync();
        await using var day = await room.EditorAsync("Day desk", Ct);
        await Assertions.Expect(day.Page.Locator(".others")).ToContainTextAsync("Night desk", new() { Timeout = 12_000 });
        await Assertions.Expect(day.Page.Locator(".record-list .here-too")).ToContainTextAsync("Night desk", new() { Timeout = 12_000 });
        await day.Page.Keyboard.PressAsync("s");
        await day.Page.Keyboard.PressAsync("c");
        await Assertions.Expect(day.Page.Locator(".others-same")).ToContainTextAsync("Night desk has this open too", new() { Timeout = 12_000 });
        await Assertions.Expect(night.Page.Locator(".others-same")).ToContainTextAsync("Day desk has this open too", new() { Timeout = 12_000 });
        await night.Page.GotoAsync(new Uri(room.Address, "").ToString());
        await Assertions.Expect(day.Page.Locator(".others")).ToContainTextAsync("Nobody else", new() { Timeout = 12_000 });
    }

    [Fact]
    public async Task A_meeting_goes_where_the_lifecycle_leads_and_elsewhere_only_by_force()
    {
        var room = await Newsroom.OpenAsync(live, chromium, Ct);
        await using var page = await room.EditorAsync("Night desk", Ct, "?tab=meetings");
        await page.Page.Locator(".desk-meeting-name").PressAsync("Enter");
        var status = page.Page.Locator("[name=status]");
        Assert.Equal(["under way", "postponed", "rescheduled", "declined", "cancelled", "did not take place"], await status.Locator("option").AllInnerTextsAsync());
        await page.Page.Locator("[name=at]").FillAsync("2025-05-16");
        await page.HasNoAxeViolationsAsync("a meeting's status", Ct);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Record the status" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".recorded")).ToContainTextAsync("The talks: under way");
        // What comes next is offered when the feed has brought the change.
        await Assertions.Expect(status.Locator("option")).ToHaveTextAsync(["suspended", "concluded", "broken off"]);
        await page.Page.Locator("[name=force]").CheckAsync();
        await status.SelectOptionAsync("proposed");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Record the status" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".refusal")).ToContainTextAsync("A reason is needed");
        await page.Page.Locator("[name=reason]").FillAsync("It had not begun");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Record the status" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".recorded")).ToContainTextAsync("The talks: proposed");
    }

    [Fact]
    public async Task A_readers_page_loads_nothing_of_the_desk()
    {
        var room = await Newsroom.OpenAsync(live, chromium, Ct);
        await using var page = await chromium.PageAsync(room.Address, 1280, 900, Ct);
        var asked = new List<string>();
        page.Page.Request += (_, request) => { lock (asked) asked.Add(request.Url); };
        await page.OpenAsync(room.Story);
        await page.ShowsAsync(room.Named("first"), seconds: 5);
        await page.Page.GotoAsync(room.Address.ToString());
        await page.Page.Locator(".story-list a").First.WaitForAsync();
        lock (asked)
        {
            Assert.Contains(asked, url => url.Contains("/assets/board", StringComparison.Ordinal));
            Assert.DoesNotContain(asked, url => url.Contains("/assets/desk", StringComparison.Ordinal) || url.Contains("/api/session", StringComparison.Ordinal) || url.Contains("/api/desk", StringComparison.Ordinal));
        }
    }

    static Task<string> StoredAsync(BoardPage page) => page.Page.EvaluateAsync<string>("() => JSON.stringify({ ...localStorage, ...sessionStorage })");

    static async Task WriteAsync(BoardPage page, string speaker, string text, string? saidAt = null)
    {
        await page.Page.Locator("[name=speakers]").FillAsync(speaker);
        await page.Page.Locator(".picker-list .option").First.WaitForAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Locator("[name=text]").FillAsync(text);
        if (saidAt is not null) await page.Page.Locator("[name=saidAt]").FillAsync(saidAt);
    }

    /// <summary>With the Tab key, and not far.</summary>
    static async Task TabToAsync(BoardPage page, string name)
    {
        for (var pressed = 0; pressed < 12; pressed++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            if (await page.Page.EvaluateAsync<string>("() => document.activeElement.getAttribute('name') ?? ''") == name) return;
        }
        Assert.Fail($"Tab did not reach {name}");
    }
}
