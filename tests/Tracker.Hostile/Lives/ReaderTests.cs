using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Tracker.Hostile.Hubs;
using Tracker.Hostile.Shooting;
using Tracker.Hostile.Texts;

namespace Tracker.Hostile.Lives;

/// <summary>Readers of changes: hostile places to begin, and readers that stop reading.</summary>
public sealed class ReaderTests(Siege siege)
{
    [Fact]
    public async Task Streams_and_polls_answer_hostile_cursors_and_filters()
    {
        await siege.BeginAsync(TestContext.Current.CancellationToken);
        await siege.FireAsync("readers", 500, (dice, number) =>
        {
            var path = dice.One(2) ? "/api/live" : "/api/changes";
            var query = $"?after={Encoded(dice.One(2) ? dice.Of("start", "now", World.Epoch + ":3") : dice.Of(Poison.Cursors), dice)}&touches={Encoded(dice.One(2) ? dice.Of("actor/ann", "story/small") : dice.Of(Poison.Filters), dice)}" + (dice.One(4) ? $"&kinds={Encoded(dice.Of(Poison.Filters), dice)}" : "") + (dice.One(3) ? $"&limit={Encoded(dice.Of(Poison.Numbers), dice)}" : "");
            var call = new HttpCall("GET", path + (dice.One(4) ? query[..query.IndexOf("&touches", StringComparison.Ordinal)] : query));
            if (dice.One(6)) call = call.With("Last-Event-ID", Queries.QueryShots.Header(dice.Of(Poison.Cursors)));
            return call.Shot(path);
        });
    }

    [Fact]
    public async Task Readers_that_stop_reading_cost_the_others_nothing()
    {
        var ct = TestContext.Current.CancellationToken;
        await siege.BeginAsync(ct);
        var stuck = new List<Socket>();
        try
        {
            for (var i = 0; i < 120; i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
                stuck.Add(socket);
                await socket.ConnectAsync(siege.Server.Address.Host, siege.Server.Address.Port, ct);
                await socket.SendAsync((i % 3) switch
                {
                    0 => new HttpCall("GET", "/api/live?after=start").Bytes,
                    1 => Watching(),
                    _ => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("GET /api/changes?after=start&limit=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n", 50))),
                }, ct);
            }
            var large = new string('я', 90_000);
            for (var i = 0; i < 40; i++)
                (await siege.Server.Api.Post("/api/statements", new JsonObject { ["story"] = "other", ["speakers"] = new JsonArray("ann"), ["text"] = $"{i} {large}" }, ct)).Is(201);
            await siege.StandsAsync(ct);
        }
        finally
        {
            foreach (var socket in stuck) socket.Dispose();
        }
        await siege.StandsAsync(ct);
    }

    static byte[] Watching() =>
    [
        .. "GET /hubs/live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"u8, .. Frame.Handshake,
        .. Frame.Message(FrameShots.Invocation("Watch", "{\"after\":\"start\"}")),
    ];

    static string Encoded(string value, Dice dice) => dice.One(20) ? value.Replace(" ", "+", StringComparison.Ordinal).ReplaceLineEndings("").Replace("\0", "", StringComparison.Ordinal) : Uri.EscapeDataString(value) is { Length: < 3_000 } fits ? fits : "x";
}
