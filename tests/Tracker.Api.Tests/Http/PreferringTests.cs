using System.Text.Json;
using Xunit;

namespace Tracker.ApiTests.Http;

[Collection(HostCollection.Name)]
public class PreferringTests(Host host)
{
    [Fact]
    public async Task The_entity_is_revised_in_the_same_append_and_the_other_claims_are_superseded()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/meetings", """{"id":"prefer-1","story":"talks","name":"Round","duration":"PT1H"}""");
        await Claim("prefer-1-a", "meeting/prefer-1", "duration", "PT2H");
        await Claim("prefer-1-b", "meeting/prefer-1", "duration", "PT3H");
        var receipt = await host.Admin.Stored(HttpMethod.Post, "/api/claims/prefer-1-b/preferred", """{"reason":"on the recording"}""");
        Assert.Equal(("claim/prefer-1-b", 2), (receipt.Text("entity"), receipt.Int("version")));
        var (revised, preferred) = (await host.Public.Told("touches=meeting/prefer-1", 5)) is [.., var before, var last] ? (before, last) : default;
        Assert.Equal(("meeting.revised", "claim.preferred"), (revised.Text("kind"), preferred.Text("kind")));
        Assert.Equal(receipt.GetProperty("position").GetInt64() - 1, revised.GetProperty("position").GetInt64());
        Assert.Equal("PT3H", revised.GetProperty("data").GetProperty("meeting").Text("duration"));
        var data = preferred.GetProperty("data");
        Assert.Equal(("PT2H", "PT3H", "on the recording", "admin"), (data.Text("old"), data.Text("new"), data.Text("reason"), data.Text("by")));
        Assert.Equal(["prefer-1-a"], data.Texts("superseded"));
        Assert.Contains("claim/prefer-1-a", preferred.Texts("touches"));
        Assert.Equal("PT3H", (await host.Public.Get("/api/meetings/prefer-1?atLeast=" + receipt.Text("cursor"))).Text("duration"));
    }

    [Fact]
    public async Task Preferred_twice_is_once_and_a_retry_gets_its_first_receipt()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/actors", """{"id":"prefer-2","kind":"person","name":"Xu"}""");
        await Claim("prefer-2-a", "actor/prefer-2", "note", "first");
        await Claim("prefer-2-b", "actor/prefer-2", "note", "second");
        const string json = """{"id":"p-1","reason":"because"}""";
        var first = await host.Admin.Stored(HttpMethod.Post, "/api/claims/prefer-2-a/preferred", json);
        var same = await host.Admin.Send(HttpMethod.Post, "/api/claims/prefer-2-a/preferred", """{"reason":"because again"}""");
        Assert.Equal((200, first.Text("hash")), ((int)same.StatusCode, (await same.Json()).Text("hash")));
        await host.Admin.Stored(HttpMethod.Post, "/api/claims/prefer-2-b/preferred", """{"reason":"after all"}""");
        var retried = await host.Admin.Send(HttpMethod.Post, "/api/claims/prefer-2-a/preferred", json);
        Assert.Equal((200, first.Text("hash")), ((int)retried.StatusCode, (await retried.Json()).Text("hash")));
        await (await host.Admin.Send(HttpMethod.Post, "/api/claims/prefer-2-a/preferred", """{"id":"p-1","reason":"another"}""")).Problem(409, "id-taken");
        Assert.Equal(2, (await host.Public.Told("touches=actor/prefer-2&kinds=claim.preferred", 2)).Count);
        Assert.Equal("second", (await host.Public.Told("touches=actor/prefer-2&kinds=actor.revised", 2))[^1].GetProperty("data").GetProperty("actor").Text("note"));
    }

    [Fact]
    public async Task What_the_entity_says_already_is_not_revised()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/places", """{"id":"prefer-3","name":"Quay","country":"TR"}""");
        await Claim("prefer-3-a", "place/prefer-3", "country", "TR");
        await host.Admin.Stored(HttpMethod.Post, "/api/claims/prefer-3-a/preferred", """{"reason":"x"}""");
        var told = await host.Public.Told("touches=place/prefer-3", 3);
        Assert.Equal(["place.created", "claim.added", "claim.preferred"], told.Select(item => item.Text("kind")));
        Assert.False(told[2].GetProperty("data").TryGetProperty("old", out _));
    }

    [Theory]
    [InlineData("status", "concluded", "proposed")]
    [InlineData("outcome", "agreement", null)]
    public async Task A_meetings_lifecycle_is_not_changed_by_a_claim(string field, string value, string? old)
    {
        var id = "prefer-4-" + field;
        await host.Admin.Stored(HttpMethod.Post, "/api/meetings", $$"""{"id":"{{id}}","story":"talks","name":"Round"}""");
        await Claim(id, "meeting/" + id, field, value);
        await host.Admin.Stored(HttpMethod.Post, $"/api/claims/{id}/preferred", """{"reason":"x"}""");
        var told = await host.Public.Told($"touches=meeting/{id}", 3);
        Assert.Equal(["meeting.created", "claim.added", "claim.preferred"], told.Select(item => item.Text("kind")));
        Assert.Equal(old, told[2].GetProperty("data").TryGetProperty("old", out var before) ? before.GetString() : null);
    }

    [Fact]
    public async Task Who_took_part_is_changed_as_a_participation()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/meetings", """
            {"id":"prefer-5","story":"talks","name":"Round","participants":[{"actor":"ann","role":"chair","attendance":"accepted","at":"2025-05-01","evidence":[]}]}
            """);
        await host.Admin.Stored(HttpMethod.Post, "/api/claims", """{"id":"prefer-5-a","about":"meeting/prefer-5","field":"participants.ann","value":"absent","at":"2025-05-16"}""");
        await Claim("prefer-5-b", "meeting/prefer-5", "participants.bob", "present");
        await host.Admin.Stored(HttpMethod.Post, "/api/claims/prefer-5-a/preferred", """{"reason":"x"}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/claims/prefer-5-b/preferred", """{"reason":"x"}""");
        var told = await host.Public.Told("touches=meeting/prefer-5&kinds=meeting.participation_changed", 2);
        var (ann, bob) = (told[0].GetProperty("data").GetProperty("to"), told[1].GetProperty("data").GetProperty("to"));
        Assert.Equal(("ann", "chair", "absent", "2025-05-16"), (ann.Text("actor"), ann.Text("role"), ann.Text("attendance"), ann.Text("at")));
        Assert.StartsWith("2025-05-16T20:59:59.999", ann.Text("atUntil"), StringComparison.Ordinal);
        Assert.Equal(("bob", "present"), (bob.Text("actor"), bob.Text("attendance")));
        Assert.Equal("accepted", (await host.Public.Told("touches=claim/prefer-5-a&kinds=claim.preferred"))[0].GetProperty("data").Text("old"));
    }

    [Fact]
    public async Task Every_kind_of_entity_is_revised_in_its_own_way()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/stories", """{"id":"prefer-6","title":"Old","tz":"Europe/Istanbul"}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/actors", """{"id":"prefer-6","kind":"person","name":"Old Name Six"}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/topics", """{"id":"prefer-6","story":"prefer-6","title":"Old"}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/acts", """{"id":"prefer-6","story":"prefer-6","kind":"measure","actors":["ann"],"text":"x","at":"2025-05-01"}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/statements", """{"id":"prefer-6","story":"prefer-6","speakers":["ann"],"text":"Old."}""");
        await Preferred("story/prefer-6", "title", "New", "story.revised");
        await Preferred("actor/prefer-6", "name", "Zyx Prefersix", "actor.revised");
        await Preferred("topic/prefer-6", "proposition", "New", "topic.revised");
        var act = await Preferred("act/prefer-6", "at", "2025-05-16", "act.revised");
        var statement = await Preferred("statement/prefer-6", "saidAt", "2025-05-16", "statement.corrected");
        Assert.StartsWith("2025-05-16T20:59:59.999", act.GetProperty("data").GetProperty("act").Text("atUntil"), StringComparison.Ordinal);
        Assert.StartsWith("2025-05-16T20:59:59.999", statement.GetProperty("data").GetProperty("statement").Text("saidUntil"), StringComparison.Ordinal);
        Assert.Equal("actor/prefer-6", Assert.Single((await host.Public.Get("/api/names?q=Zyx%20Prefersix")).GetProperty("items").EnumerateArray()).Text("entity"));
        // The grains follow: the next order of each is decided on what the claim made of it.
        var put = await host.Admin.Send(HttpMethod.Put, "/api/topics/prefer-6", """{"story":"prefer-6","title":"Old","proposition":"New"}""");
        Assert.Equal((200, 2), ((int)put.StatusCode, (await put.Json()).Int("version")));
    }

    [Fact]
    public async Task What_the_entity_refuses_the_preference_is_refused_with_and_nothing_is_written()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/places", """{"id":"prefer-7","name":"Quay"}""");
        await Claim("prefer-7-a", "place/prefer-7", "country", "tr");
        await (await host.Admin.Send(HttpMethod.Post, "/api/claims/prefer-7-a/preferred", """{"reason":"x"}""")).Problem(400, "invalid");
        await host.Admin.Stored(HttpMethod.Post, "/api/statements", """{"id":"prefer-7","story":"talks","speakers":["ann"],"text":"x"}""");
        await Claim("prefer-7-b", "statement/prefer-7", "text", "y");
        await host.Admin.Stored(HttpMethod.Post, "/api/statements/prefer-7/retraction", """{"reason":"x"}""");
        await (await host.Admin.Send(HttpMethod.Post, "/api/claims/prefer-7-b/preferred", """{"reason":"x"}""")).Problem(409, "retracted");
        await host.Admin.Stored(HttpMethod.Post, "/api/meetings", """{"id":"prefer-7-x","story":"talks","name":"X"}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/meetings", """{"id":"prefer-7-y","story":"talks","name":"Y","parent":"prefer-7-x"}""");
        await Claim("prefer-7-c", "meeting/prefer-7-x", "parent", "prefer-7-y");
        await (await host.Admin.Send(HttpMethod.Post, "/api/claims/prefer-7-c/preferred", """{"reason":"x"}""")).Problem(409, "circle");
        var receipt = await Claim("prefer-7-d", "place/prefer-7", "note", "last");
        Assert.Single(await host.Public.Told("touches=claim/prefer-7-a"));
        Assert.Single(await host.Public.Told("touches=claim/prefer-7-b"));
        Assert.Single(await host.Public.Told("touches=claim/prefer-7-c"));
        Assert.DoesNotContain(await host.Public.Told("touches=place/prefer-7", 3), item => item.Text("kind") == "place.revised");
        Assert.True(receipt.GetProperty("position").GetInt64() > 0);
    }

    [Theory]
    [InlineData("none", """{"reason":"x"}""", 404, "not-found")]
    [InlineData("NOT-AN-ID", """{"reason":"x"}""", 404, "not-found")]
    [InlineData("prefer-8", """{"reason":" "}""", 400, "reason-needed")]
    [InlineData("prefer-8", """{}""", 400, "invalid")]
    [InlineData("prefer-8", """{"reason":"x","id":"NOT AN ID"}""", 400, "invalid")]
    public async Task A_preference_needs_a_claim_and_a_reason(string claim, string json, int status, string code)
    {
        await host.Admin.Send(HttpMethod.Post, "/api/claims", """{"id":"prefer-8","about":"actor/ann","field":"background","value":"x"}""");
        await (await host.Admin.Send(HttpMethod.Post, $"/api/claims/{claim}/preferred", json)).Problem(status, code);
    }

    [Fact]
    public async Task A_dry_run_says_both_records_and_a_stale_version_is_refused()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/places", """{"id":"prefer-9","name":"Quay"}""");
        await Claim("prefer-9", "place/prefer-9", "name", "Old Quay");
        var dry = await host.Admin.Stored(HttpMethod.Post, "/api/claims/prefer-9/preferred?dryRun=true", """{"reason":"x"}""");
        Assert.Equal(["place.revised", "claim.preferred"], dry.GetProperty("records").EnumerateArray().Select(record => record.Text("kind")));
        Assert.Equal(1, (await (await host.Admin.Send(HttpMethod.Post, "/api/claims/prefer-9/preferred", """{"reason":"x"}""", ("If-Match", "2"))).Problem(412, "stale")).Int("version"));
        Assert.Equal(2, (await host.Admin.Stored(HttpMethod.Post, "/api/claims/prefer-9/preferred", """{"reason":"x"}""", ("If-Match", "1"))).Int("version"));
    }

    [Fact]
    public async Task Two_editors_at_the_same_moment_decide_one_after_the_other()
    {
        var races = Enumerable.Range(0, 12).Select(i => "prefer-race-" + i).ToList();
        foreach (var id in races)
        {
            await host.Admin.Stored(HttpMethod.Post, "/api/places", $$"""{"id":"{{id}}","name":"Quay"}""");
            await Claim(id + "-a", "place/" + id, "name", "A");
            await Claim(id + "-b", "place/" + id, "name", "B");
        }
        var answers = await Task.WhenAll(races.SelectMany(id => new[] { id + "-a", id + "-b" }).Select(claim => host.Admin.Send(HttpMethod.Post, $"/api/claims/{claim}/preferred", """{"reason":"x"}""")));
        Assert.All(answers, answer => Assert.Equal(201, (int)answer.StatusCode));
        foreach (var id in races)
        {
            var told = await host.Public.Told("touches=place/" + id, 7);
            var preferred = told.Where(item => item.Text("kind") == "claim.preferred").Select(item => item.GetProperty("data")).ToList();
            Assert.Equal(2, preferred.Count);
            Assert.Equal(preferred[0].Text("new"), preferred[1].Text("old"));
            Assert.Equal(preferred[1].Text("new"), told.Last(item => item.Text("kind") == "place.revised").GetProperty("data").GetProperty("place").Text("name"));
        }
    }

    [Fact]
    public async Task Two_at_the_same_moment_know_of_each_other_also_where_nothing_is_revised()
    {
        var races = Enumerable.Range(0, 12).Select(i => "prefer-status-" + i).ToList();
        foreach (var id in races)
        {
            await host.Admin.Stored(HttpMethod.Post, "/api/meetings", $$"""{"id":"{{id}}","story":"talks","name":"Round"}""");
            await Claim(id + "-a", "meeting/" + id, "status", "concluded");
            await Claim(id + "-b", "meeting/" + id, "status", "cancelled");
            await Claim(id + "-c", "meeting/" + id, "status", "declined");
        }
        await Task.WhenAll(races.SelectMany(id => new[] { id + "-a", id + "-b" }).Select(claim => host.Admin.Stored(HttpMethod.Post, $"/api/claims/{claim}/preferred", """{"reason":"x"}""")));
        foreach (var id in races)
        {
            var preferred = (await host.Public.Told($"touches=meeting/{id}&kinds=claim.preferred", 2)).ConvertAll(item => item.GetProperty("data"));
            Assert.Equal(("declined", preferred[0].Text("new")), (preferred[0].Text("old"), preferred[1].Text("old")));
        }
    }

    Task<JsonElement> Claim(string id, string about, string field, string value) =>
        host.Admin.Stored(HttpMethod.Post, "/api/claims", JsonSerializer.Serialize(new { id, about, field, value }));

    async Task<JsonElement> Preferred(string about, string field, string value, string kind)
    {
        var id = about.Replace('/', '-') + "-" + field.ToLowerInvariant();
        await Claim(id, about, field, value);
        await host.Admin.Stored(HttpMethod.Post, $"/api/claims/{id}/preferred", """{"reason":"x"}""");
        return Assert.Single(await host.Public.Told($"touches={about}&kinds={kind}"));
    }
}
