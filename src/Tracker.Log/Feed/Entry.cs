using Tracker.Domain;

namespace Tracker.Log.Feed;

/// <summary>A record as the feed holds it: whom it touches on the wire, and its bytes, encoded once.</summary>
sealed class Entry
{
    Entry(Record record, string[] refs, byte[] item)
    {
        Record = record;
        Refs = refs;
        Item = item;
    }

    public Record Record { get; }
    public long Position => Record.Position;

    /// <summary>Distinct touches in order of first appearance, without internal ones.</summary>
    public string[] Refs { get; }

    public bool IsTakedown => Record.Kind == "record.redacted";

    /// <summary>The live item, JSON, one line.</summary>
    public byte[] Item { get; }

    /// <summary>Bytes that it holds, roughly: body, item, and the event that a grain may have read from it.</summary>
    public int Cost => 512 + (2 * Record.Body.Length) + Item.Length + (64 * Record.Touches.Count);

    public static Entry Of(Record record)
    {
        var refs = Wire(record.Touches);
        return new Entry(record, refs, LiveItem.Encode(record, refs));
    }

    /// <summary>The same record after its words were taken down. Not <c>with</c>: that would carry the event that was read already.</summary>
    public Entry TakenDown() => Of(new Record
    {
        Position = Record.Position, At = Record.At, Entity = Record.Entity, Version = Record.Version, Kind = Record.Kind,
        Touches = Record.Touches, Body = default, Cause = Record.Cause, Hash = Record.Hash,
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
