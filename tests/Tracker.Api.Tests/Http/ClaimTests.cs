using System.Text.Json;
using Xunit;

namespace Tracker.ApiTests.Http;

[Collection(HostCollection.Name)]
public class ClaimTests(Host host)
{
    [Fact]
    public async Task A_claim_is_of_the_story_of_what_it_is_about()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/meetings", """{"id":"claimed","story":"talks","name":"Round"}""");
        var receipt = await host.Admin.Stored(HttpMethod.Post, "/api/claims", """
            {"id":"claim-1","about":"meeting/claimed","field":"duration","value":"PT2H","text":"It took two hours.","kind":"fact","at":"2025-05","sources":[{"name":"The Wire"}],"note":"n"}
            """);
        Assert.Equal(("claim-1", "claim/claim-1", 1), (receipt.Text("id"), receipt.Text("entity"), receipt.Int("version")));
        var added = Assert.Single(await host.Public.Told("touches=claim/claim-1"));
        Assert.Equal(["claim/claim-1", "meeting/claimed", "story/talks"], added.Texts("touches").Order(StringComparer.Ordinal));
        var claim = added.GetProperty("data").GetProperty("claim");
        Assert.Equal(("talks", "PT2H", "It took two hours.", "fact"), (claim.Text("story"), claim.Text("value"), claim.Text("text"), claim.Text("kind")));
        await host.Admin.Stored(HttpMethod.Post, "/api/claims", """{"id":"claim-2","about":"meeting/claimed","field":"duration","value":"PT3H","story":"talks"}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/claims", """{"id":"claim-3","about":"story/talks","field":"summary","value":"Talks."}""");
        Assert.Equal("talks", (await host.Public.Told("touches=claim/claim-3"))[0].GetProperty("data").GetProperty("claim").Text("story"));
        await host.Admin.Stored(HttpMethod.Post, "/api/stories", """{"id":"claims-elsewhere","title":"Elsewhere"}""");
        var problem = await (await host.Admin.Send(HttpMethod.Post, "/api/claims", """{"about":"meeting/claimed","field":"duration","value":"PT3H","story":"claims-elsewhere"}""")).Problem(400, "invalid");
        Assert.True(problem.GetProperty("errors").TryGetProperty("story", out _));
    }

    [Fact]
    public async Task A_claim_about_an_actor_is_of_the_story_that_was_said_or_of_none()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/claims", """{"id":"claim-actor-1","about":"actor/ann","field":"background","value":"She was there before."}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/claims", """{"id":"claim-actor-2","about":"actor/ann","field":"kind","value":"person","story":"talks"}""");
        Assert.Equal(["actor/ann", "claim/claim-actor-1"], (await host.Public.Told("touches=claim/claim-actor-1"))[0].Texts("touches").Order(StringComparer.Ordinal));
        Assert.Contains("story/talks", (await host.Public.Told("touches=claim/claim-actor-2"))[0].Texts("touches"));
    }

    [Fact]
    public async Task The_same_claim_is_taken_once_and_another_under_its_id_is_refused()
    {
        const string json = """{"id":"claim-once","about":"actor/bob","field":"note","value":"One"}""";
        var first = await host.Admin.Send(HttpMethod.Post, "/api/claims", json);
        var again = await host.Admin.Send(HttpMethod.Post, "/api/claims", json);
        Assert.Equal((201, 200), ((int)first.StatusCode, (int)again.StatusCode));
        Assert.Equal((await first.Json()).Text("hash"), (await again.Json()).Text("hash"));
        await (await host.Admin.Send(HttpMethod.Post, "/api/claims", json.Replace("One", "Two", StringComparison.Ordinal))).Problem(409, "id-taken");
        var dry = await host.Admin.Stored(HttpMethod.Post, "/api/claims?dryRun=true", json.Replace("claim-once", "claim-dry", StringComparison.Ordinal));
        Assert.Equal(["claim/claim-dry", "actor/bob"], Assert.Single(dry.GetProperty("records").EnumerateArray()).Texts("touches"));
        await (await host.Admin.Send(HttpMethod.Post, "/api/claims/claim-dry/preferred", """{"reason":"x"}""")).Problem(404, "not-found");
    }

    [Theory]
    [InlineData("""{"about":"meeting/none","field":"name","value":"x"}""", 422, "unknown-meeting", "about")]
    [InlineData("""{"about":"act/none","field":"text","value":"x"}""", 422, "unknown-act", "about")]
    [InlineData("""{"about":"claim/claim-1","field":"value","value":"x"}""", 400, "invalid", "about")]
    [InlineData("""{"about":"ann","field":"name","value":"x"}""", 400, "invalid", "about")]
    [InlineData("""{"about":"actor/ann","field":"shoes","value":"x"}""", 400, "invalid", "field")]
    [InlineData("""{"about":"topic/truce","field":"story","value":"talks"}""", 400, "invalid", "field")]
    [InlineData("""{"about":"actor/ann","field":"status","value":"concluded"}""", 400, "invalid", "field")]
    [InlineData("""{"about":"actor/ann","field":"name","value":7}""", 400, "invalid", "value")]
    [InlineData("""{"about":"actor/ann","field":"name","value":null}""", 400, "invalid", "value")]
    [InlineData("""{"about":"actor/ann","field":"name"}""", 400, "invalid", "value")]
    [InlineData("""{"about":"actor/ann","field":"kind","value":"ghost"}""", 400, "invalid", "value")]
    [InlineData("""{"about":"actor/ann","field":"otherNames","value":[{"name":"A","nickname":"B"}]}""", 400, "invalid", "value")]
    [InlineData("""{"about":"actor/ann","field":"background","value":["x"]}""", 400, "invalid", "value")]
    [InlineData("""{"about":"actor/ann","field":"background","value":"\ud800"}""", 400, "invalid", null)]
    [InlineData("""{"about":"actor/ann","field":"otherNames","value":[{"\udfff":"A"}]}""", 400, "invalid", null)]
    [InlineData("""{"about":"meeting/claim-bad","field":"status","value":"over"}""", 400, "invalid", "value")]
    [InlineData("""{"about":"meeting/claim-bad","field":"status","value":1}""", 400, "invalid", "value")]
    [InlineData("""{"about":"meeting/claim-bad","field":"start","value":"soon"}""", 400, "invalid", "value")]
    [InlineData("""{"about":"meeting/claim-bad","field":"host","value":"nobody"}""", 422, "unknown-actor", "value")]
    [InlineData("""{"about":"meeting/claim-bad","field":"topics","value":["truce","none"]}""", 422, "unknown-topic", "value[1]")]
    [InlineData("""{"about":"meeting/claim-bad","field":"place","value":"none"}""", 422, "unknown-place", "value")]
    [InlineData("""{"about":"meeting/claim-bad","field":"participants.nobody","value":"present"}""", 422, "unknown-actor", "field")]
    [InlineData("""{"about":"meeting/claim-bad","field":"participants.","value":"present"}""", 400, "invalid", "field")]
    [InlineData("""{"about":"meeting/claim-bad","field":"participants.ann","value":"asleep"}""", 400, "invalid", "value")]
    [InlineData("""{"about":"actor/ann","field":"memberships","value":[{"organization":"nobody"}]}""", 422, "unknown-actor", "value[0].organization")]
    [InlineData("""{"about":"actor/ann","field":"name","value":"x","kind":"rumour"}""", 400, "invalid", "kind")]
    [InlineData("""{"about":"actor/ann","field":"name","value":"x","at":"soon"}""", 400, "invalid", "at")]
    [InlineData("""{"about":"actor/ann","field":"name","value":"x","story":"none"}""", 422, "unknown-story", "story")]
    [InlineData("""{"about":"actor/ann","field":"name","value":"x","sources":[{}]}""", 400, "invalid", "sources[0].name")]
    [InlineData("""{"id":"NOT AN ID","about":"actor/ann","field":"name","value":"x"}""", 400, "invalid", "id")]
    public async Task What_a_claim_cannot_be_is_refused(string json, int status, string code, string? field)
    {
        await host.Admin.Send(HttpMethod.Post, "/api/meetings", """{"id":"claim-bad","story":"talks","name":"Round"}""");
        var problem = await (await host.Admin.Send(HttpMethod.Post, "/api/claims", json)).Problem(status, code);
        if (field is not null) Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [Fact]
    public async Task A_value_is_no_longer_than_the_field_could_be()
    {
        string Claim(string about, string field, string value) => $$"""{"about":"{{about}}","field":"{{field}}","value":{{value}}}""";
        await host.Admin.Stored(HttpMethod.Post, "/api/statements", """{"id":"claim-long","story":"talks","speakers":["ann"],"text":"x"}""");
        await (await host.Admin.Send(HttpMethod.Post, "/api/claims", Claim("actor/ann", "name", $"\"{new string('x', 2_001)}\""))).Problem(400, "invalid");
        await (await host.Admin.Send(HttpMethod.Post, "/api/claims", Claim("statement/claim-long", "text", $"\"{new string('x', 100_001)}\""))).Problem(400, "invalid");
        await (await host.Admin.Send(HttpMethod.Post, "/api/claims", Claim("actor/ann", "metonyms", $"[{string.Join(',', Enumerable.Repeat("\"x\"", 201))}]"))).Problem(400, "invalid");
        await host.Admin.Stored(HttpMethod.Post, "/api/claims", Claim("statement/claim-long", "text", $"\"{new string('x', 3_000)}\""));
    }

    [Fact]
    public async Task Claims_need_scope_post_and_preferring_scope_edit()
    {
        const string json = """{"id":"claim-scope","about":"actor/ann","field":"note","value":"x"}""";
        await (await host.Public.Send(HttpMethod.Post, "/api/claims", json)).Problem(401, "no-key");
        await (await (await host.Desk("read")).Send(HttpMethod.Post, "/api/claims", json)).Problem(403, "no-scope");
        var desk = await host.Desk("post");
        await desk.Stored(HttpMethod.Post, "/api/claims", json);
        await (await desk.Send(HttpMethod.Post, "/api/claims/claim-scope/preferred", """{"reason":"x"}""")).Problem(403, "no-scope");
    }

    [Fact]
    public async Task A_field_takes_the_value_that_the_entity_has_itself()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/meetings", """{"id":"claim-all","story":"talks","name":"Round","kind":"bilateral","start":"2025-05-01","end":"2025-05-02","duration":"PT2H","tz":"Europe/Paris","host":"ann","organizer":"bob","topics":["truce"],"note":"n"}""");
        var profile = (await host.Public.Told("touches=meeting/claim-all"))[0].GetProperty("data").GetProperty("meeting");
        foreach (var field in profile.EnumerateObject().Where(field => field.Name != "story"))
            await host.Admin.Stored(HttpMethod.Post, "/api/claims", JsonSerializer.Serialize(new { about = "meeting/claim-all", field = field.Name, value = field.Value }));
    }
}
