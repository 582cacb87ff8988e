using System.Text;
using System.Text.Json;
using Xunit;

namespace Tracker.ApiTests.Http;

/// <summary>References that would lead back to where they begin. Merges and links that supersede have theirs in <see cref="MergeTests"/> and <see cref="LinkTests"/>.</summary>
[Collection(HostCollection.Name)]
public class CircleTests(Host host)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Parents() => new()
    {
        { "topics", "parent", """{"id":"ID","story":"talks","title":"x"}""" },
        { "actors", "parent", """{"id":"ID","kind":"organization","name":"ID"}""" },
        { "meetings", "parent", """{"id":"ID","story":"talks","name":"x"}""" },
        { "meetings", "previous", """{"id":"ID","story":"talks","name":"x"}""" },
    };

    [Theory, MemberData(nameof(Parents))]
    public async Task An_entity_is_not_above_or_before_itself(string plural, string field, string json)
    {
        var (a, b, c) = ($"circle-{plural}-{field}-a", $"circle-{plural}-{field}-b", $"circle-{plural}-{field}-c");
        Task<HttpResponseMessage> Put(string id, string? to)
        {
            var body = json.Replace("ID", id, StringComparison.Ordinal);
            return host.Admin.Send(HttpMethod.Put, $"/api/{plural}/{id}", to is null ? body : $$"""{{body[..^1]}},"{{field}}":"{{to}}"}""");
        }
        foreach (var (id, to) in new[] { (a, null), (b, a), (c, b) }) Assert.Equal(201, (int)(await Put(id, to)).StatusCode);
        await (await Put(a, a)).Problem(400, "invalid");
        var problem = await (await Put(a, b)).Problem(409, "circle");
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
        await (await Put(a, c)).Problem(409, "circle");
        Assert.Equal(200, (int)(await Put(c, null)).StatusCode);
        Assert.Equal(200, (int)(await Put(a, c)).StatusCode);
    }

    [Theory, MemberData(nameof(Parents))]
    public async Task Two_revisions_at_the_same_moment_close_no_circle(string plural, string field, string json)
    {
        var pairs = Enumerable.Range(0, 12).Select(i => ($"race-{plural}-{field}-a{i}", $"race-{plural}-{field}-b{i}")).ToList();
        foreach (var id in pairs.SelectMany(pair => new[] { pair.Item1, pair.Item2 })) await host.Admin.Stored(HttpMethod.Post, "/api/" + plural, json.Replace("ID", id, StringComparison.Ordinal));
        await Task.WhenAll(pairs.Select(async pair =>
        {
            var answers = await Task.WhenAll(new[] { pair, (pair.Item2, pair.Item1) }.Select(one => host.Admin.Send(
                HttpMethod.Put, $"/api/{plural}/{one.Item1}", $$"""{{json.Replace("ID", one.Item1, StringComparison.Ordinal)[..^1]}},"{{field}}":"{{one.Item2}}"}""")));
            Assert.Equal([200, 409], answers.Select(answer => (int)answer.StatusCode).Order());
        }));
    }

    [Theory]
    [InlineData("inReplyTo", "\"TO\"")]
    [InlineData("sameUtteranceAs", "\"TO\"")]
    [InlineData("duplicate", """{"of":"TO","state":"attached"}""")]
    public async Task A_correction_makes_no_statement_answer_itself(string field, string value)
    {
        var (a, b, c) = ($"answer-{field.ToLowerInvariant()}-a", $"answer-{field.ToLowerInvariant()}-b", $"answer-{field.ToLowerInvariant()}-c");
        await Statements(a, b, c);
        Assert.Equal(201, (int)(await Correct(b, field, value, a)).StatusCode);
        Assert.Equal(201, (int)(await Correct(c, field, value, b)).StatusCode);
        await (await Correct(a, field, value, a)).Problem(400, "invalid");
        var problem = await (await Correct(a, field, value, c)).Problem(409, "circle");
        Assert.True(problem.GetProperty("errors").TryGetProperty("changes." + field, out _), problem.ToString());
        await (await Correct(a, field, value, "none")).Problem(422, "unknown-statement");
        await (await Correct(a, field, value, "\\ud800")).Problem(400, "invalid");
    }

    [Theory]
    [InlineData("inReplyTo")]
    [InlineData("sameUtteranceAs")]
    public async Task Two_corrections_at_the_same_moment_close_no_circle(string field)
    {
        var pairs = Enumerable.Range(0, 16).Select(i => ($"race-{field.ToLowerInvariant()}-a{i}", $"race-{field.ToLowerInvariant()}-b{i}")).ToList();
        await Statements([.. pairs.SelectMany(pair => new[] { pair.Item1, pair.Item2 })]);
        await Task.WhenAll(pairs.Select(async pair =>
        {
            var answers = await Task.WhenAll(Correct(pair.Item1, field, "\"TO\"", pair.Item2), Correct(pair.Item2, field, "\"TO\"", pair.Item1));
            Assert.Equal([201, 409], answers.Select(answer => (int)answer.StatusCode).Order());
        }));
    }

    [Fact]
    public async Task A_retry_gets_its_first_receipt_although_it_would_close_a_circle_now()
    {
        Task<HttpResponseMessage> Put(string id, string? parent, params (string, string)[] headers) => host.Admin.Send(
            HttpMethod.Put, "/api/topics/" + id, JsonSerializer.Serialize(new Dictionary<string, string?> { ["story"] = "talks", ["title"] = "x", ["parent"] = parent }), headers);
        await Put("circle-retry-a", null);
        await Put("circle-retry-b", null);
        var first = await (await Put("circle-retry-a", "circle-retry-b", ("Idempotency-Key", "circle-retry"))).Json();
        Assert.Equal(200, (int)(await Put("circle-retry-a", null)).StatusCode);
        Assert.Equal(200, (int)(await Put("circle-retry-b", "circle-retry-a")).StatusCode);
        var retried = await Put("circle-retry-a", "circle-retry-b", ("Idempotency-Key", "circle-retry"));
        Assert.Equal((200, first.Text("hash")), ((int)retried.StatusCode, (await retried.Json()).Text("hash")));
    }

    [Fact]
    public async Task A_way_that_is_too_long_to_follow_is_refused()
    {
        await Statements("long-start", "long-0");
        var lines = string.Join('\n', Enumerable.Range(1, 1_001).Select(i => $$"""{"id":"long-{{i}}","story":"talks","speakers":["ann"],"text":"x","inReplyTo":"long-{{i - 1}}"}"""));
        using var body = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
        var batch = await host.Admin.PostAsync("/api/statements/batch?answers=refused", body, Ct);
        Assert.Contains("\"stored\":1001", await batch.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(201, (int)(await Correct("long-start", "inReplyTo", "\"TO\"", "long-999")).StatusCode);
        Assert.Contains("cannot be told", (await (await Correct("long-start", "inReplyTo", "\"TO\"", "long-1001")).Problem(409, "circle")).Text("detail"), StringComparison.Ordinal);
        await (await Correct("long-0", "inReplyTo", "\"TO\"", "long-500")).Problem(409, "circle");
    }

    async Task Statements(params string[] ids)
    {
        foreach (var id in ids) await host.Admin.Send(HttpMethod.Post, "/api/statements", $$"""{"id":"{{id}}","story":"talks","speakers":["ann"],"text":"x"}""");
    }

    Task<HttpResponseMessage> Correct(string id, string field, string value, string to) => host.Admin.Send(
        HttpMethod.Post, $"/api/statements/{id}/corrections", $$"""{"changes":{"{{field}}":{{value.Replace("TO", to, StringComparison.Ordinal)}}},"reason":"x"}""");
}
