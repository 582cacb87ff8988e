using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Tracker.Acceptance.Live;
using Tracker.Acceptance.Servers;
using Tracker.Acceptance.Wire;

namespace Tracker.Acceptance.Browser;

/// <summary>A story of a test's own on the shared server, and editors who open it at the desk.</summary>
sealed class Newsroom(RunningServer server, Chromium chromium, string story)
{
    static int _made;

    public string Story => story;
    public ApiClient Api => server.Api;
    public Uri Address => server.Address;

    public static async Task<Newsroom> OpenAsync(LiveServer live, Chromium chromium, CancellationToken ct)
    {
        var server = await live.ServerAsync(ct);
        var room = new Newsroom(server, chromium, $"desk-{Interlocked.Increment(ref _made)}");
        await room.PostAsync("/api/stories", new JsonObject { ["id"] = room.Story, ["title"] = $"The story of {room.Story}", ["tz"] = "Europe/Istanbul", ["lang"] = "en" }, ct);
        await room.PostAsync("/api/topics", new JsonObject { ["id"] = room.Named("truce"), ["story"] = room.Story, ["title"] = "Truce" }, ct);
        await room.PostAsync("/api/meetings", new JsonObject { ["id"] = room.Named("talks"), ["story"] = room.Story, ["name"] = "The talks", ["status"] = "scheduled" }, ct);
        await room.SayAsync("first", "The first words.", ct);
        return room;
    }

    /// <summary>An id of this story's own.</summary>
    public string Named(string name) => $"{story}-{name}";

    public async Task<JsonNode> PostAsync(string path, JsonNode body, CancellationToken ct) => (await Api.Post(path, body, ct)).Is(200, 201).Json;

    public Task<JsonNode> SayAsync(string name, string text, CancellationToken ct, string speaker = "ann", string? stance = null, JsonObject? more = null)
    {
        var body = new JsonObject { ["id"] = Named(name), ["story"] = story, ["speakers"] = new JsonArray(speaker), ["text"] = text, ["kind"] = "demand" };
        if (stance is not null) body["positions"] = new JsonArray(new JsonObject { ["topic"] = Named("truce"), ["stance"] = stance });
        foreach (var (field, value) in more ?? []) body[field] = value?.DeepClone();
        return PostAsync("/api/statements", body, ct);
    }

    public async Task<string> KeyAsync(string name, CancellationToken ct) =>
        (string)(await PostAsync("/api/keys", new JsonObject { ["name"] = name, ["scopes"] = new JsonArray("post", "edit") }, ct))["key"]!;

    /// <summary>The desk as an editor has it open, signed in with a key of their own.</summary>
    public async Task<BoardPage> EditorAsync(string name, CancellationToken ct, string tab = "")
    {
        var page = await chromium.PageAsync(server.Address, 1440, 900, ct);
        page.Page.SetDefaultTimeout(10_000);
        await SignInAsync(page, await KeyAsync(name, ct));
        await page.Page.GotoAsync(new Uri(server.Address, $"desk/{story}{tab}").ToString());
        await page.Page.Locator(".desk").WaitForAsync();
        await page.IsLiveAsync();
        return page;
    }

    public async Task SignInAsync(BoardPage page, string key) => Assert.Equal(201, (await page.Page.APIRequest.PostAsync(new Uri(server.Address, "api/session").ToString(), new APIRequestContextOptions { DataObject = new { key } })).Status);

    public async Task<IReadOnlyList<JsonNode>> StatementsAsync(CancellationToken ct) =>
        [.. (await Api.Get($"/api/stories/{story}/statements?limit=1000", ct)).Is(200).Json["items"]!.AsArray().Select(one => one!)];
}
