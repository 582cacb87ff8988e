using System.Buffers;
using Tracker.Domain;

namespace Tracker.Log;

/// <summary>
/// A record's touches as stored: for each, in order, the entity's number (base 128, low bits first, high bit = more follows) and a byte with the role's.
/// About 3 bytes a touch, where names would take 30.
/// </summary>
static class TouchCode
{
    public static void Write(IBufferWriter<byte> writer, long entity, byte role)
    {
        var bytes = writer.GetSpan(11);
        var n = 0;
        for (; entity >= 0x80; entity >>= 7) bytes[n++] = (byte)(entity | 0x80);
        bytes[n++] = (byte)entity;
        bytes[n++] = role;
        writer.Advance(n);
    }

    /// <exception cref="FormatException">The bytes are no touches: the store is damaged.</exception>
    public static List<(long Entity, byte Role)> Read(ReadOnlySpan<byte> bytes)
    {
        var touches = new List<(long, byte)>(bytes.Length / 3);
        for (var i = 0; i < bytes.Length;)
        {
            long entity = 0;
            for (var shift = 0; ; shift += 7)
            {
                if (i >= bytes.Length || shift > 56) throw new FormatException("The touches of a record are cut.");
                var part = bytes[i++];
                entity |= (long)(part & 0x7f) << shift;
                if (part < 0x80) break;
            }
            if (i >= bytes.Length) throw new FormatException("The touches of a record are cut.");
            touches.Add((entity, bytes[i++]));
        }
        return touches;
    }
}
