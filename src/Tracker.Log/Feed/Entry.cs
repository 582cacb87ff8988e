using System.Buffers;
using System.Buffers.Text;
using Tracker.Domain;

namespace Tracker.Log.Feed;

/// <summary>A record as the feed holds it: whom it touches on the wire, and its bytes. Both are made when first asked for, which is when it is published, and then kept.</summary>
sealed class Entry(Record record)
{
    string[]? _refs;
    byte[]? _item, _sse;

    public Record Record => record;
    public long Position => record.Position;
    public bool IsTakedown => record.Kind == "record.redacted";

    /// <summary>Distinct touches in order of first appearance, without internal ones.</summary>
    public string[] Refs => _refs ??= Wire(record.Touches);

    /// <summary>The live item, JSON, one line.</summary>
    public byte[] Item => _item ?? Interlocked.CompareExchange(ref _item, LiveItem.Encode(record, Refs), null) ?? _item;

    /// <summary>The event stream's message, the same for every filter; kept, for most records are written alone.</summary>
    public byte[] Sse(string epoch)
    {
        if (Volatile.Read(ref _sse) is { } made) return made;
        var bytes = new ArrayBufferWriter<byte>(Item.Length + 96);
        WriteSse(bytes, epoch);
        return Interlocked.CompareExchange(ref _sse, bytes.WrittenSpan.ToArray(), null) ?? _sse;
    }

    public void WriteSse(ArrayBufferWriter<byte> bytes, string epoch)
    {
        bytes.Write("id: "u8);
        Bundle.WriteCursor(bytes, epoch, Position);
        bytes.Write("\nevent: change\ndata: "u8);
        bytes.Write(Item);
        bytes.Write("\n\n"u8);
    }

    /// <summary>How many bytes <see cref="WriteSse"/> writes.</summary>
    public int SseLength(string epoch)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(Position, digits, out var length);
        return "id: \nevent: change\ndata: \n\n".Length + epoch.Length + 1 + length + Item.Length;
    }

    /// <summary>Bytes that it holds, roughly: body, item, its message in the event stream, and the event that a grain may have read from it.</summary>
    public int Cost { get; } = 768 + (4 * record.Body.Length) + (96 * record.Touches.Count);

    /// <summary>The same record after its words were taken down. Not <c>with</c>: that would carry the event that was read already.</summary>
    public Entry TakenDown() => new(new Record
    {
        Position = record.Position, At = record.At, Entity = record.Entity, Version = record.Version, Kind = record.Kind,
        Touches = record.Touches, Body = default, Cause = record.Cause, Hash = record.Hash,
    });

    static string[] Wire(IReadOnlyList<Touch> touches)
    {
        var refs = new string[touches.Count];
        var count = 0;
        for (var i = 0; i < touches.Count; i++)
        {
            var entity = touches[i].Entity;
            if (!Ref.IsInternal(entity) && Array.IndexOf(refs, entity, 0, count) < 0) refs[count++] = entity;
        }
        return count == refs.Length ? refs : refs[..count];
    }
}
