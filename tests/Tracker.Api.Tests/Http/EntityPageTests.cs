using System.Text.Json;
using Xunit;

namespace Tracker.ApiTests.Http;

/// <summary><c>GET /api/{kind}/{id}/page</c> and <c>GET /api/stories?with=summary</c>.</summary>
[Collection(HostCollection.Name)]
public class EntityPageTests(Host host)
{
    static readonly string[] Lily = ["lily"];

    async Task<string> HeadAsync()
    {
        var head = (await host.Public.Get("/api/changes?after=now")).Text("head");
        await host.Public.Get("/api/stories?limit=1&atLeast=" + head);
        return head;
    }

    [Fact]
    public async Task An_actors_page_has_its_positions_over_all_stories_and_how_they_moved()
    {
        await host.Admin.Make("/api/actors", new { id = "lily", kind = "person", name = "Lily" });
        foreach (var story in new[] { "page-a", "page-b" })
        {
            await host.Admin.Make("/api/stories", new { id = story, title = "Story " + story });
            await host.Admin.Make("/api/topics", new { id = story + "-t", story, title = "Topic of " + story });
        }
        await host.Admin.Make("/api/statements", new { id = "page-1", story = "page-a", speakers = Lily, text = "No.", positions = new[] { new { topic = "page-a-t", stance = "rejects" } } });
        var first = (await host.Admin.Told("kinds=position.changed&touches=actor/lily"))[^1];
        await host.Admin.Make("/api/statements", new { id = "page-2", story = "page-a", speakers = Lily, text = "Well, yes.", positions = new[] { new { topic = "page-a-t", stance = "supports" } } });
        await host.Admin.Make("/api/statements", new { id = "page-3", story = "page-b", speakers = Lily, text = "If you like.", positions = new[] { new { topic = "page-b-t", stance = "conditional" } } });
        await host.Admin.Told("kinds=position.changed&touches=actor/lily", 3);
        var page = await host.Public.Get("/api/actors/lily/page?atLeast=" + await HeadAsync());

        Assert.Equal(("actor/lily", "Lily"), (page.Text("of"), page.GetProperty("document").Text("name")));
        Assert.Equal([("page-a", "supports"), ("page-b", "conditional")], page.GetProperty("positions").EnumerateArray().Select(held => (held.Text("story"), held.GetProperty("cell").Text("stance"))).Order());
        var moves = page.GetProperty("moves").EnumerateArray().Where(move => move.Text("story") == "page-a").ToList();
        Assert.Equal(["supports", "rejects"], moves.Select(move => move.GetProperty("to").Text("stance")));
        Assert.Equal("rejects", moves[0].GetProperty("from").Text("stance"));
        Assert.Equal(["page-3", "page-2", "page-1"], page.GetProperty("statements").EnumerateArray().Select(statement => statement.Text("id")));
        Assert.Equal(["page-a", "page-b"], page.GetProperty("stories").EnumerateArray().Select(story => story.Text("id")));
        Assert.Equal(["page-a-t", "page-b-t"], page.GetProperty("topics").EnumerateArray().Select(topic => topic.Text("id")));

        var then = await host.Public.Get($"/api/actors/lily/page?asOf={first.GetProperty("position").GetInt64()}");
        Assert.Equal("rejects", Assert.Single(then.GetProperty("positions").EnumerateArray()).GetProperty("cell").Text("stance"));
        Assert.Single(then.GetProperty("statements").EnumerateArray());
        Assert.EndsWith(":" + first.GetProperty("position").GetInt64(), then.Text("cursor"), StringComparison.Ordinal);
        await (await host.Public.Send(HttpMethod.Get, "/api/actors/lily/page?asOf=1")).Problem(404, "not-found");

        var topic = await host.Public.Get("/api/topics/page-a-t/page");
        Assert.Equal("lily", Assert.Single(topic.GetProperty("positions").EnumerateArray()).GetProperty("cell").Text("actor"));
    }

