using Xunit;

namespace Tracker.ApiTests.Http;

[Collection(HostCollection.Name)]
public class IdempotencyTests(Host host)
{
    const string Body = """{"id":"once-1","story":"talks","speakers":["ann"],"text":"We are ready."}""";

    [Fact]
    public async Task The_same_id_with_the_same_content_answers_the_first_receipt()
    {
        var first = await host.Admin.Send(HttpMethod.Post, "/api/statements", Body);
        var again = await host.Admin.Send(HttpMethod.Post, "/api/statements", Body.Replace("\"text\":\"We", " \"text\" : \"We", StringComparison.Ordinal));
        Assert.Equal((201, 200), ((int)first.StatusCode, (int)again.StatusCode));
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotency-Replayed")));
        Assert.Equal((await first.Json()).Text("hash"), (await again.Json()).Text("hash"));
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_taken()
    {
        await host.Admin.Make("/api/statements", new { id = "once-2", story = "talks", speakers = new[] { "ann" }, text = "One." });
        var other = await host.Admin.Send(HttpMethod.Post, "/api/statements", """{"id":"once-2","story":"talks","speakers":["ann"],"text":"Two."}""");
        await other.Problem(409, "id-taken");
    }

    [Fact]
    public async Task The_header_makes_a_retry_safe_where_the_server_makes_the_id()
    {
        const string json = """{"story":"talks","speakers":["bob"],"text":"By header."}""";
        var first = await host.Admin.Send(HttpMethod.Post, "/api/statements", json, ("Idempotency-Key", "h-1"));
        var again = await host.Admin.Send(HttpMethod.Post, "/api/statements", json, ("Idempotency-Key", "h-1"));
        Assert.Equal((await first.Json()).Text("id"), (await again.Json()).Text("id"));
        var other = await host.Admin.Send(HttpMethod.Post, "/api/statements", json.Replace("By", "Not by", StringComparison.Ordinal), ("Idempotency-Key", "h-1"));
        await other.Problem(422, "key-reused");
    }

    [Fact]
    public async Task A_key_belongs_to_its_caller()
    {
        var mine = (await host.Admin.Make("/api/keys", new { name = "other desk", scopes = new[] { "post" } })).Text("key");
        const string json = """{"story":"talks","speakers":["bob"],"text":"Two desks."}""";
        var first = await host.Admin.Send(HttpMethod.Post, "/api/statements", json, ("Idempotency-Key", "shared"));
        var second = await host.Client(mine).Send(HttpMethod.Post, "/api/statements", json, ("Idempotency-Key", "shared"));
        Assert.NotEqual((await first.Json()).Text("id"), (await second.Json()).Text("id"));
    }

    [Fact]
    public async Task Racing_retries_make_one_statement()
    {
        const string json = """{"id":"race","story":"talks","speakers":["ann"],"text":"Racing."}""";
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => host.Admin.Send(HttpMethod.Post, "/api/statements", json)));
        Assert.Single(answers, answer => (int)answer.StatusCode == 201);
        Assert.Single((await Task.WhenAll(answers.Select(answer => answer.Json()))).Select(json => json.GetProperty("position").GetInt64()).Distinct());
    }

    [Fact]
    public async Task What_holds_already_is_said_twice_without_a_record()
    {
        await host.Admin.Make("/api/meetings", new { id = "said-twice", story = "talks", name = "Round", status = "scheduled" });
        var first = await host.Admin.Send(HttpMethod.Post, "/api/meetings/said-twice/status", """{"status":"under_way"}""");
        var again = await host.Admin.Send(HttpMethod.Post, "/api/meetings/said-twice/status", """{"status":"under_way"}""");
        Assert.Equal((201, 200), ((int)first.StatusCode, (int)again.StatusCode));
        Assert.Equal((await first.Json()).Text("hash"), (await again.Json()).Text("hash"));
    }

    [Theory]
    [InlineData("meetings/subs/participants", """{"id":"p-1","actor":"ann","attendance":"present"}""", """{"id":"p-2","actor":"ann","attendance":"left"}""")]
    [InlineData("statements/subs/sources", """{"id":"s-1","name":"One","url":"https://one.example/"}""", """{"id":"s-2","name":"Two","url":"https://two.example/"}""")]
    public async Task A_sub_resource_is_known_by_its_id_also_when_more_has_happened_since(string path, string first, string second)
    {
        await host.Admin.Send(HttpMethod.Post, "/api/meetings", """{"id":"subs","story":"talks","name":"Round"}""");
        await host.Admin.Send(HttpMethod.Post, "/api/statements", """{"id":"subs","story":"talks","speakers":["ann"],"text":"Subs."}""");
        var once = await host.Admin.Send(HttpMethod.Post, "/api/" + path, first);
        Assert.Equal(201, (int)(await host.Admin.Send(HttpMethod.Post, "/api/" + path, second)).StatusCode);
        var again = await host.Admin.Send(HttpMethod.Post, "/api/" + path, first);
        Assert.Equal((201, 200, "true"), ((int)once.StatusCode, (int)again.StatusCode, again.Headers.GetValues("Idempotency-Replayed").Single()));
        Assert.Equal((await once.Json()).Text("hash"), (await again.Json()).Text("hash"));
        var other = await host.Admin.Send(HttpMethod.Post, "/api/" + path, first.Replace("ann", "bob", StringComparison.Ordinal).Replace("One", "Other", StringComparison.Ordinal));
        await other.Problem(409, "id-taken");
    }

    [Theory]
    [InlineData("NOT AN ID")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_sub_resources_id_is_an_id(string? id)
    {
        id ??= new string('x', 600);
        await host.Admin.Send(HttpMethod.Post, "/api/meetings", """{"id":"sub-ids","story":"talks","name":"Round"}""");
        var answer = await host.Admin.Send(HttpMethod.Post, "/api/meetings/sub-ids/participants", $$"""{"id":"{{id}}","actor":"ann"}""");
        await answer.Problem(400, "invalid");
    }

    [Fact]
    public async Task A_stale_If_Match_is_refused_with_the_version_it_has_now()
    {
        var made = await host.Admin.Send(HttpMethod.Post, "/api/actors", """{"id":"edited","kind":"person","name":"Ed"}""");
        var tag = made.Headers.ETag!.Tag;
        var second = await host.Admin.Send(HttpMethod.Put, "/api/actors/edited", """{"kind":"person","name":"Eda"}""", ("If-Match", tag));
        Assert.Equal(200, (int)second.StatusCode);
        var stale = await host.Admin.Send(HttpMethod.Put, "/api/actors/edited", """{"kind":"person","name":"Edb"}""", ("If-Match", tag));
        Assert.Equal(2, (await stale.Problem(412, "stale")).GetProperty("version").GetInt32());
        var retried = await host.Admin.Send(HttpMethod.Put, "/api/actors/edited", """{"kind":"person","name":"Edc"}""", ("If-Match", "2"));
        Assert.Equal(3, (await retried.Json()).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_retried_edit_under_its_key_is_not_stale()
    {
        await host.Admin.Make("/api/actors", new { id = "edited-once", kind = "person", name = "Ed" });
        var edit = () => host.Admin.Send(HttpMethod.Put, "/api/actors/edited-once", """{"kind":"person","name":"Eda"}""", ("If-Match", "1"), ("Idempotency-Key", "edit-1"));
        var first = await edit();
        var again = await edit();
        Assert.Equal((200, 200), ((int)first.StatusCode, (int)again.StatusCode));
        Assert.Equal((await first.Json()).Text("hash"), (await again.Json()).Text("hash"));
    }

    [Fact]
    public async Task A_dry_run_says_the_records_and_stores_nothing()
    {
        var before = (await host.Public.Get("/api/changes?after=now")).Text("head");
        var dry = await host.Admin.Send(HttpMethod.Post, "/api/statements?dryRun=true", """{"id":"dry","story":"talks","speakers":["ann"],"text":"Dry.","positions":[{"topic":"truce","stance":"supports"}]}""");
        var record = Assert.Single((await dry.Json()).GetProperty("records").EnumerateArray());
        Assert.Equal("statement.added", record.Text("kind"));
        Assert.Contains("actor/ann", record.GetProperty("touches").EnumerateArray().Select(touch => touch.GetString()));
        Assert.DoesNotContain(record.GetProperty("touches").EnumerateArray(), touch => touch.GetString()!.StartsWith("cell/", StringComparison.Ordinal));
        await (await host.Public.Send(HttpMethod.Get, "/api/statements/dry?atLeast=" + before)).Problem(404, "not-found");
    }
}
