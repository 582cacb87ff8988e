using Tracker.Simulator.Store;

namespace Tracker.Simulator.Checks;

/// <summary>
/// Sees every record when it counts, with its words, and keeps it for ever: what anybody was ever given must be this. Checks the log itself: positions,
/// versions, times, chain, and (in <see cref="Reacting"/>) reactions. One for each epoch.
/// </summary>
/// <param name="older">The epoch that this one was copied from: it saw the words that the copy lacks already.</param>
sealed class Observer(string epoch, Observer? older, Action<Wrong, string> say)
{
    readonly List<Record> _records = [];
    readonly Dictionary<string, int> _versions = new(StringComparer.Ordinal);
    readonly Dictionary<(string Tag, string Kind), long> _tags = [];
    readonly Dictionary<long, long> _redacted = [];

    public string Epoch => epoch;

    public long Head => _records.Count;

    public IReadOnlyList<Record> Records => _records;

    public Reacting Reacting { get; } = new(say);

    public Record At(long position) => _records[(int)position - 1];

    /// <summary>This very record, with its words; null when it is not here.</summary>
    Record? Same(Record record) => record.Position <= Head && At(record.Position) is var known && known.Hash.Span.SequenceEqual(record.Hash.Span) ? known : older?.Same(record);

    public bool Redacted(long position) => _redacted.ContainsKey(position);

    /// <summary>Positions in (after, upTo] whose words had been taken down when readers were at <paramref name="published"/>.</summary>
    public IEnumerable<long> Gone(long after, long upTo, long published) =>
        _redacted.Where(pair => pair.Key > after && pair.Key <= upTo && pair.Value <= published).Select(pair => pair.Key);

    /// <summary>Position of the record with this tag, or 0.</summary>
    public long Tagged(string tag) => _tags.Where(pair => pair.Key.Tag == tag).Select(pair => pair.Value).DefaultIfEmpty().Max();

    public IEnumerable<Record> Matching(Filter filter, long after, long upTo)
    {
        for (var position = after + 1; position <= Math.Min(upTo, Head); position++)
        {
            if (filter.Passes(At(position))) yield return At(position);
        }
    }

    /// <summary>A server has begun on the store: nothing that was seen may be gone. What is there beyond was written by a life that did not live to see it.</summary>
    public void Opened(IReadOnlyList<StoredRecord> stored)
    {
        for (var i = 0; i < _records.Count; i++)
        {
            if (i >= stored.Count)
            {
                say(Wrong.Lost, $"Position {i + 1} ({_records[i].Kind} of {_records[i].Entity}) was there and is gone.");
                return;
            }
            if (!stored[i].Record.Hash.Span.SequenceEqual(_records[i].Hash.Span)) say(Wrong.Fork, $"Position {i + 1} is another record than it was.");
        }
        foreach (var one in stored.Skip(_records.Count)) Take(older?.Same(one.Record) ?? one.Record);
        Verify(stored);
    }

    public void Committed(IReadOnlyList<Record> records)
    {
        foreach (var record in records) Take(record);
    }

    /// <summary>The chain, with salts and bodies, as <c>verify</c> walks it.</summary>
    public void Verify(IReadOnlyList<StoredRecord> stored)
    {
        var hash = Chain.Origin;
        foreach (var one in stored)
        {
            var position = one.Record.Position;
            if (one.Record.Redacted != Redacted(position)) say(Wrong.Chain, $"Position {position}: its words are {(one.Record.Redacted ? "gone, and no record says so" : "there although they were taken down")}.");
            if (!one.Record.Redacted && !one.WordsFit) say(Wrong.Chain, $"Position {position}: its words are not those that were hashed.");
            hash = Chain.Hash(hash.Span, one.Record, one.Digest);
            if (!hash.Span.SequenceEqual(one.Record.Hash.Span)) say(Wrong.Chain, $"Position {position}: its hash does not follow.");
        }
    }

    void Take(Record record)
    {
        if (record.Position != Head + 1) say(Wrong.Hole, $"After position {Head} comes {record.Position}.");
        if (_records.Count > 0 && record.At < _records[^1].At) say(Wrong.Regression, $"Position {record.Position} was taken before its predecessor.");
        var version = _versions[record.Entity] = _versions.GetValueOrDefault(record.Entity) + 1;
        if (record.Version != version) say(Wrong.Fork, $"Position {record.Position} is version {record.Version} of {record.Entity}, which has {version - 1}.");
        if (Tags.Of(record) is { } tag && !_tags.TryAdd((tag, record.Kind), record.Position) && !TakesMore(record))
            say(Wrong.Duplicate, $"Order {tag} made {record.Kind} at {_tags[(tag, record.Kind)]} and again at {record.Position}.");
        if (record.Kind == "statement.added" && version > 1) say(Wrong.Duplicate, $"{record.Entity} is added again at {record.Position}.");
        _records.Add(record);
        foreach (var position in record.Event is RecordRedacted redacted ? redacted.Positions : []) _redacted.TryAdd(position, record.Position);
        Reacting.Follow(record, entity => _records.Where(one => one.Names(entity)).Select(Now));
    }

    // A takedown is done in steps: what repeated the words meanwhile goes by a record of its own.
    bool TakesMore(Record record) => record.Event is RecordRedacted redacted && !redacted.Positions.All(_redacted.ContainsKey);

    // As it can be read now: without the words that were taken down.
    Record Now(Record record) => !Redacted(record.Position) ? record : new Record
    {
        Position = record.Position, At = record.At, Entity = record.Entity, Version = record.Version, Kind = record.Kind, Touches = record.Touches, Body = default, Cause = record.Cause,
    };
}