    [Fact]
    public async Task The_history_has_old_and_new_values_who_and_why()
    {
        await host.Admin.Make("/api/meetings", new { id = "page-m", story = "talks", name = "First name", participants = new[] { new { actor = "ann", attendance = "invited" } } });
        await host.Admin.Stored(HttpMethod.Put, "/api/meetings/page-m", """{"story":"talks","name":"Second name"}""");
        await host.Admin.Make("/api/meetings/page-m/participants", new { actor = "ann", attendance = "declined" });
        await host.Admin.Make("/api/meetings/page-m/status", new { status = "cancelled", reason = "nobody came" });
        var page = await host.Public.Get("/api/meetings/page-m/page?atLeast=" + await HeadAsync());
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
        await host.Admin.Make("/api/statements", new { id = "around", story = "talks", speakers = new[] { "ann" }, text = "Shall we?" });
        await host.Admin.Make("/api/statements", new { id = "around-answer", story = "talks", speakers = new[] { "bob" }, text = "We shall.", inReplyTo = "around" });
        await host.Admin.Make("/api/statements", new { id = "around-part", story = "talks", speakers = new[] { "ann" }, text = "Soon, I mean.", sameUtteranceAs = "around" });
        await host.Admin.Make("/api/statements/around/links", new { to = "statement/around-answer", kind = "agrees_with" });
        var page = await host.Public.Get("/api/statements/around/page?atLeast=" + await HeadAsync());
        Assert.Equal(["around-answer", "around-part"], page.GetProperty("statements").EnumerateArray().Select(statement => statement.Text("id")).Order());
        Assert.Contains(page.GetProperty("links").EnumerateArray(), link => link.Text("kind") == "agrees_with");
        Assert.Equal("around", (await host.Public.Get("/api/statements/around-answer/page")).GetProperty("statements")[0].Text("id"));

        await host.Admin.Make("/api/statements/around/takedown", new { reason = "an order" });
        var gone = await host.Public.Get("/api/statements/around/page?atLeast=" + await HeadAsync());
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
        await host.Admin.Make("/api/stories", new { id = "short", title = "In short" });
        await host.Admin.Make("/api/meetings", new { id = "short-over", story = "short", name = "Over", status = "concluded", start = "2025-01-01" });
        await host.Admin.Make("/api/meetings", new { id = "short-late", story = "short", name = "Later", status = "scheduled", start = "2032-01-01" });
        await host.Admin.Make("/api/meetings", new { id = "short-next", story = "short", name = "Next", status = "scheduled", start = "2031-01-01" });
        await host.Admin.Make("/api/statements", new { id = "short-1", story = "short", speakers = new[] { "ann" }, text = "One." });
        await host.Admin.Make("/api/statements", new { id = "short-2", story = "short", speakers = new[] { "bob" }, onBehalfOf = new[] { "ann" }, text = "Two." });
        var item = await ShortAsync(await HeadAsync());
        Assert.Equal(("short-2", "short-next"), (item.GetProperty("statement").Text("id"), item.GetProperty("meeting").Text("id")));
        Assert.Equal(["Ann Example", "Bob Example"], item.GetProperty("actors").EnumerateArray().Select(actor => actor.Text("name")).Order());
        var hours = item.GetProperty("hours").EnumerateArray().Select(hour => hour.GetInt32()).ToList();
        Assert.Equal((24, 2), (hours.Count, hours[^1]));
        await host.Admin.Make("/api/meetings", new { id = "short-on", story = "short", name = "On", status = "under_way", start = "2025-06-01" });
        Assert.Equal("short-on", (await ShortAsync(await HeadAsync())).GetProperty("meeting").Text("id"));

        async Task<JsonElement> ShortAsync(string head) =>
            (await host.Public.Get("/api/stories?with=summary&atLeast=" + head)).GetProperty("items").EnumerateArray().Single(one => one.GetProperty("story").Text("id") == "short").GetProperty("summary");
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
