using System.Buffers.Text;
using System.Text;

namespace Tracker.Faults.Readers;

/// <summary>The few pieces of the wire that a reader takes apart itself.</summary>
static class Wire
{
    static ReadOnlySpan<byte> PositionFirst => "{\"position\":"u8;

    /// <summary>An item begins with its position.</summary>
    public static long PositionOf(ReadOnlySpan<byte> item)
    {
        if (!item.StartsWith(PositionFirst) || !Utf8Parser.TryParse(item[PositionFirst.Length..], out long position, out _))
            throw new InvalidDataException($"Not an item: {Encoding.UTF8.GetString(item[..Math.Min(item.Length, 80)])}");
        return position;
    }

    /// <summary><c>epoch:position</c>.</summary>
    public static (string Epoch, long Position) Cursor(ReadOnlySpan<byte> cursor)
    {
        var colon = cursor.IndexOf((byte)':');
        if (colon < 0 || !Utf8Parser.TryParse(cursor[(colon + 1)..], out long position, out var used) || used != cursor.Length - colon - 1)
            throw new InvalidDataException($"Not a cursor: {Encoding.UTF8.GetString(cursor)}");
        return (Encoding.ASCII.GetString(cursor[..colon]), position);
    }

    /// <summary>Writes <c>epoch:position</c>; false when there is no room.</summary>
    public static bool TryFormatCursor(this Span<byte> room, string epoch, long position, out int length)
    {
        length = 0;
        if (!Encoding.ASCII.TryGetBytes(epoch, room, out var letters) || letters == room.Length) return false;
        room[letters] = (byte)':';
        if (!Utf8Formatter.TryFormat(position, room[(letters + 1)..], out var digits)) return false;
        length = letters + 1 + digits;
        return true;
    }
}
