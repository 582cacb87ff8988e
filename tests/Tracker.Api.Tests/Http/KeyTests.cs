using Xunit;

namespace Tracker.ApiTests.Http;

[Collection(HostCollection.Name)]
public class KeyTests(Host host)
{
    const string Statement = """{"story":"talks","speakers":["ann"],"text":"By key."}""";

    [Fact]
    public async Task A_write_without_a_key_is_401_and_with_a_wrong_one_too()
    {
        await (await host.Public.Send(HttpMethod.Post, "/api/statements", Statement)).Problem(401, "no-key");
        await (await host.Client("trk_000000000000_00").Send(HttpMethod.Post, "/api/statements", Statement)).Problem(401, "no-key");
    }

    [Fact]
    public async Task A_key_does_what_its_scopes_say_and_its_name_is_the_by()
    {
        var desk = host.Client((await host.Admin.Make("/api/keys", new { name = "night desk", scopes = new[] { "post" } })).Text("key"));
        var receipt = await desk.Make("/api/statements", new { id = "by-night", story = "talks", speakers = new[] { "ann" }, text = "At night." });
        var history = (await host.Public.Get("/api/statements/by-night?atLeast=" + receipt.Text("cursor"))).GetProperty("history");
        Assert.Equal("night desk", history[0].Text("by"));
        await (await desk.Send(HttpMethod.Post, "/api/statements/by-night/retraction", """{"reason":"no"}""")).Problem(403, "no-scope");
        await (await desk.Send(HttpMethod.Get, "/api/keys")).Problem(403, "no-scope");
    }

    [Fact]
    public async Task A_deleted_key_stops_working_and_a_listed_one_shows_no_secret()
    {
        var made = await host.Admin.Make("/api/keys", new { name = "gone", scopes = new[] { "post" } });
        var desk = host.Client(made.Text("key"));
        var listed = await host.Admin.Get("/api/keys");
        Assert.DoesNotContain(made.Text("key").Split('_')[2], listed.ToString(), StringComparison.Ordinal);
        Assert.Equal(204, (int)(await host.Admin.Send(HttpMethod.Delete, "/api/keys/" + made.Text("id"))).StatusCode);
        await (await desk.Send(HttpMethod.Post, "/api/statements", Statement)).Problem(401, "no-key");
    }

    [Fact]
    public async Task An_expired_key_is_no_key()
    {
        var made = await host.Admin.Make("/api/keys", new { name = "old", scopes = new[] { "post" }, expiresAt = "2020-01-01T00:00:00Z" });
        await (await host.Client(made.Text("key")).Send(HttpMethod.Post, "/api/statements", Statement)).Problem(401, "no-key");
    }

    [Fact]
    public async Task A_session_reads_everywhere_and_writes_only_from_the_servers_own_pages()
    {
        var opened = await host.Public.Send(HttpMethod.Post, "/api/session", $$"""{"key":"{{Host.AdminKey}}"}""");
        Assert.Equal(201, (int)opened.StatusCode);
        var set = Assert.Single(opened.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", set, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", set, StringComparison.OrdinalIgnoreCase);
        var cookie = set.Split(';')[0];
        Assert.Equal("admin", (await (await host.Public.Send(HttpMethod.Get, "/api/session", null, ("Cookie", cookie))).Json()).Text("name"));
        Assert.Equal(201, (int)(await host.Public.Send(HttpMethod.Post, "/api/statements", Statement, ("Cookie", cookie), ("Sec-Fetch-Site", "same-origin"))).StatusCode);
        await (await host.Public.Send(HttpMethod.Post, "/api/statements", Statement, ("Cookie", cookie), ("Sec-Fetch-Site", "cross-site"))).Problem(401, "no-key");
        await (await host.Public.Send(HttpMethod.Post, "/api/statements", Statement, ("Cookie", cookie))).Problem(401, "no-key");
        Assert.Equal(204, (int)(await host.Public.Send(HttpMethod.Delete, "/api/session", null, ("Cookie", cookie))).StatusCode);
        await (await host.Public.Send(HttpMethod.Get, "/api/session", null, ("Cookie", cookie))).Problem(401, "no-key");
    }

    [Fact]
    public async Task Other_origins_read_without_credentials_and_write_only_when_listed()
    {
        var read = await host.Public.Send(HttpMethod.Get, "/api/stories", null, ("Origin", "https://elsewhere.example"));
        Assert.Equal("*", Assert.Single(read.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.False(read.Headers.Contains("Access-Control-Allow-Credentials"));
        await (await host.Admin.Send(HttpMethod.Post, "/api/statements", Statement, ("Origin", "https://elsewhere.example"))).Problem(403, "forbidden-origin");
        Assert.Equal(201, (int)(await host.Admin.Send(HttpMethod.Post, "/api/statements", Statement, ("Origin", "https://desk.example"))).StatusCode);
        var hub = await host.Public.Send(HttpMethod.Post, "/hubs/live/negotiate?negotiateVersion=1", "", ("Origin", "https://elsewhere.example"));
        await hub.Problem(403, "forbidden-origin");
    }

    [Fact]
    public async Task A_preflight_says_what_an_origin_may_do()
    {
        var listed = await host.Public.Send(HttpMethod.Options, "/api/statements", null, ("Origin", "https://desk.example"), ("Access-Control-Request-Method", "POST"));
        Assert.Equal((204, "https://desk.example"), ((int)listed.StatusCode, Assert.Single(listed.Headers.GetValues("Access-Control-Allow-Origin"))));
        var other = await host.Public.Send(HttpMethod.Options, "/api/statements", null, ("Origin", "https://elsewhere.example"), ("Access-Control-Request-Method", "POST"));
        Assert.Equal(403, (int)other.StatusCode);
    }
}
