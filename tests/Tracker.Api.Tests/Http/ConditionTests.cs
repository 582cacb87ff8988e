using Xunit;

namespace Tracker.ApiTests.Http;

[Collection(HostCollection.Name)]
public class ConditionTests(Host host)
{
    [Fact]
    public async Task An_editor_decides_on_evidence_and_opens_it_again()
    {
        var condition = await Opened("cond-1");
        await host.Admin.Stored(HttpMethod.Post, "/api/acts", """{"id":"cond-1","story":"talks","kind":"acceptance_by_conduct","actors":["bob"],"text":"x"}""");
        var receipt = await host.Admin.Stored(HttpMethod.Post, $"/api/conditions/{condition}/resolution", """{"state":"met","reason":"the cranes are there","evidence":["statement/cond-1","act/cond-1"]}""");
        Assert.Equal(("condition/" + condition, 2), (receipt.Text("entity"), receipt.Int("version")));
        var again = await host.Admin.Stored(HttpMethod.Post, $"/api/conditions/{condition}/resolution", """{"state":"open","reason":"too soon"}""");
        Assert.Equal(3, again.Int("version"));
        var told = await host.Public.Told("touches=condition/" + condition, 3);
        Assert.Equal(["condition.opened", "condition.resolved", "condition.opened"], told.Select(item => item.Text("kind")));
        var resolved = told[1].GetProperty("data");
        Assert.Equal(("met", "the cranes are there", "admin"), (resolved.Text("state"), resolved.Text("reason"), resolved.Text("by")));
        Assert.Equal(["statement/cond-1", "act/cond-1"], resolved.Texts("evidence"));
        Assert.Superset(new HashSet<string>(["story/talks", "actor/ann", "act/cond-1"]), told[1].Texts("touches").ToHashSet());
        Assert.Equal("too soon", told[2].GetProperty("data").Text("reason"));
    }

    [Fact]
    public async Task Said_twice_it_is_once_and_a_retry_gets_its_first_receipt()
    {
        var path = $"/api/conditions/{await Opened("cond-2")}/resolution";
        const string json = """{"id":"r-1","state":"failed","reason":"x"}""";
        var first = await host.Admin.Stored(HttpMethod.Post, path, json);
        var same = await host.Admin.Send(HttpMethod.Post, path, """{"state":"failed","reason":"y"}""");
        Assert.Equal((200, first.Text("hash")), ((int)same.StatusCode, (await same.Json()).Text("hash")));
        await host.Admin.Stored(HttpMethod.Post, path, """{"state":"met","reason":"z"}""");
        var retried = await host.Admin.Send(HttpMethod.Post, path, json);
        Assert.Equal((200, first.Text("hash")), ((int)retried.StatusCode, (await retried.Json()).Text("hash")));
        await (await host.Admin.Send(HttpMethod.Post, path, json.Replace("failed", "lapsed", StringComparison.Ordinal))).Problem(409, "id-taken");
        await (await host.Admin.Send(HttpMethod.Post, path, """{"state":"lapsed","reason":"x"}""", ("If-Match", "1"))).Problem(412, "stale");
        var dry = await host.Admin.Stored(HttpMethod.Post, path + "?dryRun=true", """{"state":"lapsed","reason":"x"}""");
        Assert.Equal("condition.resolved", Assert.Single(dry.GetProperty("records").EnumerateArray()).Text("kind"));
        Assert.Equal(3, (await host.Admin.Stored(HttpMethod.Post, path, """{"state":"met","reason":"again"}""")).Int("version"));
    }

    [Theory]
    [InlineData("""{"state":"met"}""", 400, "invalid")]
    [InlineData("""{"state":"met","reason":" "}""", 400, "reason-needed")]
    [InlineData("""{"reason":"x"}""", 400, "invalid")]
    [InlineData("""{"state":"perhaps","reason":"x"}""", 400, "invalid")]
    [InlineData("""{"state":"met","reason":"x","evidence":["statement/none"]}""", 422, "unknown-statement")]
    [InlineData("""{"state":"met","reason":"x","evidence":["act/none"]}""", 422, "unknown-act")]
    [InlineData("""{"state":"met","reason":"x","evidence":["meeting/none"]}""", 400, "invalid")]
    [InlineData("""{"state":"met","reason":"x","evidence":["statement/cond-3","statement/cond-3"]}""", 400, "invalid")]
    public async Task A_resolution_that_cannot_be_is_refused(string json, int status, string code)
    {
        var condition = await Opened("cond-3");
        await (await host.Admin.Send(HttpMethod.Post, $"/api/conditions/{condition}/resolution", json)).Problem(status, code);
    }

    [Fact]
    public async Task A_condition_must_be_there_and_deciding_needs_scope_edit()
    {
        await (await host.Admin.Send(HttpMethod.Post, "/api/conditions/none/resolution", """{"state":"met","reason":"x"}""")).Problem(404, "not-found");
        await (await host.Admin.Send(HttpMethod.Post, "/api/conditions/NOT-AN-ID/resolution", """{"state":"met","reason":"x"}""")).Problem(404, "not-found");
        await (await host.Public.Send(HttpMethod.Post, "/api/conditions/none/resolution", """{"state":"met","reason":"x"}""")).Problem(401, "no-key");
        await (await (await host.Desk("post")).Send(HttpMethod.Post, "/api/conditions/none/resolution", """{"state":"met","reason":"x"}""")).Problem(403, "no-scope");
    }

    /// <summary>The id of a condition that a statement makes; made once per name.</summary>
    async Task<string> Opened(string name)
    {
        await host.Admin.Send(HttpMethod.Post, "/api/topics", $$"""{"id":"{{name}}","story":"talks","title":"{{name}}"}""");
        await host.Admin.Send(HttpMethod.Post, "/api/statements", $$"""
            {"id":"{{name}}","story":"talks","speakers":["ann"],"text":"Only if.","positions":[{"topic":"{{name}}","stance":"conditional","conditions":[{"text":"the cranes are renewed"}]}]}
            """);
        return Domain.Ref.IdOf((await host.Public.Told($"touches=topic/{name}&kinds=condition.opened"))[0].Text("entity"));
    }
}
