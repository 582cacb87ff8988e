using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Tracker.ApiTests.Http;
using Xunit;

namespace Tracker.ApiTests.Live;

/// <summary>Readers whose connection takes a frame only in parts, and such as the shared bytes do not suit: each has every item, whole and in order.</summary>
[Collection(Alone.Name)]
public sealed class SlowTests
{
    const int Statements = 100;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_stream_that_is_read_slowly()
    {
        await using var server = await LiveServer.StartAsync();
        using var http = new HttpClient(Narrow()) { BaseAddress = server.Address };
        using var lines = new StreamReader(await http.GetStreamAsync(new Uri("/api/live?after=start&kinds=statement.added", UriKind.Relative), Ct));
        var making = MakeAsync(server);
        var positions = new List<long>();
        string? name = null;
        while (!making.IsFaulted && positions.Count < Statements && await lines.ReadLineAsync(Ct) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            if (name != "change" || !line.StartsWith("data: ", StringComparison.Ordinal)) continue;
            positions.Add(JsonDocument.Parse(line[6..]).RootElement.GetProperty("position").GetInt64());
            await Task.Delay(2, Ct);
        }
        await making;
        Assert.Equal(Enumerable.Range(3, Statements).Select(n => (long)n), positions);
    }

    [Fact]
    public async Task A_hub_client_that_is_read_slowly_while_it_pings_the_server()
    {
        await using var server = await LiveServer.StartAsync();
        using var invoker = new HttpMessageInvoker(Narrow());
        using var socket = new ClientWebSocket();
        // Pongs are written by the server's WebSocket itself, while frames go straight.
        (socket.Options.KeepAliveInterval, socket.Options.KeepAliveTimeout) = (TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(30));
        await socket.ConnectAsync(new Uri($"ws://{server.Address.Authority}/hubs/live"), invoker, Ct);
        await socket.ShakeHandsAsync(Ct);
        await socket.SayAsync("""{"type":1,"invocationId":"1","target":"Watch","arguments":[{"after":"start","kinds":["statement.added"]}]}""", Ct);
        var making = MakeAsync(server);
        var positions = new List<long>();
        while (!making.IsFaulted && positions.Count < Statements && await socket.HearAsync(1, Ct) is { } message)
        {
            if (message.GetProperty("target").GetString() != "changes") continue;
            positions.AddRange(message.GetProperty("arguments")[0].GetProperty("items").EnumerateArray().Select(item => item.GetProperty("position").GetInt64()));
            await Task.Delay(2, Ct);
        }
        await making;
        Assert.Equal(Enumerable.Range(3, Statements).Select(n => (long)n), positions);
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Fact]
    public async Task A_client_of_HTTP_1_0_gets_no_chunks()
    {
        await using var server = await LiveServer.StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port, Ct);
        var stream = socket.GetStream();
        await stream.WriteAsync("GET /api/live?after=start HTTP/1.0\r\n\r\n"u8.ToArray(), Ct);
        using var lines = new StreamReader(stream);
        while (await lines.ReadLineAsync(Ct) is { Length: > 0 } header) Assert.DoesNotContain("chunked", header, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("retry: 2000", await lines.ReadLineAsync(Ct));
        await server.Admin.Make("/api/stories", new { id = "one", title = "One" });
        var last = "";
        while (await lines.ReadLineAsync(Ct) is { } line && line != "event: change") last = line;
        Assert.Matches("^id: [a-z0-9]+:1$", last);
        Assert.StartsWith("data: {\"position\":1,", await lines.ReadLineAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_was_used_before()
    {
        await using var server = await LiveServer.StartAsync();
        var opened = 0;
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, ct) =>
            {
                opened++;
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        }) { BaseAddress = server.Address };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/api/stories", UriKind.Relative), Ct)).StatusCode);
        using var lines = new StreamReader(await http.GetStreamAsync(new Uri("/api/live?after=start", UriKind.Relative), Ct));
        await server.Admin.Make("/api/stories", new { id = "one", title = "One" });
        while (await lines.ReadLineAsync(Ct) != "event: change")
        {
        }
        Assert.StartsWith("data: {\"position\":1,", await lines.ReadLineAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(1, opened);
    }

    static async Task MakeAsync(LiveServer server)
    {
        await server.Admin.Make("/api/stories", new { id = "talks", title = "Talks" });
        await server.Admin.Make("/api/actors", new { id = "ann", kind = "person", name = "Ann Example" });
        for (var n = 0; n < Statements; n++)
            await server.Admin.Make("/api/statements", new { story = "talks", speakers = new[] { "ann" }, text = string.Concat(Enumerable.Repeat(string.Create(CultureInfo.InvariantCulture, $"{n} words "), 2_500)) });
    }

    static SocketsHttpHandler Narrow() => new()
    {
        ConnectCallback = async (context, ct) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };
}
