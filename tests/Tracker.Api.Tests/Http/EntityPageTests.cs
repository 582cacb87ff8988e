using System.Text.Json;
using Xunit;

namespace Tracker.ApiTests.Http;

/// <summary><c>GET /api/{kind}/{id}/page</c> and <c>GET /api/stories?with=summary</c>.</summary>
[Collection(HostCollection.Name)]
public class EntityPageTests(Host host)
{
    static readonly string[] Lily = ["lily"];

    /// <summary>A cursor behind everything that this test has written, and the index has it.</summary>
    async Task<string> HeadAsync()
    {
        var head = (await host.Admin.Make("/api/actors", new { kind = "person", name = "A mark" })).Text("cursor");
        await host.Public.Get("/api/stories?limit=1&atLeast=" + head);
        return head;
    }

    [Fact]
    public async Task An_actors_page_has_its_positions_over_all_stories_and_how_they_moved()
    {
        await host.Admin.Make("/api/actors", new { id = "lily", kind = "person", name = "Lily" });
        foreach (var story in new[] { "leaf-a", "leaf-b" })
        {
            await host.Admin.Make("/api/stories", new { id = story, title = "Story " + story });
            await host.Admin.Make("/api/topics", new { id = story + "-t", story, title = "Topic of " + story });
        }
        await host.Admin.Make("/api/statements", new { id = "leaf-1", story = "leaf-a", speakers = Lily, text = "No.", positions = new[] { new { topic = "leaf-a-t", stance = "rejects" } } });
        var first = (await host.Admin.Told("kinds=position.changed&touches=actor/lily"))[^1];
        await host.Admin.Make("/api/statements", new { id = "leaf-2", story = "leaf-a", speakers = Lily, text = "Well, yes.", positions = new[] { new { topic = "leaf-a-t", stance = "supports" } } });
        await host.Admin.Make("/api/statements", new { id = "leaf-3", story = "leaf-b", speakers = Lily, text = "If you like.", positions = new[] { new { topic = "leaf-b-t", stance = "conditional" } } });
        await host.Admin.Told("kinds=position.changed&touches=actor/lily", 3);
        var page = await host.Public.Get("/api/actors/lily/page?atLeast=" + await HeadAsync());

        Assert.Equal(("actor/lily", "Lily"), (page.Text("of"), page.GetProperty("document").Text("name")));
        Assert.Equal([("leaf-a", "supports"), ("leaf-b", "conditional")], page.GetProperty("positions").EnumerateArray().Select(held => (held.Text("story"), held.GetProperty("cell").Text("stance"))).Order());
        var moves = page.GetProperty("moves").EnumerateArray().Where(move => move.Text("story") == "leaf-a").ToList();
        Assert.Equal(["supports", "rejects"], moves.Select(move => move.GetProperty("to").Text("stance")));
        Assert.Equal("rejects", moves[0].GetProperty("from").Text("stance"));
        Assert.Equal(["leaf-3", "leaf-2", "leaf-1"], page.GetProperty("statements").EnumerateArray().Select(statement => statement.Text("id")));
        Assert.Equal(["leaf-a", "leaf-b"], page.GetProperty("stories").EnumerateArray().Select(story => story.Text("id")));
        Assert.Equal(["leaf-a-t", "leaf-b-t"], page.GetProperty("topics").EnumerateArray().Select(topic => topic.Text("id")));

        var then = await host.Public.Get($"/api/actors/lily/page?asOf={first.GetProperty("position").GetInt64()}");
        Assert.Equal("rejects", Assert.Single(then.GetProperty("positions").EnumerateArray()).GetProperty("cell").Text("stance"));
        Assert.Single(then.GetProperty("statements").EnumerateArray());
        Assert.EndsWith(":" + first.GetProperty("position").GetInt64(), then.Text("cursor"), StringComparison.Ordinal);
        await (await host.Public.Send(HttpMethod.Get, "/api/actors/lily/page?asOf=1")).Problem(404, "not-found");

        var topic = await host.Public.Get("/api/topics/leaf-a-t/page");
        Assert.Equal("lily", Assert.Single(topic.GetProperty("positions").EnumerateArray()).GetProperty("cell").Text("actor"));
    }

    [Fact]
    public async Task The_history_has_old_and_new_values_who_and_why()
    {
        await host.Admin.Make("/api/meetings", new { id = "leaf-m", story = "talks", name = "First name", participants = new[] { new { actor = "ann", attendance = "invited" } } });
        await host.Admin.Stored(HttpMethod.Put, "/api/meetings/leaf-m", """{"story":"talks","name":"Second name"}""");
        await host.Admin.Make("/api/meetings/leaf-m/participants", new { actor = "ann", attendance = "declined" });
        await host.Admin.Make("/api/meetings/leaf-m/status", new { status = "cancelled", reason = "nobody came" });
        var page = await host.Public.Get("/api/meetings/leaf-m/page?atLeast=" + await HeadAsync());
        var history = page.GetProperty("history").EnumerateArray().ToList();
        Assert.Equal(["meeting.status_changed", "meeting.participation_changed", "meeting.revised", "meeting.created"], history.Select(entry => entry.Text("kind")));
        Assert.Equal(("admin", "nobody came"), (history[0].Text("by"), history[0].Text("reason")));
        Assert.Equal("""{"status":{"old":"proposed","new":"cancelled"}}""", history[0].GetProperty("changes").GetRawText());
        Assert.Equal("""{"participants.ann":{"old":"invited","new":"declined"}}""", history[1].GetProperty("changes").GetRawText());
        Assert.Equal("""{"name":{"old":"First name","new":"Second name"}}""", history[2].GetProperty("changes").GetRawText());
        Assert.False(history[3].TryGetProperty("changes", out _));
    }

