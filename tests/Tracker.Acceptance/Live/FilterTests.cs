using System.Text.Json.Nodes;
using Tracker.Acceptance.Wire;

namespace Tracker.Acceptance.Live;

/// <summary>One filter, the same on every transport: touches OR, kinds OR, both AND; a story's filter also passes actors.</summary>
public sealed class FilterTests(LiveServer live)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string[], string[]> Filters => new()
    {
        { "one actor", ["actor/bob"], [] },
        { "either actor", ["actor/ann", "actor/bob"], [] },
        { "a kind", [], ["statement.added"] },
        { "kinds by prefix", [], ["meeting.*", "topic.*"] },
        { "both", ["actor/bob"], ["statement.*"] },
        { "a story with its actors", ["story/small"], [] },
        { "what does not exist", ["meeting/not-yet"], [] },
    };

    [Theory, MemberData(nameof(Filters))]
    public async Task A_filter_passes_the_same_on_every_transport(string _, string[] touches, string[] kinds)
    {
        var server = await live.ServerAsync(Ct);
        await live.PostAsync(2, Ct, "ann");
        await live.PostAsync(2, Ct, "bob");
        var (all, head) = await Poll.AllAsync(server.Api, "start", Ct);
        var wanted = all.Where(item => Passes(item, touches, kinds)).Select(item => item.Text).ToList();

        var query = string.Concat(touches.Select(touch => $"&touches={touch}").Concat(kinds.Select(kind => $"&kinds={Uri.EscapeDataString(kind)}")));
        Assert.Equal(wanted, (await Poll.AllAsync(server.Api, "start", Ct, query, limit: 3)).Items.Select(item => item.Text));
        await using var sse = await SseSubscriber.OpenAsync(server.Address, "?after=start" + query, Ct);
        await using var hub = await HubSubscriber.OpenAsync(server.Address, new { after = "start", touches, kinds }, Ct);
        if (wanted.Count > 0)
        {
            var last = all.Last(item => Passes(item, touches, kinds)).Position;
            await sse.Received.Until(last, Ct);
            await hub.Received.Until(last, Ct);
        }
        await sse.Received.UntilHeartbeat(2, Ct);
        Assert.Equal(wanted, sse.Received.Items.Select(item => item.Text));
        Assert.Equal(wanted, hub.Received.Items.Select(item => item.Text));
        Assert.Equal(head, sse.Received.Heartbeats[^1]);
    }

    [Theory]
    [InlineData("touches=putin")]
    [InlineData("touches=actor/UPPER")]
    [InlineData("touches=dragon/x")]
    [InlineData("kinds=statement.sung")]
    [InlineData("kinds=*")]
    public async Task A_malformed_filter_is_refused(string filter)
    {
        var server = await live.ServerAsync(Ct);
        foreach (var path in new[] { "/api/changes", "/api/live" })
        {
            var refused = (await server.Api.Get($"{path}?after=now&{filter}", Ct)).Is(400);
            Assert.Equal("application/problem+json", refused.ContentType);
            Assert.Contains(refused.Json["errors"]!.AsObject(), error => error.Key.StartsWith(filter.Split('=')[0], StringComparison.Ordinal));
        }
        JsonNode watch = new JsonObject { ["after"] = "now", [filter.Split('=')[0]] = new JsonArray(filter.Split('=')[1]) };
        await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => HubSubscriber.OpenAsync(server.Address, watch, Ct));
    }

    static bool Passes(Item item, string[] touches, string[] kinds) =>
        (touches.Length == 0 || touches.Any(item.Touches.Contains) || (touches.Any(touch => touch.StartsWith("story/", StringComparison.Ordinal)) && item.Kind.StartsWith("actor.", StringComparison.Ordinal)))
        && (kinds.Length == 0 || kinds.Any(kind => kind.EndsWith('*') ? item.Kind.StartsWith(kind[..^1], StringComparison.Ordinal) : item.Kind == kind));
}
