using System.Buffers.Binary;
using System.Text;

namespace Tracker.Bench.Load;

/// <summary>A WebSocket client, and what each protocol over it wants said. Open at once after the upgrade, unless the protocol says otherwise.</summary>
class SocketReader(Loop loop, int port, Arrivals arrivals, string path) : Reader(loop, port, arrivals)
{
    const byte Text = 1, Goodbye = 8, Ping = 9, Pong = 10;
    readonly byte[] _header = new byte[10];
    readonly List<byte> _before = [];
    int _have;
    ulong _left;
    bool _inside, _isShort;

    protected override string Request =>
        $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

    protected override int Status => 101;

    protected override void Headed(string head)
    {
        (_have, _left, _inside) = (0, 0, false);
        _before.Clear();
        Begin();
    }

    protected virtual void Begin() => Opened();

    /// <summary>A whole text message that came before it was open.</summary>
    protected virtual void Answered(string message)
    {
    }

    /// <summary>A text message of one byte: no statement is so short.</summary>
    protected virtual void Short(byte letter)
    {
    }

    protected void Say(string message) => Frame(Text, Encoding.UTF8.GetBytes(message));

    protected override void Body(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (!_inside)
            {
                _header[_have++] = bytes[0];
                bytes = bytes[1..];
                if (_have < 2 || _have < HeaderSize) continue;
                _left = (_header[1] & 0x7F) switch { 126 => BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(2)), 127 => BinaryPrimitives.ReadUInt64BigEndian(_header.AsSpan(2)), var small => (ulong)small };
                (_inside, _have, _isShort) = (_left > 0, 0, _left == 1);
                switch (_header[0] & 0xF)
                {
                    case Ping when _left == 0:
                        Frame(Pong, []);
                        break;
                    case Goodbye:
                        End();
                        return;
                }
                continue;
            }
            if (_isShort) Short(bytes[0]);
            var here = (int)Math.Min(_left, (ulong)bytes.Length);
            if (IsOpen) Scan(bytes[..here]); else _before.AddRange(bytes[..here]);
            bytes = bytes[here..];
            _left -= (ulong)here;
            if (_left > 0) continue;
            _inside = false;
            if (_before.Count == 0) continue;
            var message = Encoding.UTF8.GetString([.. _before]);
            _before.Clear();
            Heard = message;
            Answered(message);
        }
    }

    int HeaderSize => (_header[1] & 0x7F) switch { 126 => 4, 127 => 10, _ => 2 };

    /// <summary>Masked with zeros, which leaves the bytes as they are.</summary>
    void Frame(byte kind, byte[] payload)
    {
        byte[] length = payload.Length < 126 ? [(byte)(0x80 | payload.Length)] : [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length];
        Send([(byte)(0x80 | kind), .. length, 0, 0, 0, 0, .. payload]);
    }
}

/// <summary>SignalR's JSON protocol without negotiation; pings like the official client.</summary>
/// <param name="watch">What it invokes and awaits the answer of, or null: then it is open with the handshake.</param>
sealed class HubReader(Loop loop, int port, Arrivals arrivals, string path, Func<Reader, string>? watch) : SocketReader(loop, port, arrivals, path)
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    int _life;

    protected override void Begin() => Say("{\"protocol\":\"json\",\"version\":1}\u001e");

    protected override void Answered(string message)
    {
        if (watch is not null && message.StartsWith("{}", StringComparison.Ordinal)) Say(watch(this) + "\u001e");
        else if (watch is null || message.Contains("\"type\":3", StringComparison.Ordinal))
        {
            Opened();
            // Each at its own time: all at once would be a storm of the bench's own making.
            Loop.After(Every * Random.Shared.NextDouble(), () => Ping(_life));
        }
        // Statements may come with the answer, and even before it.
        Scan(Encoding.UTF8.GetBytes(message));
    }

    protected override void Connected()
    {
        _life++;
        base.Connected();
    }

    void Ping(int life)
    {
        if (life != _life || !IsConnected) return;
        Say("{\"type\":6}\u001e");
        Loop.After(Every, () => Ping(life));
    }
}

/// <summary>socket.io 4 over engine.io 4, the default namespace; answers its pings.</summary>
sealed class EngineReader(Loop loop, int port, Arrivals arrivals) : SocketReader(loop, port, arrivals, "/socket.io/?EIO=4&transport=websocket")
{
    protected override void Begin()
    {
    }

    protected override void Answered(string message)
    {
        if (message.StartsWith('0')) Say("40");
        else if (message.StartsWith("40", StringComparison.Ordinal)) Opened();
    }

    protected override void Short(byte letter)
    {
        if (letter == '2') Say("3");
    }
}
