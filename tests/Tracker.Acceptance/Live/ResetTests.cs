using Tracker.Acceptance.Wire;

namespace Tracker.Acceptance.Live;

/// <summary>A cursor that cannot be resumed is told so; nobody gets a part in silence.</summary>
public sealed class ResetTests(LiveServer live)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Lost => ["of another epoch", "beyond the head"];

    [Theory, MemberData(nameof(Lost))]
    public async Task A_poll_is_refused_as_too_old(string cursor)
    {
        var server = await live.ServerAsync(Ct);
        var refused = (await server.Api.Get($"/api/changes?after={await LostAsync(cursor)}", Ct)).Is(410);
        Assert.Equal("application/problem+json", refused.ContentType);
        Assert.Equal("/problems/cursor-too-old", (string)refused.Json["type"]!);
    }

    [Theory, MemberData(nameof(Lost))]
    public async Task A_stream_is_reset_to_the_head_and_goes_on_from_there(string cursor)
    {
        var server = await live.ServerAsync(Ct);
        var head = await Poll.HeadAsync(server.Api, Ct);
        await using var sse = await SseSubscriber.OpenAsync(server.Address, $"?after={await LostAsync(cursor)}", Ct);
        await sse.Received.UntilReset(Ct);
        var reset = Assert.Single(sse.Received.Resets);
        Assert.Equal(head, sse.Received.Cursor);
        Assert.NotNull(reset["reason"]);
        Assert.NotNull(reset["floor"]);
        var posted = await live.PostAsync(1, Ct);
        await sse.Received.Until(posted[0].Position, Ct);
        Assert.Equal([posted[0].Position], sse.Received.Positions);
    }

    [Theory, MemberData(nameof(Lost))]
    public async Task A_hub_is_reset(string cursor)
    {
        var server = await live.ServerAsync(Ct);
        await using var hub = await HubSubscriber.OpenAsync(server.Address, new { after = await LostAsync(cursor) }, Ct);
        await hub.Received.UntilReset(Ct);
        Assert.NotNull(Assert.Single(hub.Received.Resets)["head"]);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("abcdefgh:x")]
    [InlineData("abcdefgh:-1")]
    public async Task A_malformed_cursor_is_refused(string cursor)
    {
        var refused = (await (await live.ServerAsync(Ct)).Api.Get($"/api/changes?after={cursor}", Ct)).Is(400);
        Assert.Contains(refused.Json["errors"]!.AsObject(), error => error.Key == "after");
    }

    async Task<string> LostAsync(string which)
    {
        var head = await Poll.HeadAsync((await live.ServerAsync(Ct)).Api, Ct);
        return which == "beyond the head" ? $"{head.Split(':')[0]}:{Poll.PositionOf(head) + 1_000}" : "otherepoch:3";
    }
}
