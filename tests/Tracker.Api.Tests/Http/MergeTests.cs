using System.Text.Json;
using Xunit;

namespace Tracker.ApiTests.Http;

[Collection(HostCollection.Name)]
public class MergeTests(Host host)
{
    [Fact]
    public async Task The_stories_that_name_the_actor_learn_of_it()
    {
        await Actors("merge-1-old", "merge-1-new");
        await host.Admin.Stored(HttpMethod.Post, "/api/stories", """{"id":"merge-1-a","title":"A"}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/stories", """{"id":"merge-1-b","title":"B"}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/stories", """{"id":"merge-1-c","title":"C"}""");
        await Say("merge-1-x", "merge-1-a", "merge-1-old");
        await host.Admin.Stored(HttpMethod.Post, "/api/statements", """{"id":"merge-1-y","story":"merge-1-b","speakers":["ann"],"to":["merge-1-old"],"text":"y"}""");
        await Say("merge-1-z", "merge-1-c", "merge-1-new");
        var receipt = await Merge("merge-1-old", "merge-1-new");
        Assert.Equal(("actor/merge-1-old", 2), (receipt.Text("entity"), receipt.Int("version")));
        var merged = Assert.Single(await host.Public.Told("touches=actor/merge-1-new&kinds=actor.merged"));
        Assert.Equal(["actor/merge-1-new", "actor/merge-1-old", "story/merge-1-a", "story/merge-1-b"], merged.Texts("touches").Order(StringComparer.Ordinal));
        Assert.Equal(("merge-1-new", "the same", "admin"), (merged.GetProperty("data").Text("into"), merged.GetProperty("data").Text("reason"), merged.GetProperty("data").Text("by")));
    }

    [Fact]
    public async Task Positions_move_to_the_one_that_it_is()
    {
        await Actors("merge-2-old", "merge-2-new");
        await host.Admin.Stored(HttpMethod.Post, "/api/topics", """{"id":"merge-2","story":"talks","title":"Two"}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/statements", """{"id":"merge-2","story":"talks","speakers":["merge-2-old"],"text":"x","positions":[{"topic":"merge-2","stance":"supports"}]}""");
        await host.Public.Told("touches=topic/merge-2&kinds=position.changed");
        await Merge("merge-2-old", "merge-2-new");
        var moved = await host.Public.Told("touches=topic/merge-2&kinds=position.changed", 3);
        Assert.Contains(moved.Skip(1), item => item.GetProperty("data").Text("actor") == "merge-2-new" && item.GetProperty("data").TryGetProperty("cell", out _));
        Assert.Contains(moved.Skip(1), item => item.GetProperty("data").Text("actor") == "merge-2-old" && !item.GetProperty("data").TryGetProperty("cell", out _));
    }

    [Fact]
    public async Task From_then_on_its_id_and_its_names_mean_the_other_one()
    {
        await Actors("merge-3-old", "merge-3-mid", "merge-3-new");
        await Merge("merge-3-old", "merge-3-mid");
        await Merge("merge-3-mid", "merge-3-new");
        var match = Assert.Single((await host.Public.Get("/api/names?q=Name%20of%20merge-3-old")).GetProperty("items").EnumerateArray());
        Assert.Equal(("actor/merge-3-new", "Name of merge-3-old"), (match.Text("entity"), match.Text("name")));
        await host.Admin.Stored(HttpMethod.Post, "/api/statements", """
            {"id":"merge-3","story":"talks","speakers":["merge-3-old",{"name":"Name of merge-3-mid"}],"onBehalfOf":["merge-3-mid"],"to":["merge-3-old","merge-3-new"],"reportedBy":["merge-3-old"],
             "platform":"merge-3-mid","text":"x","about":{"actors":["merge-3-old"]},"positions":[{"topic":"truce","stance":"conditional","conditions":[{"text":"c","about":"actor/merge-3-old"}]}]}
            """);
        var statement = (await host.Public.Told("touches=statement/merge-3&kinds=statement.added"))[0].GetProperty("data").GetProperty("statement");
        foreach (var field in new[] { "speakers", "onBehalfOf", "to", "reportedBy", "holders" }) Assert.Equal("merge-3-new", Assert.Single(statement.Texts(field)));
        Assert.Equal(("merge-3-new", "merge-3-new"), (statement.Text("platform"), Assert.Single(statement.GetProperty("about").Texts("actors"))));
        Assert.Equal("actor/merge-3-new", statement.GetProperty("positions")[0].GetProperty("conditions")[0].Text("about"));
    }

    [Fact]
    public async Task Acts_and_participations_name_the_other_one_too()
    {
        await Actors("merge-4-old", "merge-4-new");
        await Merge("merge-4-old", "merge-4-new");
        await host.Admin.Stored(HttpMethod.Post, "/api/acts", """
            {"id":"merge-4","story":"talks","kind":"measure","actors":["merge-4-old","merge-4-new"],"targets":[{"name":"Name of merge-4-old"}],"text":"x",
             "positions":[{"actor":"merge-4-old","topic":"truce","stance":"supports"}]}
            """);
        var act = (await host.Public.Told("touches=act/merge-4"))[0].GetProperty("data").GetProperty("act");
        Assert.Equal(("merge-4-new", "merge-4-new", "merge-4-new"), (Assert.Single(act.Texts("actors")), Assert.Single(act.Texts("targets")), act.GetProperty("positions")[0].Text("actor")));
        await host.Admin.Stored(HttpMethod.Post, "/api/meetings", """{"id":"merge-4","story":"talks","name":"Round","participants":[{"actor":"merge-4-old"}]}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/meetings/merge-4/participants", """{"actor":"merge-4-old","attendance":"present"}""");
        var told = await host.Public.Told("touches=meeting/merge-4", 2);
        Assert.Equal("merge-4-new", Assert.Single(told[0].GetProperty("data").GetProperty("participants").EnumerateArray()).Text("actor"));
        Assert.Equal(("merge-4-new", "merge-4-new"), (told[1].GetProperty("data").GetProperty("from").Text("actor"), told[1].GetProperty("data").GetProperty("to").Text("actor")));
        await host.Admin.Stored(HttpMethod.Post, "/api/claims", """{"id":"merge-4","about":"meeting/merge-4","field":"participants.merge-4-old","value":"absent"}""");
        Assert.Equal("participants.merge-4-new", (await host.Public.Told("touches=claim/merge-4"))[0].GetProperty("data").GetProperty("claim").Text("field"));
    }

    [Fact]
    public async Task One_that_was_given_twice_is_still_refused()
    {
        await Actors("merge-5-old", "merge-5-new");
        await Merge("merge-5-old", "merge-5-new");
        await (await host.Admin.Send(HttpMethod.Post, "/api/statements", """{"story":"talks","speakers":["merge-5-old","merge-5-old"],"text":"x"}""")).Problem(400, "invalid");
    }

    [Fact]
    public async Task Said_twice_it_is_once_and_another_goal_is_refused()
    {
        await Actors("merge-6-old", "merge-6-new", "merge-6-other");
        const string json = """{"id":"m-1","into":"merge-6-new","reason":"the same"}""";
        var first = await host.Admin.Stored(HttpMethod.Post, "/api/actors/merge-6-old/merge", json);
        var same = await host.Admin.Send(HttpMethod.Post, "/api/actors/merge-6-old/merge", """{"into":"merge-6-new","reason":"again"}""");
        Assert.Equal((200, first.Text("hash")), ((int)same.StatusCode, (await same.Json()).Text("hash")));
        var retried = await host.Admin.Send(HttpMethod.Post, "/api/actors/merge-6-old/merge", json);
        Assert.Equal("true", Assert.Single(retried.Headers.GetValues("Idempotency-Replayed")));
        await (await host.Admin.Send(HttpMethod.Post, "/api/actors/merge-6-old/merge", """{"id":"m-1","into":"merge-6-other","reason":"the same"}""")).Problem(409, "id-taken");
        await (await host.Admin.Send(HttpMethod.Post, "/api/actors/merge-6-old/merge", """{"into":"merge-6-other","reason":"x"}""")).Problem(409, "merged");
        await (await host.Admin.Send(HttpMethod.Put, "/api/actors/merge-6-old", """{"kind":"person","name":"Renamed"}""")).Problem(409, "merged");
    }

    [Theory]
    [InlineData("merge-7", """{"into":"merge-7","reason":"x"}""", 400, "invalid")]
    [InlineData("merge-7", """{"into":"none","reason":"x"}""", 422, "unknown-actor")]
    [InlineData("merge-7", """{"into":"NOT AN ID","reason":"x"}""", 400, "invalid")]
    [InlineData("merge-7", """{"into":"merge-7-b","reason":" "}""", 400, "reason-needed")]
    [InlineData("merge-7", """{"into":"merge-7-b"}""", 400, "invalid")]
    [InlineData("merge-7", """{"reason":"x"}""", 400, "invalid")]
    [InlineData("none", """{"into":"merge-7","reason":"x"}""", 404, "not-found")]
    [InlineData("NOT-AN-ID", """{"into":"merge-7","reason":"x"}""", 404, "not-found")]
    public async Task A_merge_that_cannot_be_is_refused(string actor, string json, int status, string code)
    {
        await Actors("merge-7", "merge-7-b");
        await (await host.Admin.Send(HttpMethod.Post, $"/api/actors/{actor}/merge", json)).Problem(status, code);
    }

    [Fact]
    public async Task Merging_needs_scope_edit_and_can_be_tried_dry_and_on_a_version()
    {
        await Actors("merge-8-old", "merge-8-new");
        const string json = """{"into":"merge-8-new","reason":"x"}""";
        await (await host.Public.Send(HttpMethod.Post, "/api/actors/merge-8-old/merge", json)).Problem(401, "no-key");
        await (await (await host.Desk("post")).Send(HttpMethod.Post, "/api/actors/merge-8-old/merge", json)).Problem(403, "no-scope");
        var dry = await host.Admin.Stored(HttpMethod.Post, "/api/actors/merge-8-old/merge?dryRun=true", json);
        Assert.Equal("actor.merged", Assert.Single(dry.GetProperty("records").EnumerateArray()).Text("kind"));
        await (await host.Admin.Send(HttpMethod.Post, "/api/actors/merge-8-old/merge", json, ("If-Match", "7"))).Problem(412, "stale");
        await host.Admin.Stored(HttpMethod.Post, "/api/actors/merge-8-old/merge", json, ("If-Match", "1"));
    }

    [Fact]
    public async Task Nobody_is_merged_into_themselves_through_others()
    {
        await Actors("merge-9-a", "merge-9-b", "merge-9-c");
        await Merge("merge-9-a", "merge-9-b");
        await Merge("merge-9-b", "merge-9-c");
        await (await host.Admin.Send(HttpMethod.Post, "/api/actors/merge-9-c/merge", """{"into":"merge-9-a","reason":"x"}""")).Problem(409, "circle");
    }

    [Fact]
    public async Task Two_merges_at_the_same_moment_close_no_circle()
    {
        var pairs = Enumerable.Range(0, 12).Select(i => ("merge-10-a" + i, "merge-10-b" + i)).ToList();
        await Actors([.. pairs.SelectMany(pair => new[] { pair.Item1, pair.Item2 })]);
        await Task.WhenAll(pairs.Select(async pair =>
        {
            var answers = await Task.WhenAll(new[] { pair, (pair.Item2, pair.Item1) }.Select(
                one => host.Admin.Send(HttpMethod.Post, $"/api/actors/{one.Item1}/merge", JsonSerializer.Serialize(new { into = one.Item2, reason = "x" }))));
            Assert.Equal([201, 409], answers.Select(answer => (int)answer.StatusCode).Order());
        }));
    }

    async Task Actors(params string[] ids)
    {
        foreach (var id in ids) await host.Admin.Send(HttpMethod.Post, "/api/actors", $$"""{"id":"{{id}}","kind":"organization","name":"Name of {{id}}"}""");
    }

    Task<JsonElement> Say(string id, string story, string speaker) =>
        host.Admin.Stored(HttpMethod.Post, "/api/statements", JsonSerializer.Serialize(new { id, story, speakers = new[] { speaker }, text = id }));

    Task<JsonElement> Merge(string actor, string into) => host.Admin.Stored(HttpMethod.Post, $"/api/actors/{actor}/merge", JsonSerializer.Serialize(new { into, reason = "the same" }));
}
