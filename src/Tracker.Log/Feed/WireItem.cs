using Tracker.Domain;

namespace Tracker.Log.Feed;

/// <summary>A record as every transport gives it, for those that read the log without a channel (polling).</summary>
public static class WireItem
{
    public static ReadOnlyMemory<byte> Of(Record record) => new Entry(record).Item;
}
