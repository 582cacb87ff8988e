namespace Tracker.Simulator.Store;

/// <summary>A stream as the log knows it.</summary>
readonly record struct StreamHead(int Version, long Cause);

/// <summary>What is committed, in memory.</summary>
sealed class Image
{
    public List<StoredRecord> Records { get; } = [];
    public Dictionary<string, StreamHead> Streams { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, UsedKey> Keys { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, NameSet> Names { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, List<int>> Touches { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, List<int>> Own { get; } = new(StringComparer.Ordinal);

    public long Head => Records.Count == 0 ? 0 : Records[^1].Record.Position;
    public ReadOnlyMemory<byte> Hash => Records.Count == 0 ? Chain.Origin : Records[^1].Record.Hash;
    public long LastAt => Records.Count == 0 ? 0 : Records[^1].Record.At.ToUnixTimeMilliseconds();

    public void Take(Batch batch)
    {
        foreach (var one in batch.Records)
        {
            var record = one.Record;
            foreach (var entity in record.Touches.Select(touch => touch.Entity).Distinct()) At(Touches, entity).Add(Records.Count);
            At(Own, record.Entity).Add(Records.Count);
            Records.Add(one);
            Streams[record.Entity] = new StreamHead(record.Version, record.Cause ?? Streams.GetValueOrDefault(record.Entity).Cause);
        }
        foreach (var key in batch.Keys) Keys.TryAdd(key.Key, key);
        foreach (var names in batch.Names) Names[names.Entity] = names;
        foreach (var position in batch.Redacted) Redact((int)position - 1);
    }

    // Not `with`: that would carry the event that was read already.
    void Redact(int at)
    {
        var (old, record) = (Records[at], Records[at].Record);
        var bare = new Record
        {
            Position = record.Position, At = record.At, Entity = record.Entity, Version = record.Version, Kind = record.Kind, Touches = record.Touches, Body = default,
            Cause = record.Cause, Hash = record.Hash,
        };
        Records[at] = new StoredRecord(bare, new byte[Chain.SaltSize], old.Digest) { SaltAt = old.SaltAt, BodyLength = old.BodyLength };
    }

    static List<int> At(Dictionary<string, List<int>> index, string entity)
    {
        if (!index.TryGetValue(entity, out var list)) index.Add(entity, list = []);
        return list;
    }
}
