using Xunit;

namespace Tracker.ApiTests.Http;

/// <summary>Who can speak, and who holds what is said.</summary>
[Collection(HostCollection.Name)]
public class SpeakingTests(Host host)
{
    [Fact]
    public async Task An_object_does_not_speak_until_its_side_is_changed()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/actors", """{"id":"mute-1","kind":"organization","name":"Mute One","side":"object"}""");
        const string json = """{"id":"mute-1","story":"talks","speakers":["ann",{"name":"Mute One"}],"text":"x"}""";
        var problem = await (await host.Admin.Send(HttpMethod.Post, "/api/statements", json)).Problem(422, "not-a-speaker");
        Assert.Contains("mute-1", problem.Text("detail"), StringComparison.Ordinal);
        await host.Admin.Stored(HttpMethod.Post, "/api/statements", """{"story":"talks","speakers":["ann"],"to":["mute-1"],"onBehalfOf":["bob"],"text":"It may be spoken to."}""");
        await host.Admin.Stored(HttpMethod.Put, "/api/actors/mute-1", """{"kind":"organization","name":"Mute One","side":"party"}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/statements", json);
    }

    [Fact]
    public async Task A_correction_makes_no_object_speak()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/actors", """{"id":"mute-2","kind":"organization","name":"Mute Two","side":"object"}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/statements", """{"id":"mute-2","story":"talks","speakers":["ann"],"text":"x"}""");
        var problem = await (await host.Admin.Send(HttpMethod.Post, "/api/statements/mute-2/corrections", """{"changes":{"speakers":["mute-2"]},"reason":"x"}""")).Problem(422, "not-a-speaker");
        Assert.True(problem.GetProperty("errors").TryGetProperty("changes.speakers", out _));
        await host.Admin.Stored(HttpMethod.Post, "/api/statements/mute-2/corrections", """{"changes":{"to":["mute-2"]},"reason":"x"}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/claims", """{"id":"mute-2","about":"statement/mute-2","field":"speakers","value":["mute-2"]}""");
        await (await host.Admin.Send(HttpMethod.Post, "/api/claims/mute-2/preferred", """{"reason":"x"}""")).Problem(422, "not-a-speaker");
    }

    [Fact]
    public async Task A_part_that_names_another_part_belongs_to_the_first()
    {
        foreach (var (id, part) in new[] { ("part-1", ""), ("part-2", "part-1"), ("part-3", "part-2"), ("part-4", "") })
            await host.Admin.Make("/api/statements", new { id, story = "talks", speakers = new[] { "ann" }, text = "Words of " + id, sameUtteranceAs = part.Length > 0 ? part : null });
        var corrected = await host.Admin.Stored(HttpMethod.Post, "/api/statements/part-4/corrections", """{"changes":{"sameUtteranceAs":"part-3"},"reason":"It went on"}""");
        foreach (var id in new[] { "part-2", "part-3", "part-4" })
            Assert.Equal("part-1", (await host.Public.Get($"/api/statements/{id}?atLeast={corrected.Text("cursor")}")).Text("sameUtteranceAs"));
    }

    [Fact]
    public async Task A_line_of_a_batch_is_refused_alike()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/actors", """{"id":"mute-3","kind":"organization","name":"Mute Three","side":"object"}""");
        using var body = new StringContent("""{"story":"talks","speakers":["mute-3"],"text":"x"}""", System.Text.Encoding.UTF8, "application/x-ndjson");
        var answer = await host.Admin.PostAsync("/api/statements/batch", body, TestContext.Current.CancellationToken);
        Assert.Contains("/problems/not-a-speaker", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_medium_takes_no_position_either_when_the_position_is_corrected_in()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/statements", """{"id":"wire-corrected","story":"talks","speakers":["wire"],"text":"x"}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/statements/wire-corrected/corrections", """{"changes":{"positions":[{"topic":"truce","stance":"supports"}]},"reason":"x"}""");
        var corrected = (await host.Public.Told("touches=statement/wire-corrected", 2))[1].GetProperty("data").GetProperty("statement");
        Assert.False(corrected.TryGetProperty("holders", out _));
    }

    [Theory]
    [InlineData("/api/statements", """{"story":"talks","speakers":["ann"],"text":"x","sources":[null]}""", "sources[0]")]
    [InlineData("/api/statements", """{"story":"talks","speakers":["ann"],"text":"x","positions":[{"topic":"truce","stance":"supports","conditions":[{"text":"c"},null]}]}""", "positions[0].conditions[1]")]
    [InlineData("/api/acts", """{"story":"talks","kind":"measure","actors":["ann"],"text":"x","positions":[null]}""", "positions[0]")]
    [InlineData("/api/claims", """{"about":"actor/ann","field":"name","value":"x","sources":[null]}""", "sources[0]")]
    [InlineData("/api/actors", """{"kind":"person","name":"x","memberships":[null]}""", "memberships[0]")]
    public async Task A_list_has_no_null(string path, string json, string field)
    {
        var problem = await (await host.Admin.Send(HttpMethod.Post, path, json)).Problem(400, "invalid");
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [Fact]
    public async Task A_source_says_where_in_it_and_a_story_whether_links_are_proposed()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/stories", """{"id":"quiet","title":"Quiet","proposals":"none"}""");
        Assert.Equal("none", (await host.Public.Told("touches=story/quiet&kinds=story.created"))[0].GetProperty("data").GetProperty("story").Text("proposals"));
        await host.Admin.Stored(HttpMethod.Post, "/api/statements", """{"id":"quiet","story":"quiet","speakers":["ann"],"text":"x"}""");
        var receipt = await host.Admin.Stored(HttpMethod.Post, "/api/statements/quiet/sources", """{"name":"The Wire","locator":"minute 3"}""");
        Assert.Equal("minute 3", (await host.Public.Get("/api/statements/quiet?atLeast=" + receipt.Text("cursor"))).GetProperty("sources")[0].Text("locator"));
        await (await host.Admin.Send(HttpMethod.Post, "/api/statements", """{"story":"quiet","speakers":["ann"],"text":"x","duplicate":{"of":"quiet","state":"likely","rule":"x"}}""")).Problem(400, "invalid");
    }
}
