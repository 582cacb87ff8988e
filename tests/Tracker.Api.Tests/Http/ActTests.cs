using Xunit;

namespace Tracker.ApiTests.Http;

[Collection(HostCollection.Name)]
public class ActTests(Host host)
{
    [Fact]
    public async Task An_act_has_ids_for_names_and_a_position_of_each_who_acts_and_its_date_is_read_in_the_storys_zone()
    {
        var receipt = await host.Admin.Stored(HttpMethod.Post, "/api/acts", """
            {"id":"act-1","story":"talks","kind":"decision","actors":["bob",{"name":"ann EXAMPLE"}],"targets":[{"name":"The Wire"}],"text":"They sign.","at":"2025-05-16","state":"decided",
             "topics":["truce"],"positions":[{"topic":"truce","stance":"supports"}],"sources":[{"name":"The Wire","locator":"paragraph 3"}],"note":"n"}
            """);
        Assert.Equal(("act-1", "act/act-1", 1), (receipt.Text("id"), receipt.Text("entity"), receipt.Int("version")));
        var added = Assert.Single(await host.Public.Told("touches=act/act-1"));
        Assert.Equal("act.added", added.Text("kind"));
        Assert.Equal(["act/act-1", "actor/ann", "actor/bob", "actor/wire", "story/talks", "topic/truce"], added.Texts("touches").Order(StringComparer.Ordinal));
        var act = added.GetProperty("data").GetProperty("act");
        Assert.Equal(["bob", "ann"], act.Texts("actors"));
        Assert.Equal(["wire"], act.Texts("targets"));
        Assert.Equal(["bob", "ann"], act.GetProperty("positions").EnumerateArray().Select(position => position.Text("actor")));
        Assert.StartsWith("2025-05-16T20:59:59.999", act.Text("atUntil"), StringComparison.Ordinal);
        Assert.Equal("paragraph 3", act.GetProperty("sources")[0].Text("locator"));
        Assert.Equal("decided", added.GetProperty("data").GetProperty("state").Text("state"));
    }