    [Fact]
    public async Task A_statements_page_has_all_that_stands_around_it_and_no_words_that_were_taken_down()
    {
        await host.Admin.Make("/api/statements", new { id = "ringed", story = "talks", speakers = new[] { "ann" }, text = "Shall we?" });
        await host.Admin.Make("/api/statements", new { id = "ringed-answer", story = "talks", speakers = new[] { "bob" }, text = "We shall.", inReplyTo = "ringed" });
        await host.Admin.Make("/api/statements", new { id = "ringed-part", story = "talks", speakers = new[] { "ann" }, text = "Soon, I mean.", sameUtteranceAs = "ringed" });
        await host.Admin.Make("/api/statements/ringed/links", new { to = "statement/ringed-answer", kind = "agrees_with" });
        var page = await host.Public.Get("/api/statements/ringed/page?atLeast=" + await HeadAsync());
        Assert.Equal(["ringed-answer", "ringed-part"], page.GetProperty("statements").EnumerateArray().Select(statement => statement.Text("id")).Order());
        Assert.Contains(page.GetProperty("links").EnumerateArray(), link => link.Text("kind") == "agrees_with");
        Assert.Equal("ringed", (await host.Public.Get("/api/statements/ringed-answer/page")).GetProperty("statements")[0].Text("id"));

        await host.Admin.Make("/api/statements/ringed/takedown", new { reason = "an order" });
        var gone = await host.Public.Get("/api/statements/ringed/page?atLeast=" + await HeadAsync());
        Assert.True(gone.GetProperty("document").GetProperty("redacted").GetBoolean());
        Assert.DoesNotContain("Shall we", gone.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/actors/there-is-none/page", 404, "not-found")]
    [InlineData("/api/topics/NOT-AN-ID/page", 404, "not-found")]
    [InlineData("/api/actors/ann/page?asOf=never", 400, "invalid")]
    [InlineData("/api/actors/ann/page?clock=wall", 400, "invalid")]
    [InlineData("/api/stories?with=everything", 400, "invalid")]
    [InlineData("/api/actors?with=summary", 400, "invalid")]
    [InlineData("/api/stories?with=summary&limit=51", 400, "invalid")]
    [InlineData("/api/stories?with=summary&asOf=1", 400, "invalid")]
    [InlineData("/api/search?q=x&names=perhaps", 400, "invalid")]
    public async Task What_cannot_be_answered_is_refused(string path, int status, string code) => await (await host.Public.Send(HttpMethod.Get, path)).Problem(status, code);

    [Fact]
    public async Task A_story_in_short_has_the_last_statement_the_next_meeting_and_the_hours()
    {
        await host.Admin.Make("/api/stories", new { id = "brief", title = "In short" });
        await host.Admin.Make("/api/meetings", new { id = "brief-over", story = "brief", name = "Over", status = "concluded", start = "2025-01-01" });
        await host.Admin.Make("/api/meetings", new { id = "brief-late", story = "brief", name = "Later", status = "scheduled", start = "2032-01-01" });
        await host.Admin.Make("/api/meetings", new { id = "brief-next", story = "brief", name = "Next", status = "scheduled", start = "2031-01-01" });
        await host.Admin.Make("/api/statements", new { id = "brief-1", story = "brief", speakers = new[] { "ann" }, text = "One." });
        await host.Admin.Make("/api/statements", new { id = "brief-2", story = "brief", speakers = new[] { "bob" }, onBehalfOf = new[] { "ann" }, text = "Two." });
        var item = await ShortAsync(await HeadAsync());
        Assert.Equal(("brief-2", "brief-next"), (item.GetProperty("statement").Text("id"), item.GetProperty("meeting").Text("id")));
        Assert.Equal(["Ann Example", "Bob Example"], item.GetProperty("actors").EnumerateArray().Select(actor => actor.Text("name")).Order());
        var hours = item.GetProperty("hours").EnumerateArray().Select(hour => hour.GetInt32()).ToList();
        Assert.Equal((24, 2), (hours.Count, hours[^1]));
        await host.Admin.Make("/api/meetings", new { id = "brief-on", story = "brief", name = "On", status = "under_way", start = "2025-06-01" });
        Assert.Equal("brief-on", (await ShortAsync(await HeadAsync())).GetProperty("meeting").Text("id"));

        async Task<JsonElement> ShortAsync(string head) =>
            (await host.Public.Get("/api/stories?with=summary&atLeast=" + head)).GetProperty("items").EnumerateArray().Single(one => one.GetProperty("story").Text("id") == "brief").GetProperty("summary");
    }

    [Fact]
    public async Task A_search_gives_the_names_of_all_that_it_names_when_asked()
    {
        var said = await host.Admin.Make("/api/statements", new { id = "named-hit", story = "talks", speakers = new[] { "bob" }, to = new[] { "ann" }, text = "Quite an unusualword." });
        var found = await host.Public.Get($"/api/search?q=unusualword&names=true&facets=true&atLeast={said.Text("cursor")}");
        Assert.Equal(("Ann Example", "Bob Example", "Talks"), (found.GetProperty("names").Text("actor/ann"), found.GetProperty("names").Text("actor/bob"), found.GetProperty("names").Text("story/talks")));
        Assert.False((await host.Public.Get("/api/search?q=unusualword")).TryGetProperty("names", out _));
    }
}
