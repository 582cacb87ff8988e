using System.Text.Json;
using Xunit;

namespace Tracker.ApiTests.Http;

[Collection(HostCollection.Name)]
public class LinkTests(Host host)
{
    [Fact]
    public async Task A_link_is_a_record_of_its_own_confirmed_by_who_made_it()
    {
        await Statements("link-1-a", "link-1-b");
        var receipt = await Link("link-1-a", """{"to":"link-1-b","kind":"elaborates","topic":"truce"}""");
        Assert.Equal(("link/" + receipt.Text("id"), 1), (receipt.Text("entity"), receipt.Int("version")));
        var linked = Assert.Single(await host.Public.Told("touches=" + receipt.Text("entity")));
        Assert.Equal(("statement.linked", receipt.Text("entity")), (linked.Text("kind"), linked.Text("entity")));
        Assert.Equal([receipt.Text("entity"), "statement/link-1-a", "statement/link-1-b", "story/talks", "topic/truce"], linked.Texts("touches").Order(StringComparer.Ordinal));
        var (data, link) = (linked.GetProperty("data"), linked.GetProperty("data").GetProperty("link"));
        Assert.Equal(("confirmed", "admin", "talks", "statement/link-1-a", "statement/link-1-b", "elaborates"), (data.Text("state"), data.Text("by"), link.Text("story"), link.Text("from"), link.Text("to"), link.Text("kind")));
        var answer = await host.Admin.Send(HttpMethod.Post, "/api/statements/link-1-a/links", """{"to":"statement/link-1-b","kind":"repeats"}""");
        Assert.Equal("/api/links/" + (await answer.Json()).Text("id"), answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_meeting_and_an_act_can_be_what_comes_before_or_decides()
    {
        await Statements("link-2");
        await host.Admin.Stored(HttpMethod.Post, "/api/meetings", """{"id":"link-2","story":"talks","name":"Round"}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/acts", """{"id":"link-2","story":"talks","kind":"measure","actors":["ann"],"text":"x"}""");
        await Link("link-2", """{"to":"meeting/link-2","kind":"precedes"}""");
        await Link("link-2", """{"to":"act/link-2","kind":"condition_met"}""");
        await (await Send("link-2", """{"to":"act/link-2","kind":"accepts"}""")).Problem(400, "invalid");
        await (await Send("link-2", """{"to":"meeting/link-2","kind":"supersedes"}""")).Problem(400, "invalid");
    }

    [Fact]
    public async Task The_same_link_is_not_made_twice_unless_it_was_dismissed()
    {
        await Statements("link-3-a", "link-3-b");
        var first = await Link("link-3-a", """{"to":"link-3-b","kind":"repeats"}""");
        var same = await Send("link-3-a", """{"to":"statement/link-3-b","kind":"repeats","topic":"truce"}""");
        Assert.Equal((200, first.Text("hash")), ((int)same.StatusCode, (await same.Json()).Text("hash")));
        Assert.NotEqual(first.Text("id"), (await Link("link-3-b", """{"to":"link-3-a","kind":"repeats"}""")).Text("id"));
        Assert.NotEqual(first.Text("id"), (await Link("link-3-a", """{"to":"link-3-b","kind":"elaborates"}""")).Text("id"));
        await host.Admin.Stored(HttpMethod.Post, $"/api/links/{first.Text("id")}/dismissal", """{"reason":"x"}""");
        var anew = await Link("link-3-a", """{"to":"link-3-b","kind":"repeats"}""");
        Assert.NotEqual(first.Text("id"), anew.Text("id"));
        Assert.Equal(1, anew.Int("version"));
    }

    [Fact]
    public async Task A_retry_gets_its_first_receipt_also_when_the_link_is_gone_since()
    {
        await Statements("link-4-a", "link-4-b", "link-4-c");
        const string json = """{"id":"l-1","to":"link-4-b","kind":"repeats"}""";
        var first = await Link("link-4-a", json);
        await host.Admin.Stored(HttpMethod.Post, $"/api/links/{first.Text("id")}/dismissal", """{"reason":"x"}""");
        var retried = await Send("link-4-a", json);
        Assert.Equal((200, first.Text("hash")), ((int)retried.StatusCode, (await retried.Json()).Text("hash")));
        await (await Send("link-4-a", """{"id":"l-1","to":"link-4-c","kind":"repeats"}""")).Problem(409, "id-taken");
        await (await Send("link-4-a", """{"id":"NOT AN ID","to":"link-4-c","kind":"repeats"}""")).Problem(400, "invalid");
        var byKey = await host.Admin.Send(HttpMethod.Post, "/api/statements/link-4-a/links", """{"to":"link-4-c","kind":"repeats"}""", ("Idempotency-Key", "link-4"));
        await (await host.Admin.Send(HttpMethod.Post, "/api/statements/link-4-a/links", """{"to":"link-4-c","kind":"elaborates"}""", ("Idempotency-Key", "link-4"))).Problem(422, "key-reused");
        Assert.Equal(201, (int)byKey.StatusCode);
    }

    [Fact]
    public async Task Racing_requests_make_one_link_and_different_ones_all_get_theirs()
    {
        await Statements([.. Enumerable.Range(0, 9).Select(i => "link-5-" + i)]);
        var same = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Send("link-5-0", """{"to":"link-5-1","kind":"repeats"}""")));
        Assert.Single(same, answer => (int)answer.StatusCode == 201);
        Assert.All(same, answer => Assert.InRange((int)answer.StatusCode, 200, 201));
        Assert.Single((await Task.WhenAll(same.Select(answer => answer.Json()))).Select(receipt => receipt.Text("id")).Distinct());
        var different = await Task.WhenAll(Enumerable.Range(2, 4).Select(i => Send("link-5-0", $$"""{"to":"link-5-{{i}}","kind":"repeats"}""")));
        Assert.All(different, answer => Assert.Equal(201, (int)answer.StatusCode));
        Assert.Equal(5, (await host.Public.Told("touches=statement/link-5-0&kinds=statement.linked", 5)).Count);
    }

    [Theory]
    [InlineData("link-6", """{"to":"link-6","kind":"repeats"}""", 400, "invalid")]
    [InlineData("link-6", """{"to":"none","kind":"repeats"}""", 422, "unknown-statement")]
    [InlineData("link-6", """{"to":"meeting/none","kind":"precedes"}""", 422, "unknown-meeting")]
    [InlineData("link-6", """{"to":"act/none","kind":"precedes"}""", 422, "unknown-act")]
    [InlineData("link-6", """{"to":"actor/ann","kind":"precedes"}""", 400, "invalid")]
    [InlineData("link-6", """{"to":"NOT AN ID","kind":"repeats"}""", 400, "invalid")]
    [InlineData("link-6", """{"to":"link-6-b","kind":"likes"}""", 400, "invalid")]
    [InlineData("link-6", """{"to":"link-6-b"}""", 400, "invalid")]
    [InlineData("link-6", """{"kind":"repeats"}""", 400, "invalid")]
    [InlineData("link-6", """{"to":"link-6-b","kind":"repeats","topic":"none"}""", 422, "unknown-topic")]
    [InlineData("none", """{"to":"link-6-b","kind":"repeats"}""", 404, "not-found")]
    [InlineData("NOT-AN-ID", """{"to":"link-6-b","kind":"repeats"}""", 404, "not-found")]
    public async Task A_link_that_cannot_be_is_refused(string from, string json, int status, string code)
    {
        await Statements("link-6", "link-6-b");
        await (await Send(from, json)).Problem(status, code);
    }

    [Fact]
    public async Task A_rules_proposal_is_the_same_link_and_an_editor_confirms_or_dismisses_it()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/topics", """{"id":"link-7","story":"talks","title":"Seven"}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/statements", """{"id":"link-7-a","story":"talks","speakers":["ann"],"text":"x","positions":[{"topic":"link-7","stance":"supports"}]}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/statements", """{"id":"link-7-b","story":"talks","speakers":["ann"],"text":"y","positions":[{"topic":"link-7","stance":"rejects"}]}""");
        var proposed = (await host.Public.Told("touches=topic/link-7&kinds=statement.linked"))[0];
        var link = proposed.GetProperty("data").GetProperty("link");
        Assert.Equal(("proposed", "contradicts"), (proposed.GetProperty("data").Text("state"), link.Text("kind")));
        var same = await Send(Domain.Ref.IdOf(link.Text("from")), JsonSerializer.Serialize(new { to = link.Text("to"), kind = "contradicts" }));
        Assert.Equal((200, proposed.Text("entity")), ((int)same.StatusCode, (await same.Json()).Text("entity")));
        var path = "/api/links/" + Domain.Ref.IdOf(proposed.Text("entity"));
        var confirmed = await host.Admin.Stored(HttpMethod.Post, path + "/confirmation", "{}");
        Assert.Equal(2, confirmed.Int("version"));
        var again = await host.Admin.Send(HttpMethod.Post, path + "/confirmation", """{"reason":"x"}""");
        Assert.Equal((200, confirmed.Text("hash")), ((int)again.StatusCode, (await again.Json()).Text("hash")));
        const string dismissal = """{"id":"d-1","reason":"misread"}""";
        var dismissed = await host.Admin.Stored(HttpMethod.Post, path + "/dismissal", dismissal);
        await host.Admin.Stored(HttpMethod.Post, path + "/confirmation", """{"reason":"after all"}""");
        var retried = await host.Admin.Send(HttpMethod.Post, path + "/dismissal", dismissal);
        Assert.Equal((200, dismissed.Text("hash")), ((int)retried.StatusCode, (await retried.Json()).Text("hash")));
        await (await host.Admin.Send(HttpMethod.Post, path + "/dismissal", """{"id":"d-1","reason":"another"}""")).Problem(409, "id-taken");
        await (await host.Admin.Send(HttpMethod.Post, path + "/dismissal", """{"reason":"x"}""", ("If-Match", "2"))).Problem(412, "stale");
        Assert.Equal(["statement.linked", "link.confirmed", "link.dismissed", "link.confirmed"], (await host.Public.Told("touches=" + proposed.Text("entity"), 4)).Select(item => item.Text("kind")));
    }

    [Theory]
    [InlineData("none/confirmation", "{}", 404, "not-found")]
    [InlineData("NOT-AN-ID/confirmation", "{}", 404, "not-found")]
    [InlineData("none/dismissal", """{"reason":"x"}""", 404, "not-found")]
    [InlineData("LINK/dismissal", """{"reason":" "}""", 400, "reason-needed")]
    [InlineData("LINK/dismissal", "{}", 400, "invalid")]
    [InlineData("LINK/confirmation", """{"id":"NOT AN ID"}""", 400, "invalid")]
    public async Task Deciding_needs_a_link_and_dismissing_a_reason(string path, string json, int status, string code)
    {
        await Statements("link-8-a", "link-8-b");
        var link = (await (await Send("link-8-a", """{"to":"link-8-b","kind":"repeats"}""")).Json()).Text("id");
        await (await host.Admin.Send(HttpMethod.Post, "/api/links/" + path.Replace("LINK", link, StringComparison.Ordinal), json)).Problem(status, code);
    }

    [Fact]
    public async Task Links_need_scope_edit()
    {
        await Statements("link-9-a", "link-9-b");
        var desk = await host.Desk("post");
        await (await desk.Send(HttpMethod.Post, "/api/statements/link-9-a/links", """{"to":"link-9-b","kind":"repeats"}""")).Problem(403, "no-scope");
        await (await desk.Send(HttpMethod.Post, "/api/links/none/confirmation", "{}")).Problem(403, "no-scope");
        await (await desk.Send(HttpMethod.Post, "/api/links/none/dismissal", """{"reason":"x"}""")).Problem(403, "no-scope");
        await (await host.Public.Send(HttpMethod.Post, "/api/links/none/dismissal", """{"reason":"x"}""")).Problem(401, "no-key");
        await (await host.Desk("edit")).Stored(HttpMethod.Post, "/api/statements/link-9-a/links", """{"to":"link-9-b","kind":"repeats"}""");
    }

    [Fact]
    public async Task A_dry_run_says_the_link_and_makes_none()
    {
        await Statements("link-10-a", "link-10-b");
        const string json = """{"to":"link-10-b","kind":"repeats"}""";
        var dry = await host.Admin.Stored(HttpMethod.Post, "/api/statements/link-10-a/links?dryRun=true", json);
        Assert.Equal("statement.linked", Assert.Single(dry.GetProperty("records").EnumerateArray()).Text("kind"));
        var made = await Link("link-10-a", json);
        Assert.Equal(1, made.Int("version"));
        Assert.Empty((await host.Admin.Stored(HttpMethod.Post, "/api/statements/link-10-a/links?dryRun=true", json)).GetProperty("records").EnumerateArray());
    }

    [Fact]
    public async Task Nothing_supersedes_itself_through_others()
    {
        await Statements("link-11-a", "link-11-b", "link-11-c");
        var ab = await Link("link-11-a", """{"to":"link-11-b","kind":"supersedes"}""");
        await Link("link-11-b", """{"to":"link-11-c","kind":"supersedes"}""");
        await (await Send("link-11-c", """{"to":"link-11-a","kind":"supersedes"}""")).Problem(409, "circle");
        await (await Send("link-11-b", """{"to":"link-11-a","kind":"supersedes"}""")).Problem(409, "circle");
        await Link("link-11-c", """{"to":"link-11-a","kind":"repeats"}""");
        await host.Admin.Stored(HttpMethod.Post, $"/api/links/{ab.Text("id")}/dismissal", """{"reason":"x"}""");
        await Link("link-11-c", """{"to":"link-11-a","kind":"supersedes"}""");
        await (await host.Admin.Send(HttpMethod.Post, $"/api/links/{ab.Text("id")}/confirmation", "{}")).Problem(409, "circle");
    }

    [Fact]
    public async Task Two_links_at_the_same_moment_close_no_circle()
    {
        var pairs = Enumerable.Range(0, 12).Select(i => ("link-12-a" + i, "link-12-b" + i)).ToList();
        await Statements([.. pairs.SelectMany(pair => new[] { pair.Item1, pair.Item2 })]);
        await Task.WhenAll(pairs.Select(async pair =>
        {
            var answers = await Task.WhenAll(
                Send(pair.Item1, $$"""{"to":"{{pair.Item2}}","kind":"supersedes"}"""), Send(pair.Item2, $$"""{"to":"{{pair.Item1}}","kind":"supersedes"}"""));
            Assert.Equal([201, 409], answers.Select(answer => (int)answer.StatusCode).Order());
        }));
    }

    [Fact]
    public async Task Confirming_two_at_the_same_moment_closes_no_circle()
    {
        var pairs = Enumerable.Range(0, 12).Select(i => ("link-13-a" + i, "link-13-b" + i)).ToList();
        await Statements([.. pairs.SelectMany(pair => new[] { pair.Item1, pair.Item2 })]);
        var links = new List<(string There, string Back)>();
        foreach (var (a, b) in pairs)
        {
            var there = (await Link(a, $$"""{"to":"{{b}}","kind":"supersedes"}""")).Text("id");
            await host.Admin.Stored(HttpMethod.Post, $"/api/links/{there}/dismissal", """{"reason":"x"}""");
            var back = (await Link(b, $$"""{"to":"{{a}}","kind":"supersedes"}""")).Text("id");
            await host.Admin.Stored(HttpMethod.Post, $"/api/links/{back}/dismissal", """{"reason":"x"}""");
            links.Add((there, back));
        }
        await Task.WhenAll(links.Select(async pair =>
        {
            var answers = await Task.WhenAll(new[] { pair.There, pair.Back }.Select(link => host.Admin.Send(HttpMethod.Post, $"/api/links/{link}/confirmation", "{}")));
            Assert.Equal([201, 409], answers.Select(answer => (int)answer.StatusCode).Order());
        }));
    }

    async Task Statements(params string[] ids)
    {
        foreach (var id in ids) await host.Admin.Send(HttpMethod.Post, "/api/statements", $$"""{"id":"{{id}}","story":"talks","speakers":["ann"],"text":"{{id}}"}""");
    }

    Task<HttpResponseMessage> Send(string from, string json) => host.Admin.Send(HttpMethod.Post, $"/api/statements/{from}/links", json);

    Task<JsonElement> Link(string from, string json) => host.Admin.Stored(HttpMethod.Post, $"/api/statements/{from}/links", json);
}
