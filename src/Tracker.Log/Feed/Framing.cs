using System.Buffers.Binary;
using System.Text;

namespace Tracker.Log.Feed;

/// <summary>What goes around the bytes of a frame on the wire, put there once for everyone who gets it.</summary>
static class Framing
{
    /// <summary>One chunk of HTTP/1.1's chunked coding (RFC 9112, 7.1); empty for nothing, for an empty chunk ends the body.</summary>
    public static ReadOnlyMemory<byte> Chunk(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return default;
        var size = Encoding.ASCII.GetBytes(bytes.Length.ToString("x", System.Globalization.CultureInfo.InvariantCulture));
        return (byte[])[.. size, .. "\r\n"u8, .. bytes, .. "\r\n"u8];
    }

    /// <summary>One whole text message from a server (RFC 6455, 5.2): final, not masked.</summary>
    public static ReadOnlyMemory<byte> Text(ReadOnlySpan<byte> bytes)
    {
        const byte finalText = 0x81;
        Span<byte> head = stackalloc byte[10];
        head[0] = finalText;
        int length;
        if (bytes.Length < 126)
        {
            head[1] = (byte)bytes.Length;
            length = 2;
        }
        else if (bytes.Length <= ushort.MaxValue)
        {
            head[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)bytes.Length);
            length = 4;
        }
        else
        {
            head[1] = 127;
            BinaryPrimitives.WriteUInt64BigEndian(head[2..], (ulong)bytes.Length);
            length = 10;
        }
        return (byte[])[.. head[..length], .. bytes];
    }
}
