using System.Buffers.Binary;
using System.Text;

namespace Tracker.Hostile.Hubs;

/// <summary>Frames of a WebSocket client, right ones and wrong ones.</summary>
static class Frame
{
    public const int Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10;

    public static readonly byte[] Handshake = Message("{\"protocol\":\"json\",\"version\":1}");

    /// <summary>A whole message of SignalR's JSON protocol.</summary>
    public static byte[] Message(string json) => Of(Text, Encoding.UTF8.GetBytes(json + "\u001e"));

    /// <param name="reserved">The three reserved bits.</param>
    /// <param name="claimed">The length that it says it has, when that is another one.</param>
    public static byte[] Of(int opcode, ReadOnlySpan<byte> payload, bool final = true, bool masked = true, int reserved = 0, ulong? claimed = null)
    {
        var length = claimed ?? (ulong)payload.Length;
        var frame = new MemoryStream();
        frame.WriteByte((byte)((final ? 0x80 : 0) | (reserved << 4) | opcode));
        var mask = masked ? 0x80 : 0;
        Span<byte> long8 = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(long8, length);
        if (length < 126) frame.WriteByte((byte)(mask | (int)length));
        else if (length <= ushort.MaxValue)
        {
            frame.WriteByte((byte)(mask | 126));
            frame.Write(long8[6..]);
        }
        else
        {
            frame.WriteByte((byte)(mask | 127));
            frame.Write(long8);
        }
        // A mask of zeros is a mask: the bytes stay readable in a failure.
        if (masked) frame.Write([0, 0, 0, 0]);
        frame.Write(payload);
        return frame.ToArray();
    }

    public static byte[] Closing(int code, string reason = "") => Of(Close, [(byte)(code >> 8), (byte)code, .. Encoding.UTF8.GetBytes(reason)]);
}