    [Fact]
    public async Task One_of_its_actors_may_take_a_position_alone_also_by_name()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/acts", """
            {"id":"act-alone","story":"talks","kind":"conduct","actors":["bob","ann"],"text":"x","positions":[{"actor":{"name":"Bob Example"},"topic":"truce","stance":"opposes"}]}
            """);
        var position = Assert.Single(Assert.Single(await host.Public.Told("touches=act/act-alone")).GetProperty("data").GetProperty("act").GetProperty("positions").EnumerateArray());
        Assert.Equal(("bob", "opposes"), (position.Text("actor"), position.Text("stance")));
    }

    [Fact]
    public async Task The_same_act_is_made_once_and_another_under_its_id_is_refused()
    {
        const string json = """{"id":"act-once","story":"talks","kind":"measure","actors":["ann"],"text":"Once."}""";
        var first = await host.Admin.Send(HttpMethod.Post, "/api/acts", json);
        var again = await host.Admin.Send(HttpMethod.Post, "/api/acts", json);
        Assert.Equal((201, 200, "true"), ((int)first.StatusCode, (int)again.StatusCode, Assert.Single(again.Headers.GetValues("Idempotency-Replayed"))));
        Assert.Equal((await first.Json()).Text("hash"), (await again.Json()).Text("hash"));
        await (await host.Admin.Send(HttpMethod.Post, "/api/acts", json.Replace("Once", "Twice", StringComparison.Ordinal))).Problem(409, "id-taken");
        Assert.Single(await host.Public.Told("touches=act/act-once"));
    }

    [Fact]
    public async Task Put_creates_and_revises_and_equal_content_writes_nothing()
    {
        const string json = """{"story":"talks","kind":"initiative","actors":["ann"],"text":"First.","state":"planned"}""";
        Assert.Equal(201, (int)(await host.Admin.Send(HttpMethod.Put, "/api/acts/act-put", json)).StatusCode);
        var same = await host.Admin.Send(HttpMethod.Put, "/api/acts/act-put", json);
        Assert.Equal((200, 1), ((int)same.StatusCode, (await same.Json()).Int("version")));
        var revised = await host.Admin.Stored(HttpMethod.Put, "/api/acts/act-put", """{"story":"talks","kind":"initiative","actors":["ann"],"text":"Second."}""", ("If-Match", "1"));
        Assert.Equal(2, revised.Int("version"));
        Assert.Equal(2, (await (await host.Admin.Send(HttpMethod.Put, "/api/acts/act-put", json, ("If-Match", "1"))).Problem(412, "stale")).Int("version"));
        await (await host.Admin.Send(HttpMethod.Put, "/api/acts/act-put", """{"id":"other","story":"talks","kind":"initiative","actors":["ann"],"text":"x"}""")).Problem(400, "invalid");
        var both = await host.Admin.Stored(HttpMethod.Put, "/api/acts/act-put", """{"story":"talks","kind":"initiative","actors":["ann"],"text":"Third.","state":"decided"}""");
        Assert.Equal(4, both.Int("version"));
        Assert.Equal(["act.added", "act.revised", "act.revised", "act.state_changed"], (await host.Public.Told("touches=act/act-put", 4)).Select(item => item.Text("kind")));
    }

    [Fact]
    public async Task A_state_is_kept_with_its_moment_and_its_evidence_and_said_twice_is_one()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/acts", """{"id":"act-state","story":"talks","kind":"measure","actors":["ann"],"text":"x","state":"announced"}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/acts", """{"id":"act-cause","story":"talks","kind":"measure","actors":["bob"],"text":"x"}""");
        const string json = """{"id":"s-1","state":"in_force","at":"2025-06-01","reason":"published","evidence":["act/act-cause"]}""";
        var first = await host.Admin.Stored(HttpMethod.Post, "/api/acts/act-state/state", json);
        Assert.Equal(("act/act-state", 2), (first.Text("entity"), first.Int("version")));
        var same = await host.Admin.Send(HttpMethod.Post, "/api/acts/act-state/state", """{"state":"in_force"}""");
        Assert.Equal((200, first.Text("hash")), ((int)same.StatusCode, (await same.Json()).Text("hash")));
        await host.Admin.Stored(HttpMethod.Post, "/api/acts/act-state/state", """{"state":"suspended"}""");
        var retried = await host.Admin.Send(HttpMethod.Post, "/api/acts/act-state/state", json);
        Assert.Equal((200, first.Text("hash")), ((int)retried.StatusCode, (await retried.Json()).Text("hash")));
        await (await host.Admin.Send(HttpMethod.Post, "/api/acts/act-state/state", json.Replace("in_force", "failed", StringComparison.Ordinal))).Problem(409, "id-taken");
        await (await host.Admin.Send(HttpMethod.Post, "/api/acts/act-state/state", """{"state":"failed"}""", ("If-Match", "1"))).Problem(412, "stale");
        var told = await host.Public.Told("touches=act/act-state&kinds=act.state_changed", 2);
        Assert.Equal(2, told.Count);
        var to = told[0].GetProperty("data").GetProperty("to");
        Assert.Equal(("announced", "in_force", "published", "admin"), (told[0].GetProperty("data").Text("from"), to.Text("state"), to.Text("reason"), to.Text("by")));
        Assert.StartsWith("2025-06-01T20:59:59.999", to.Text("atUntil"), StringComparison.Ordinal);
        Assert.Contains("act/act-cause", told[0].Texts("touches"));
    }

    [Theory]
    [InlineData("""{"story":"talks","kind":"measure","actors":["nobody"],"text":"x"}""", 422, "unknown-actor")]
    [InlineData("""{"story":"talks","kind":"measure","actors":[{"name":"Nobody Atall"}],"text":"x"}""", 422, "unknown-actor")]
    [InlineData("""{"story":"talks","kind":"measure","actors":[{"name":"Example"}],"text":"x"}""", 422, "ambiguous-actor")]
    [InlineData("""{"story":"talks","kind":"measure","actors":["ann"],"targets":["nobody"],"text":"x"}""", 422, "unknown-actor")]
    [InlineData("""{"story":"none","kind":"measure","actors":["ann"],"text":"x"}""", 422, "unknown-story")]
    [InlineData("""{"story":"talks","kind":"measure","actors":["ann"],"text":"x","topics":["none"]}""", 422, "unknown-topic")]
    [InlineData("""{"story":"talks","kind":"measure","actors":["ann"],"text":"x","positions":[{"topic":"none","stance":"supports"}]}""", 422, "unknown-topic")]
    [InlineData("""{"story":"talks","kind":"measure","actors":["ann"],"text":"x","meetings":["none"]}""", 422, "unknown-meeting")]
    [InlineData("""{"story":"talks","kind":"measure","actors":["ann"],"text":"x","evidence":["statement/none"]}""", 422, "unknown-statement")]
    [InlineData("""{"story":"talks","kind":"measure","actors":["ann"],"text":"x","evidence":["act/none"]}""", 422, "unknown-act")]
    [InlineData("""{"story":"talks","kind":"measure","actors":["ann"],"text":"x","evidence":["actor/ann"]}""", 400, "invalid", "evidence[0]")]
    [InlineData("""{"story":"talks","kind":"measure","actors":[],"text":"x"}""", 400, "invalid", "actors")]
    [InlineData("""{"story":"talks","kind":"measure","actors":["ann","ann"],"text":"x"}""", 400, "invalid", "actors")]
    [InlineData("""{"story":"talks","kind":"measure","actors":["ann"],"text":""}""", 400, "invalid", "text")]
    [InlineData("""{"story":"talks","actors":["ann"],"text":"x"}""", 400, "invalid", "kind")]
    [InlineData("""{"story":"talks","kind":"dance","actors":["ann"],"text":"x"}""", 400, "invalid", "kind")]
    [InlineData("""{"story":"talks","kind":"measure","actors":["ann"],"text":"x","state":"over"}""", 400, "invalid", "state")]
    [InlineData("""{"story":"talks","kind":"measure","actors":["ann"],"text":"x","at":"yesterday"}""", 400, "invalid", "at")]
    [InlineData("""{"story":"talks","kind":"measure","actors":["ann"],"text":"x","positions":[{"actor":"bob","topic":"truce","stance":"supports"}]}""", 400, "invalid", "positions[0].actor")]
    [InlineData("""{"story":"talks","kind":"measure","actors":["ann"],"text":"x","positions":[{"topic":"truce","stance":"supports"},{"actor":"ann","topic":"truce","stance":"opposes"}]}""", 400, "invalid", "positions")]
    [InlineData("""{"id":"NOT AN ID","story":"talks","kind":"measure","actors":["ann"],"text":"x"}""", 400, "invalid", "id")]
    [InlineData("""{"story":"talks","kind":"measure","actors":["ann"],"text":"x","mood":"good"}""", 400, "invalid", "mood")]
    public async Task What_an_act_cannot_be_is_refused(string json, int status, string code, string? field = null)
    {
        var problem = await (await host.Admin.Send(HttpMethod.Post, "/api/acts", json)).Problem(status, code);
        if (field is not null) Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [Fact]
    public async Task A_name_that_nobody_carries_can_be_made_an_unreviewed_actor_and_is_the_same_one_throughout_the_act()
    {
        const string json = """
            {"id":"act-new-name","story":"talks","kind":"measure","actors":[{"name":"Dora Nova"}],"text":"x","positions":[{"actor":{"name":"dora nova"},"topic":"truce","stance":"supports"}]}
            """;
        await (await host.Admin.Send(HttpMethod.Post, "/api/acts", json)).Problem(422, "unknown-actor");
        await (await host.Admin.Send(HttpMethod.Post, "/api/acts?onUnknown=perhaps", json)).Problem(400, "invalid");
        await host.Admin.Stored(HttpMethod.Post, "/api/acts?onUnknown=create", json);
        var act = (await host.Public.Told("touches=act/act-new-name"))[^1].GetProperty("data").GetProperty("act");
        var made = Assert.Single(act.Texts("actors"));
        Assert.Equal(made, act.GetProperty("positions")[0].Text("actor"));
        Assert.Equal("actor/" + made, Assert.Single((await host.Public.Get("/api/names?q=Dora%20Nova")).GetProperty("items").EnumerateArray()).Text("entity"));
    }

    [Fact]
    public async Task A_retry_gets_its_first_receipt_although_its_name_fits_several_now()
    {
        const string json = """{"id":"act-name-retry","story":"talks","kind":"measure","actors":[{"name":"Zed Twice"}],"text":"x"}""";
        await host.Admin.Stored(HttpMethod.Post, "/api/actors", """{"id":"zed-1","kind":"organization","name":"Zed Twice"}""");
        var first = await host.Admin.Stored(HttpMethod.Post, "/api/acts", json);
        await host.Admin.Stored(HttpMethod.Post, "/api/actors", """{"id":"zed-2","kind":"organization","name":"Zed Twice"}""");
        var retried = await host.Admin.Send(HttpMethod.Post, "/api/acts", json);
        Assert.Equal((200, first.Text("hash")), ((int)retried.StatusCode, (await retried.Json()).Text("hash")));
        var another = await (await host.Admin.Send(HttpMethod.Post, "/api/acts", json.Replace("act-name-retry", "act-name-new", StringComparison.Ordinal))).Problem(422, "ambiguous-actor");
        Assert.Equal(2, another.GetProperty("nearest").GetArrayLength());
    }

    [Fact]
    public async Task Acts_need_scope_post()
    {
        const string json = """{"id":"act-scope","story":"talks","kind":"measure","actors":["ann"],"text":"x"}""";
        await (await host.Public.Send(HttpMethod.Post, "/api/acts", json)).Problem(401, "no-key");
        var reader = await host.Desk("read");
        await (await reader.Send(HttpMethod.Post, "/api/acts", json)).Problem(403, "no-scope");
        await (await reader.Send(HttpMethod.Put, "/api/acts/act-scope", json)).Problem(403, "no-scope");
        await (await reader.Send(HttpMethod.Post, "/api/acts/act-scope/state", """{"state":"decided"}""")).Problem(403, "no-scope");
        var desk = await host.Desk("post");
        await desk.Stored(HttpMethod.Post, "/api/acts", json);
        await desk.Stored(HttpMethod.Post, "/api/acts/act-scope/state", """{"state":"decided"}""");
    }

    [Fact]
    public async Task A_dry_run_says_the_act_and_stores_nothing()
    {
        var dry = await host.Admin.Stored(HttpMethod.Post, "/api/acts?dryRun=true", """{"id":"act-dry","story":"talks","kind":"measure","actors":["ann"],"text":"x"}""");
        Assert.Equal("act.added", Assert.Single(dry.GetProperty("records").EnumerateArray()).Text("kind"));
        await (await host.Admin.Send(HttpMethod.Post, "/api/acts/act-dry/state", """{"state":"decided"}""")).Problem(404, "not-found");
    }

    [Theory]
    [InlineData("none", """{"state":"decided"}""", 404, "not-found")]
    [InlineData("NOT-AN-ID", """{"state":"decided"}""", 404, "not-found")]
    [InlineData("act-of-states", """{"state":"over"}""", 400, "invalid")]
    [InlineData("act-of-states", """{}""", 400, "invalid")]
    [InlineData("act-of-states", """{"state":"decided","at":"soon"}""", 400, "invalid")]
    [InlineData("act-of-states", """{"state":"decided","evidence":["statement/none"]}""", 422, "unknown-statement")]
    [InlineData("act-of-states", """{"state":"decided","evidence":["act/none"]}""", 422, "unknown-act")]
    public async Task A_state_that_cannot_be_is_refused(string act, string json, int status, string code)
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/acts", """{"id":"act-of-states","story":"talks","kind":"measure","actors":["ann"],"text":"x"}""");
        await (await host.Admin.Send(HttpMethod.Post, $"/api/acts/{act}/state", json)).Problem(status, code);
    }

    [Theory]
    [InlineData("acts")]
    [InlineData("claims")]
    [InlineData("conditions")]
    [InlineData("links")]
    public async Task Lists_are_pages_and_what_is_not_there_is_404(string plural)
    {
        var page = await host.Public.Get($"/api/{plural}?limit=3&story=talks");
        Assert.True(page.TryGetProperty("items", out _) && page.TryGetProperty("next", out _));
        await (await host.Public.Send(HttpMethod.Get, $"/api/{plural}/none")).Problem(404, "not-found");
        await (await host.Public.Send(HttpMethod.Get, $"/api/{plural}?limit=0")).Problem(400, "invalid");
    }
}
