using System.Text;
using System.Text.Json.Nodes;
using Tracker.Hostile.Shooting;
using Tracker.Hostile.Texts;

namespace Tracker.Hostile.Hubs;

/// <summary>A hub connection that misbehaves is answered with an error or closed, and no other notices.</summary>
public sealed class HubTests(Siege siege)
{
    const string Upgrade = "GET /hubs/live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    static readonly byte[] Marker = Frame.Message(FrameShots.Invocation("Marker").Replace("\"a\"", "\"marker\"", StringComparison.Ordinal));

    [Fact]
    public async Task Frames_and_messages_of_no_protocol_are_answered_with_an_error_or_closed()
    {
        await siege.BeginAsync(TestContext.Current.CancellationToken);
        await siege.FireAsync("frames", FrameShots.Count, (dice, number) =>
        {
            var (what, frames) = FrameShots.Of(dice, number);
            // Sent in one go, and then no more: whatever is half is seen to be so.
            return new Shot("", 0, 0, what, [.. Encoding.ASCII.GetBytes(Upgrade), .. frames, .. Marker], Answered: false);
        }, (shot, outcome) => outcome.Answers is [{ Status: 101 }, ..] or [] ? null : "was not upgraded");
    }

    [Fact]
    public async Task Requests_to_upgrade_and_to_negotiate_that_are_wrong_are_refused()
    {
        await siege.BeginAsync(TestContext.Current.CancellationToken);
        await siege.FireAsync("upgrades", 200, (dice, number) =>
        {
            if (dice.One(3)) return new HttpCall("POST", "/hubs/live/negotiate?" + dice.Of("", "negotiateVersion=1", "negotiateVersion=99", "negotiateVersion=x", "negotiateVersion=-1", "id=" + Uri.EscapeDataString(Poison.Any(dice) is { Length: < 2_000 } id ? id : "x"))) { Body = dice.Bytes(dice.Of(0, 0, 50, 100_000)) }.Shot("outside: negotiate");
            var upgrade = dice.Next(7) switch
            {
                0 => Upgrade.Replace("13", dice.Of("12", "", "99", "x"), StringComparison.Ordinal),
                1 => Upgrade.Replace("dGhlIHNhbXBsZSBub25jZQ==", dice.Of("", "x", "dGhl", new string('A', 3_000)), StringComparison.Ordinal),
                2 => Upgrade.Replace("websocket", dice.Of("h2c", "", "WebSocket2", "websocket, h2c"), StringComparison.Ordinal),
                3 => Upgrade.Replace("\r\n\r\n", "\r\nSec-WebSocket-Protocol: " + dice.Of("x", ",", new string('p', 2_000)) + "\r\n\r\n", StringComparison.Ordinal),
                4 => Upgrade.Replace("\r\n\r\n", "\r\nSec-WebSocket-Extensions: permessage-deflate; " + dice.Of("client_max_window_bits=99", "server_max_window_bits=7", "x;;;") + "\r\n\r\n", StringComparison.Ordinal),
                5 => Upgrade.Replace("\r\n\r\n", "\r\nOrigin: " + dice.Of("https://evil.example", "null", "http://localhost.evil", "file://") + "\r\n\r\n", StringComparison.Ordinal),
                _ => Upgrade.Replace("/hubs/live", "/hubs/live?" + dice.Of("id=x", "access_token=" + new string('x', 3_000), "id=" + new string('y', 200), "transport=longPolling"), StringComparison.Ordinal),
            };
            return new Shot("", 0, 0, "outside: an upgrade", Encoding.Latin1.GetBytes(upgrade), Answered: false);
        });
    }

    [Fact]
    public async Task A_flood_of_watches_and_one_of_pings_are_stood()
    {
        var ct = TestContext.Current.CancellationToken;
        await siege.BeginAsync(ct);
        var watch = Frame.Message(FrameShots.Invocation("Watch", "{\"after\":\"start\",\"touches\":[\"story/small\"]}"));
        byte[] flood = [.. Encoding.ASCII.GetBytes(Upgrade), .. Frame.Handshake, .. Enumerable.Range(0, 2_000).SelectMany(n => n % 2 == 0 ? watch : Frame.Of(Frame.Ping, "x"u8)), .. Marker];
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Line.FireAsync(siege.Server.Address, new Shot("flood", 0, 0, "watches", flood, Answered: false), TimeSpan.FromSeconds(60), ct)));
        Assert.All(outcomes, outcome => Assert.True(outcome.Closed, "It is not closed although its client sends no more."));
        await siege.StandsAsync(ct);
    }

    [Fact]
    public async Task A_second_watch_whose_filter_is_refused_leaves_the_first_as_it_is()
    {
        var ct = TestContext.Current.CancellationToken;
        await siege.BeginAsync(ct);
        await using var reader = await Acceptance.Wire.HubSubscriber.OpenAsync(siege.Server.Address, new { touches = new[] { "actor/canary" } }, ct);
        var refused = await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => reader.WatchAsync(new { touches = new[] { "nothing" } }, ct));
        Assert.Contains("invalid: touches", refused.Message, StringComparison.Ordinal);
        var none = await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => reader.WatchAsync(null!, ct));
        Assert.Contains("invalid", none.Message, StringComparison.Ordinal);
        var posted = (await siege.Server.Api.Post("/api/statements", (JsonNode)World.Canary("after a refusal"), ct)).Is(201);
        await reader.Received.Until(posted.Position, ct);
    }
}
