using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Tracker.Bench;

/// <summary>Subscribers that read as little as they can of what they get, so that they cost the server's cores little.</summary>
static partial class Readers
{
    public const string Name = "fan";

    /// <param name="seen">Gets the number of each statement as it comes.</param>
    public static async Task SseAsync(Server server, Action<int> seen, TaskCompletionSource open, CancellationToken ct)
    {
        using var http = server.Client();
        await using var stream = await http.GetStreamAsync(new Uri("api/live?after=now&touches=story/bench", UriKind.Relative), ct);
        using var lines = new StreamReader(stream);
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            open.TrySetResult();
            if (line.StartsWith("data:", StringComparison.Ordinal))
                Tell(line, seen);
        }
    }

    /// <summary>SignalR's JSON protocol by hand, over a plain WebSocket.</summary>
    public static async Task HubAsync(Server server, Action<int> seen, TaskCompletionSource open, CancellationToken ct)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(server.Address.ToString().Replace("http:", "ws:", StringComparison.Ordinal) + "hubs/live"), ct);
        await SendAsync(socket, """{"protocol":"json","version":1}""", ct);
        await SendAsync(socket, """{"type":1,"invocationId":"1","target":"Watch","arguments":[{"after":"now","touches":["story/bench"]}]}""", ct);
        var buffer = new byte[256 * 1024];
        while (true)
        {
            var read = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(read), ct);
                read += part.Count;
            }
            while (!part.EndOfMessage && read < buffer.Length);
            var text = Encoding.UTF8.GetString(buffer, 0, read);
            if (text.Contains("\"type\":3", StringComparison.Ordinal))
                open.TrySetResult();
            Tell(text, seen);
        }
    }

    static Task SendAsync(ClientWebSocket socket, string message, CancellationToken ct) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message + '\u001e'), WebSocketMessageType.Text, endOfMessage: true, ct);

    static void Tell(string text, Action<int> seen)
    {
        foreach (Match match in Entity().Matches(text))
            seen(int.Parse(match.Groups[1].ValueSpan, null));
    }

    [GeneratedRegex("\"entity\":\"statement/" + Name + "-([0-9]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Entity();
}
