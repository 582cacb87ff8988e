using System.Net.WebSockets;
using System.Text.Json;
using Tracker.ApiTests.Http;
using Xunit;

namespace Tracker.ApiTests.Live;

/// <summary>The hub's side of SignalR's protocol, and what it does with clients that do not keep to it.</summary>
[Collection(Alone.Name)]
public sealed class HubTests : IAsyncLifetime
{
    readonly Counted _counted = new();
    LiveServer _server = null!;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await LiveServer.StartAsync("--Tracker:Live:HandshakeSeconds=2", "--Tracker:Live:SilenceSeconds=4", "--Tracker:Live:MaxHubMessage=4096");

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _counted.Dispose();
    }

    async Task<ClientWebSocket> OpenAsync()
    {
        var socket = await _server.ConnectAsync(Ct);
        await socket.ShakeHandsAsync(Ct);
        Assert.Equal("{}", (await socket.HearAsync(Ct))!.Value.GetRawText());
        return socket;
    }

    [Fact]
    public async Task Watch_is_answered_before_anything_that_it_watches_and_a_heartbeat_says_how_many_items_went_before()
    {
        await _server.Admin.Make("/api/stories", new { id = "talks", title = "Talks" });
        using var socket = await OpenAsync();
        await socket.SayAsync("""{"type":1,"invocationId":"7","target":"Watch","arguments":[{"after":"start"}]}""", Ct);
        var reply = (await socket.HearAsync(Ct))!.Value;
        Assert.Equal((3, "7"), (reply.Int("type"), reply.Text("invocationId")));
        Assert.EndsWith(":0", reply.GetProperty("result").Text("cursor"), StringComparison.Ordinal);
        var changes = (await socket.HearAsync(Ct))!.Value;
        Assert.Equal("changes", changes.Text("target"));
        var count = changes.GetProperty("arguments")[0].GetProperty("items").GetArrayLength();
        var beat = (await socket.HearAsync(Ct))!.Value;
        Assert.Equal("heartbeat", beat.Text("target"));
        Assert.Equal(count, beat.GetProperty("arguments")[0].Int("items"));
        Assert.Equal(changes.GetProperty("arguments")[0].Text("cursor"), beat.GetProperty("arguments")[0].Text("cursor"));
    }

    [Theory]
    [InlineData("""{"type":1,"invocationId":"1","target":"Shout","arguments":["x"]}""")]
    [InlineData("""{"type":1,"invocationId":"1","target":"Watch","arguments":["x"]}""")]
    [InlineData("""{"type":1,"invocationId":"1","target":"Watch","arguments":[]}""")]
    [InlineData("""{"type":1,"invocationId":"1","target":"Watch","arguments":[{"unknown":1}]}""")]
    [InlineData("""{"type":1,"invocationId":"1","target":"Watch","arguments":[{"after":"yesterday"}]}""")]
    [InlineData("""{"type":1,"invocationId":"1","target":"Watch","arguments":[{"kinds":["nothing.happened"]}]}""")]
    [InlineData("""{"type":4,"invocationId":"1","target":"Watch","arguments":[{}]}""")]
    public async Task What_the_hub_does_not_understand_is_refused_and_the_connection_goes_on(string message)
    {
        using var socket = await OpenAsync();
        await socket.SayAsync(message, Ct);
        var refused = (await socket.HearAsync(3, Ct))!.Value;
        Assert.Contains("invalid:", refused.Text("error"), StringComparison.Ordinal);
        await socket.SayAsync("""{"type":1,"invocationId":"2","target":"Watch","arguments":[{}]}""", Ct);
        Assert.Equal("2", (await socket.HearAsync(3, Ct))!.Value.Text("invocationId"));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"type":1,"target":"Watch"}""")]
    [InlineData("""[]""")]
    public async Task A_malformed_message_closes_the_connection_with_a_word(string message)
    {
        using var socket = await OpenAsync();
        await socket.SayAsync(message, Ct);
        var close = (await socket.HearAsync(7, Ct))!.Value;
        Assert.False(close.TryGetProperty("allowReconnect", out var again) && again.GetBoolean());
        Assert.Null(await socket.HearAsync(Ct));
        Assert.Equal(1, _counted["closed/malformed"]);
    }

    [Fact]
    public async Task A_message_over_the_limit_closes_the_connection()
    {
        using var socket = await OpenAsync();
        await socket.SayAsync($$"""{"type":1,"invocationId":"1","target":"Watch","arguments":[{"after":"{{new string('x', 20_000)}}"}]}""", Ct);
        Assert.Contains("4096", (await socket.HearAsync(7, Ct))!.Value.Text("error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_protocol_is_refused_in_the_handshake()
    {
        using var socket = await _server.ConnectAsync(Ct);
        await socket.SayAsync("""{"protocol":"messagepack","version":1}""", Ct);
        Assert.Contains("messagepack", (await socket.HearAsync(Ct))!.Value.Text("error"), StringComparison.Ordinal);
        Assert.Null(await socket.HearAsync(Ct));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET / HTTP/1.1")]
    [InlineData("""{"protocol":"\ud800","version":1}""")]
    [InlineData("""{"protocol":1}""")]
    public async Task A_handshake_that_is_none_is_told_so_and_closed(string handshake)
    {
        using var socket = await _server.ConnectAsync(Ct);
        await socket.SayAsync(handshake, Ct);
        Assert.Equal(7, (await socket.HearAsync(Ct))!.Value.GetProperty("type").GetInt32());
        Assert.Null(await socket.HearAsync(Ct));
    }

    [Fact]
    public async Task Who_does_not_shake_hands_or_falls_silent_is_closed_and_who_pings_stays()
    {
        using var shy = await _server.ConnectAsync(Ct);
        using var silent = await OpenAsync();
        using var well = await OpenAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var pinging = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await well.SayAsync("""{"type":6}""", Ct);
                await Task.Delay(500, CancellationToken.None);
            }
        }, Ct);
        Assert.Null(await shy.HearAsync(Ct));
        Assert.Null(await silent.HearAsync(Ct));
        Assert.Equal((1, 1), (_counted["closed/handshake"], _counted["closed/silent"]));
        await well.SayAsync("""{"type":1,"invocationId":"2","target":"Watch","arguments":[{}]}""", Ct);
        Assert.NotNull(await well.HearAsync(3, Ct));
        await stop.CancelAsync();
        await pinging;
    }

    [Fact]
    public async Task Too_many_messages_are_refused_and_a_flood_is_closed()
    {
        using var socket = await OpenAsync();
        for (var i = 0; i < 500 && socket.State == WebSocketState.Open; i++)
        {
            try
            {
                await socket.SayAsync($$"""{"type":1,"invocationId":"{{i}}","target":"Watch","arguments":[{}]}""", Ct);
            }
            catch (WebSocketException)
            {
                break;
            }
        }
        var (done, refused) = (0, 0);
        while (await socket.HearAsync(Ct) is { } message)
        {
            if (!message.TryGetProperty("type", out var type) || type.GetInt32() != 3) continue;
            if (message.TryGetProperty("error", out var error)) refused += error.GetString()!.Contains("too-many", StringComparison.Ordinal) ? 1 : 0;
            else done++;
        }
        Assert.InRange(done, 1, 499);
        Assert.Equal(1, _counted["closed/flood"]);
        Assert.InRange(refused, 0, 499 - done);
    }

    [Fact]
    public async Task Only_pages_of_this_server_and_of_listed_origins_may_connect()
    {
        using var own = await _server.ConnectAsync(Ct, ("Origin", $"http://{_server.Address.Authority}"));
        using var listed = await _server.ConnectAsync(Ct, ("Origin", "https://desk.example"));
        await Assert.ThrowsAsync<WebSocketException>(() => _server.ConnectAsync(Ct, ("Origin", "https://elsewhere.example")));
        await Assert.ThrowsAsync<WebSocketException>(() => _server.ConnectAsync(Ct, ("Origin", "null")));
        await (await _server.Http.Send(HttpMethod.Post, "/hubs/live/negotiate?negotiateVersion=1", "", ("Origin", "https://elsewhere.example"))).Problem(403, "forbidden-origin");
        Assert.Equal(3, _counted["refused/origin"]);
    }

    [Theory]
    [InlineData("?negotiateVersion=1", true)]
    [InlineData("", false)]
    public async Task Negotiation_offers_websockets(string query, bool token)
    {
        var answer = await (await _server.Http.Send(HttpMethod.Post, "/hubs/live/negotiate" + query, "")).Json();
        Assert.Equal("WebSockets", answer.GetProperty("availableTransports")[0].Text("transport"));
        Assert.Equal(token, answer.TryGetProperty("connectionToken", out _));
        await (await _server.Http.GetAsync(new Uri("/hubs/live", UriKind.Relative), Ct)).Problem(400, "invalid");
    }
}
