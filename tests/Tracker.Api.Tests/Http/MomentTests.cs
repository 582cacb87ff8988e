using Xunit;

namespace Tracker.ApiTests.Http;

/// <summary>Moments of meetings are settled when they are taken in: in the meeting's own zone, or its story's (<c>talks</c>: Istanbul, three hours ahead).</summary>
[Collection(HostCollection.Name)]
public class MomentTests(Host host)
{
    [Fact]
    public async Task A_status_is_read_in_the_storys_zone_where_the_meeting_has_none()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/meetings", """{"id":"moment-1","story":"talks","name":"Round","at":"2025-05-10"}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/meetings/moment-1/status", """{"status":"scheduled","at":"2025-05-16T13:00"}""");
        var told = await host.Public.Told("touches=meeting/moment-1", 2);
        Assert.StartsWith("2025-05-10T20:59:59.999", told[0].GetProperty("data").GetProperty("status").Text("atUntil"), StringComparison.Ordinal);
        Assert.StartsWith("2025-05-16T10:00", told[1].GetProperty("data").GetProperty("to").Text("atUntil"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_meetings_own_zone_goes_before_the_storys_for_status_and_people()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/meetings", """
            {"id":"moment-2","story":"talks","name":"Round","tz":"America/New_York","status":"invited","at":"2025-05-10","participants":[{"actor":"ann","attendance":"invited","at":"2025-05-10"}]}
            """);
        await host.Admin.Stored(HttpMethod.Post, "/api/meetings/moment-2/status", """{"status":"scheduled","at":"2025-05-11"}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/meetings/moment-2/participants", """{"actor":"bob","attendance":"accepted","at":"2025-05-12"}""");
        await host.Admin.Stored(HttpMethod.Put, "/api/meetings/moment-2", """{"story":"talks","name":"Round","tz":"Asia/Tokyo","participants":[{"actor":"bob","attendance":"declined","at":"2025-05-13"}]}""");
        var told = await host.Public.Told("touches=meeting/moment-2", 5);
        var created = told[0].GetProperty("data");
        Assert.StartsWith("2025-05-11T03:59:59.999", created.GetProperty("status").Text("atUntil"), StringComparison.Ordinal);
        Assert.StartsWith("2025-05-11T03:59:59.999", created.GetProperty("participants")[0].Text("atUntil"), StringComparison.Ordinal);
        Assert.StartsWith("2025-05-12T03:59:59.999", told[1].GetProperty("data").GetProperty("to").Text("atUntil"), StringComparison.Ordinal);
        Assert.StartsWith("2025-05-13T03:59:59.999", told[2].GetProperty("data").GetProperty("to").Text("atUntil"), StringComparison.Ordinal);
        Assert.StartsWith("2025-05-13T14:59:59.999", told[4].GetProperty("data").GetProperty("to").Text("atUntil"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_moment_that_nobody_gave_is_not_invented_and_a_malformed_one_is_refused()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/meetings", """{"id":"moment-3","story":"talks","name":"Round"}""");
        await host.Admin.Stored(HttpMethod.Post, "/api/meetings/moment-3/status", """{"status":"scheduled"}""");
        var told = await host.Public.Told("touches=meeting/moment-3", 2);
        Assert.False(told[1].GetProperty("data").GetProperty("to").TryGetProperty("atUntil", out _));
        await (await host.Admin.Send(HttpMethod.Post, "/api/meetings/moment-3/participants", """{"actor":"ann","at":"soon"}""")).Problem(400, "invalid");
    }

    [Fact]
    public async Task The_document_has_the_moments()
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/meetings", """{"id":"moment-4","story":"talks","name":"Round","at":"2025-05-10"}""");
        var receipt = await host.Admin.Stored(HttpMethod.Post, "/api/meetings/moment-4/participants", """{"actor":"ann","attendance":"present","at":"2025-05-10"}""");
        var meeting = await host.Public.Get("/api/meetings/moment-4?atLeast=" + receipt.Text("cursor"));
        Assert.StartsWith("2025-05-10T20:59:59.999", meeting.GetProperty("statusHistory")[0].Text("atUntil"), StringComparison.Ordinal);
        Assert.StartsWith("2025-05-10T20:59:59.999", meeting.GetProperty("participants")[0].Text("atUntil"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "meetings", """{"story":"talks","name":"Round","evidence":["EVIDENCE"]}""")]
    [InlineData("POST", "meetings", """{"story":"talks","name":"Round","participants":[{"actor":"ann","evidence":["EVIDENCE"]}]}""")]
    [InlineData("PUT", "meetings/MEETING", """{"story":"talks","name":"Round","status":"scheduled","evidence":["EVIDENCE"]}""")]
    [InlineData("POST", "meetings/MEETING/status", """{"status":"cancelled","evidence":["EVIDENCE"]}""")]
    [InlineData("POST", "meetings/MEETING/participants", """{"actor":"bob","evidence":["EVIDENCE"]}""")]
    public async Task An_act_is_evidence_like_a_statement(string method, string path, string json)
    {
        await host.Admin.Stored(HttpMethod.Post, "/api/acts", """{"id":"moment-act","story":"talks","kind":"decision","actors":["ann"],"text":"x"}""");
        // One of its own a row: they come in any order.
        var meeting = $"moment-{Guid.NewGuid():n}";
        await host.Admin.Stored(HttpMethod.Post, "/api/meetings", $$"""{"id":"{{meeting}}","story":"talks","name":"Round"}""");
        Task<HttpResponseMessage> With(string evidence) => host.Admin.Send(new HttpMethod(method), "/api/" + path.Replace("MEETING", meeting, StringComparison.Ordinal), json.Replace("EVIDENCE", evidence, StringComparison.Ordinal));
        await (await With("act/none")).Problem(422, "unknown-act");
        await (await With("statement/none")).Problem(422, "unknown-statement");
        await (await With("topic/truce")).Problem(400, "invalid");
        Assert.InRange((int)(await With("act/moment-act")).StatusCode, 200, 201);
    }
}
