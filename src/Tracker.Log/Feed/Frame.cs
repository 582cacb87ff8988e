using System.Buffers;
using System.Buffers.Text;

namespace Tracker.Log.Feed;

/// <summary>Items of one filter in (From, Next], shared by everyone who is at that place; each transport's bytes are made when first asked for.</summary>
sealed class Frame(string epoch, long from, long next, IReadOnlyList<Entry> entries) : Page
{
    readonly Lock _once = new();
    byte[]? _items, _sse, _signalR;

    public long From => from;

    /// <summary>A reader at a position in [From, First) has seen nothing of this and misses nothing before it.</summary>
    public long First => entries.Count == 0 ? next : entries[0].Position;

    public override long Next => next;
    public override int Count => entries.Count;
    public override ReadOnlyMemory<byte> Items => entries.Count == 1 ? entries[0].Item : _items ?? Make(ref _items, JoinItems);
    public override ReadOnlyMemory<byte> Sse => _sse ?? Make(ref _sse, JoinSse);
    public override ReadOnlyMemory<byte> SignalR => _signalR ?? Make(ref _signalR, JoinSignalR);

    public bool IsFor(long after) => from <= after && after < First;

    byte[] Make(ref byte[]? made, Action<ArrayBufferWriter<byte>> join)
    {
        lock (_once)
        {
            if (made is not null) return made;
            if (entries.Count == 0) return made = [];
            var size = 128;
            foreach (var entry in entries) size += entry.Item.Length + 96;
            var bytes = new ArrayBufferWriter<byte>(size);
            join(bytes);
            return made = bytes.WrittenSpan.ToArray();
        }
    }

    void JoinItems(ArrayBufferWriter<byte> bytes)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            if (i > 0) bytes.Write(","u8);
            bytes.Write(entries[i].Item);
        }
    }

    void JoinSse(ArrayBufferWriter<byte> bytes)
    {
        foreach (var entry in entries)
        {
            bytes.Write("id: "u8);
            WriteCursor(bytes, entry.Position);
            bytes.Write("\nevent: change\ndata: "u8);
            bytes.Write(entry.Item);
            bytes.Write("\n\n"u8);
        }
    }

    void JoinSignalR(ArrayBufferWriter<byte> bytes)
    {
        bytes.Write("""{"type":1,"target":"changes","arguments":[{"items":["""u8);
        JoinItems(bytes);
        bytes.Write("],\"cursor\":\""u8);
        WriteCursor(bytes, next);
        bytes.Write("\"}]}\u001e"u8);
    }

    void WriteCursor(ArrayBufferWriter<byte> bytes, long position)
    {
        var span = bytes.GetSpan(64);
        var letters = System.Text.Encoding.ASCII.GetBytes(epoch, span);
        span[letters++] = (byte)':';
        Utf8Formatter.TryFormat(position, span[letters..], out var digits);
        bytes.Advance(letters + digits);
    }
}
