using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Tracker.Acceptance.Live;

namespace Tracker.Acceptance.Browser;

/// <summary>The desk's queue: everything in it is ruled on from the keyboard alone, and taken back where the record allows that.</summary>
public sealed class TriageTests(Chromium chromium, LiveServer live)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_queue_is_worked_through_with_single_keys()
    {
        var room = await Newsroom.OpenAsync(live, chromium, Ct);
        // A conflict, a link that rules propose, a name that nobody has looked at.
        foreach (var (name, value) in new[] { ("early", "2025-05-16"), ("late", "2025-05-17") })
            await room.PostAsync("/api/claims", new JsonObject { ["id"] = room.Named(name), ["about"] = $"meeting/{room.Named("talks")}", ["story"] = room.Story, ["field"] = "start", ["value"] = value, ["sources"] = new JsonArray(new JsonObject { ["name"] = name }) }, Ct);
        await room.SayAsync("for", "We support a truce.", Ct, stance: "supports");
        await room.SayAsync("against", "We reject any truce.", Ct, stance: "rejects");
        var stranger = (await room.Api.Post("/api/statements?onUnknown=create", new JsonObject { ["story"] = room.Story, ["speakers"] = new JsonArray(new JsonObject { ["name"] = $"Ann Archer {room.Story}" }), ["text"] = "Who am I?" }, Ct)).Is(201);
        Assert.NotNull(stranger);

        await using var page = await room.EditorAsync("Night desk", Ct);
        var (keys, here) = (page.Page.Keyboard, page.Page.Locator(".triage-here"));
        await keys.PressAsync("q");
        await Assertions.Expect(page.Page.Locator(".triage-item")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Page.Locator(".triage-counts")).ToContainTextAsync("1 reports that disagree");
        await Assertions.Expect(here).ToContainTextAsync("1 of 3");
        await page.ShotAsync("desk-queue");
        await page.HasNoAxeViolationsAsync("the queue", Ct);

        await keys.PressAsync("2");
        await Assertions.Expect(page.Page.Locator("[name=rulingReason]")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator(".reason .field-error")).ToContainTextAsync("Say why");
        await keys.TypeAsync("the host says so");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator(".recorded")).ToContainTextAsync("Another preference takes it back");
        await Assertions.Expect(page.Page.Locator(".triage-item")).ToHaveCountAsync(2);
        Assert.Equal("2025-05-17", (string)(await room.Api.Get($"/api/meetings/{room.Named("talks")}", Ct)).Json["start"]!);

        await Assertions.Expect(here).ToContainTextAsync("contradicts");
        await keys.PressAsync("j");
        await Assertions.Expect(here).ToContainTextAsync("2 of 2");
        await keys.PressAsync("k");
        await keys.PressAsync("y");
        await Assertions.Expect(page.Page.Locator(".recorded")).ToContainTextAsync("Confirmed");
        await Assertions.Expect(page.Page.Locator(".triage-item")).ToHaveCountAsync(1);
        var link = Assert.Single((await room.Api.Get($"/api/links?story={room.Story}", Ct)).Json["items"]!.AsArray())!;
        Assert.Equal("confirmed", (string)link["state"]!);
        // Taken back by a new record, with a reason.
        await keys.PressAsync("u");
        await keys.TypeAsync("pressed too soon");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator(".recorded")).ToContainTextAsync("Dismissed");
        Assert.Equal(("dismissed", 3), await StateAsync(room, $"/api/links/{(string)link["id"]!}"));

        await Assertions.Expect(here).ToContainTextAsync("The same as Ann Archer");
        await keys.PressAsync("1");
        await Assertions.Expect(page.Page.Locator(".reason .warning")).ToContainTextAsync("not parted again");
        await keys.TypeAsync("her full name");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator(".triage-empty")).ToBeVisibleAsync();
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task What_is_likely_told_again_waits_until_an_editor_says_which_it_is()
    {
        var room = await Newsroom.OpenAsync(live, chromium, Ct);
        JsonObject By(string source) => new() { ["saidAt"] = "2025-05-16", ["sources"] = new JsonArray(new JsonObject { ["name"] = source }) };
        await room.SayAsync("told", "Ukraine is ready for a full and unconditional ceasefire of thirty days, beginning on Monday.", Ct, more: By("Reuters"));
        await room.SayAsync("again", "A full, unconditional ceasefire of thirty days from Monday is something that Ukraine is ready for.", Ct, more: By("AFP"));
        await using var page = await room.EditorAsync("Night desk", Ct, "?tab=queue");
        await Assertions.Expect(page.Page.Locator(".triage-here .quote")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Page.Locator(".record-item")).ToHaveCountAsync(2);
        await page.Page.Keyboard.PressAsync("x");
        await page.Page.Keyboard.TypeAsync("two speeches");
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator(".triage-empty")).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.Locator(".record-item")).ToHaveCountAsync(3);
        Assert.Equal(3, (await room.StatementsAsync(Ct)).Count);
    }

    [Fact]
    public async Task Every_key_stands_in_a_list_and_none_of_them_acts_while_one_writes()
    {
        var room = await Newsroom.OpenAsync(live, chromium, Ct);
        await using var page = await room.EditorAsync("Night desk", Ct);
        await page.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("take the last ruling back");
        await page.HasNoAxeViolationsAsync("the list of keys", Ct);
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Page.Locator("[name=text]").FocusAsync();
        await page.Page.Keyboard.TypeAsync("quote me");
        await Assertions.Expect(page.Page.Locator("[name=text]")).ToHaveValueAsync("quote me");
        Assert.Equal("true", await page.Page.Locator("#desk-tab-write").GetAttributeAsync("aria-selected"));
    }

    static async Task<(string, int)> StateAsync(Newsroom room, string path)
    {
        var read = (await room.Api.Get(path, Ct)).Is(200).Json;
        return ((string)read["state"]!, (int)read["version"]!);
    }
}
