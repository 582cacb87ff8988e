using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Tracker.Faults.Checking;

namespace Tracker.Faults.Readers;

/// <summary>SignalR's JSON protocol by hand over a plain WebSocket: it costs the machine a fraction of what the official client does.</summary>
sealed class HubReader(IReadOnlyList<Uri> ways, Notes notes, int seed) : Reader(ways, notes, seed)
{
    const byte End = 0x1e;
    static readonly HttpMessageInvoker Invoker = new(Sockets.Handler);
    static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);

    protected override async Task ReadAsync(CancellationToken ct)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{Address.Authority}/hubs/live"), Invoker, ct);
        await SendAsync(socket, """{"protocol":"json","version":1}""", ct);
        await SendAsync(socket, $$"""{"type":1,"invocationId":"1","target":"Watch","arguments":[{"after":"{{Notes.Cursor}}"}]}""", ct);
        var (buffer, filled, pinged) = (new byte[32 * 1024], 0, TimeProvider.System.GetTimestamp());
        while (socket.State == WebSocketState.Open)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(filled), ct);
            if (part.MessageType == WebSocketMessageType.Close) return;
            await HeardAsync(ct);
            filled += part.Count;
            var used = TakeMessages(buffer.AsMemory(0, filled));
            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            filled -= used;
            if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            if (TimeProvider.System.GetElapsedTime(pinged) < PingEvery) continue;
            pinged = TimeProvider.System.GetTimestamp();
            await SendAsync(socket, """{"type":6}""", ct);
        }
    }

    int TakeMessages(ReadOnlyMemory<byte> bytes)
    {
        var used = 0;
        while (bytes.Span[used..].IndexOf(End) is >= 0 and var end)
        {
            TakeMessage(bytes.Span.Slice(used, end));
            used += end + 1;
        }
        return used;
    }

    void TakeMessage(ReadOnlySpan<byte> message)
    {
        if (message.StartsWith("""{"type":1,"target":"changes","arguments":[{"items":["""u8)) TakeChanges(message);
        else if (message.StartsWith("""{"type":1,"target":"heartbeat","""u8)) Notes.At(CursorIn(message));
        else if (message.StartsWith("""{"type":1,"target":"reset","""u8)) Notes.Reset(Encoding.UTF8.GetString(message));
        else if (message.IndexOf("\"error\":"u8) >= 0) throw new IOException($"The hub says {Encoding.UTF8.GetString(message)}.");
        else if (message.StartsWith("""{"type":3"""u8)) Served();
    }

    void TakeChanges(ReadOnlySpan<byte> message)
    {
        var json = new Utf8JsonReader(message);
        while (json.Read() && json.TokenType != JsonTokenType.StartArray)
        {
        }
        while (json.Read() && json.TokenType != JsonTokenType.StartArray)
        {
        }
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            var began = (int)json.TokenStartIndex;
            json.Skip();
            var item = message[began..(int)json.BytesConsumed];
            Notes.Take(Wire.PositionOf(item), item);
        }
        Notes.At(CursorIn(message[(int)json.BytesConsumed..]));
    }

    static ReadOnlySpan<byte> CursorIn(ReadOnlySpan<byte> message)
    {
        var from = message.IndexOf("\"cursor\":\""u8) + "\"cursor\":\""u8.Length;
        return message[from..(from + message[from..].IndexOf((byte)'"'))];
    }

    static Task SendAsync(ClientWebSocket socket, string message, CancellationToken ct) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message + (char)End), WebSocketMessageType.Text, endOfMessage: true, ct);
}
