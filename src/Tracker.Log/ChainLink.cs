using Tracker.Domain;

namespace Tracker.Log;

/// <summary>What a walk along the chain asks of each record, the same for every store. Null, or one sentence for a person.</summary>
static class ChainLink
{
    public const string Unreadable = "The record cannot be read: its entity, time or touches are damaged.";

    public const string WordsGone = "The record's words are gone, and no record.redacted names it.";

    public const string WordsThere = "The record says that it was taken down, but its words are still there.";

    public static string? Place(long expected, long position) =>
        position == expected ? null : $"There is no record at {expected}; the next one is at {position}.";

    public static string? Words(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> words, ReadOnlySpan<byte> digest) =>
        Chain.Digest(salt, words).AsSpan().SequenceEqual(digest) ? null : "The record's words (or their salt or digest) were altered.";

    public static string? Header(ReadOnlySpan<byte> previous, Record record, ReadOnlySpan<byte> digest) =>
        Chain.Hash(previous, record, digest).AsSpan().SequenceEqual(record.Hash.Span) ? null
        : "The record's hash does not follow from its predecessor and its header: one of its position, time, entity, version, kind, touches, cause or hash was altered.";

    public static string Version(Record record) => $"The stream {record.Entity} has no version {record.Version - 1} before this record.";

    /// <summary>Whether the anchor is of this log, or of the one that it was restored from and of a position that the copy had.</summary>
    /// <param name="reach">Up to where the anchor's log and this one are the same; null = they have nothing in common.</param>
    public static Alteration? Belongs(Cursor anchor, string epoch, long? reach)
    {
        if (anchor.Epoch == epoch) return null;
        if (reach is not { } last) return new Alteration(anchor.Position, $"The anchor is of another log: its epoch is {anchor.Epoch}, this log's is {epoch}.");
        return anchor.Position <= last ? null
            : new Alteration(last + 1, $"The anchor is of the log {anchor.Epoch}, of which this one was restored up to {last}: what came after, the backup had not.");
    }

    public static Alteration? Holds(Anchor? anchor, long position, ReadOnlyMemory<byte> hash) =>
        anchor?.Cursor.Position == position && !anchor.Hash.Span.SequenceEqual(hash.Span)
            ? new Alteration(position, "The record has another hash than the anchor: the chain was computed anew at or before this position.")
            : null;

    public static Alteration? Reaches(Anchor? anchor, long end) =>
        anchor?.Cursor.Position > end ? new Alteration(end + 1, $"The log ends at {end}, but it once had the anchor's position {anchor.Cursor.Position}: its tail was cut.") : null;
}
