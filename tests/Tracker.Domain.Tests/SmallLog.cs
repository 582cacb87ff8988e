using System.Collections.Immutable;

namespace Tracker.DomainTests;

/// <summary>A log in a list: gives positions, versions and times as the real one does, and stores bodies as bytes.</summary>
sealed class SmallLog
{
    readonly Dictionary<string, int> _versions = new(StringComparer.Ordinal);
    readonly List<Record> _records = [];

    public IReadOnlyList<Record> Records => _records;

    public DateTimeOffset Now { get; set; } = Some.Noon;

    public Record Append(Fact fact, long? cause = null)
    {
        var entity = fact.Touches[0].Entity;
        var version = _versions[entity] = _versions.GetValueOrDefault(entity) + 1;
        // Reactions take no time: how often a story reacts changes no place in said order.
        if (cause is null) Now = Now.AddSeconds(1);
        var record = new Record
        {
            Position = _records.Count + 1, At = Now, Entity = entity, Version = version, Kind = Events.KindOf(fact.Event), Touches = fact.Touches,
            Body = Events.Write(fact.Event), Cause = cause,
        };
        _records.Add(record);
        return record;
    }

    /// <summary>Deletes bodies, as a takedown does in the same transaction.</summary>
    public void TakeDown(IEnumerable<long> positions)
    {
        foreach (var position in positions) _records[(int)position - 1] = Bare(_records[(int)position - 1]);
    }

    static Record Bare(Record record) => new()
    {
        Position = record.Position, At = record.At, Entity = record.Entity, Version = record.Version, Kind = record.Kind, Touches = record.Touches,
        Body = ReadOnlyMemory<byte>.Empty, Cause = record.Cause,
    };

    /// <summary>The stream's version as of a position; 0 = it is not there.</summary>
    public int Version(string entity, long upTo = long.MaxValue) => _records.Where(record => record.Entity == entity && record.Position <= upTo).Select(record => record.Version).LastOrDefault();

    public IEnumerable<Record> After(long position) => _records.Skip((int)position);

    public IEnumerable<Record> Touching(string entity, long upTo = long.MaxValue) => _records.Where(record => record.Position <= upTo && record.Names(entity));

    public ImmutableDictionary<string, IReadOnlyList<Record>> Lives(IEnumerable<string> entities, long upTo) =>
        entities.ToImmutableDictionary(entity => entity, entity => (IReadOnlyList<Record>)[.. Touching(entity, upTo)]);

    /// <summary>Decides on the entity as its life makes it, and appends what comes of it.</summary>
    public Decision Do<TEntity, TCommand>(string entity, TCommand command) where TEntity : IEntity<TEntity, TCommand>
    {
        var decision = TEntity.Decide(Load<TEntity, TCommand>(entity), command);
        foreach (var fact in decision.Facts) Append(fact);
        return decision;
    }

    public TEntity Load<TEntity, TCommand>(string entity) where TEntity : IEntity<TEntity, TCommand> => Touching(entity).Aggregate(TEntity.Initial, TEntity.Evolve);
}
