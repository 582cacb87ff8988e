using System.Text.Json;
using Tracker.Domain;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

/// <summary>Documents by writing: one row a record of the entity's own stream, each known from its record to the next one's.</summary>
sealed class DocumentRows(Database database, BodyRows bodies, EntityRows entities)
{
    // Only to save reading back: what is not here is read from its last row, however long the life behind it. Statements, the many that are
    // hardly ever touched again, are always read back.
    const int Kept = 1_024;
    Bounded<long, object> _states = new(Kept);

    /// <summary>Folds one record of the entity's own stream, or another one that changes its document; answers the states before (null for the first) and after.</summary>
    public (object? Before, object After) Follow(EntityRow entity, Record record)
    {
        var kind = DocumentKind.Of(entity.Kind);
        var before = State(entity, kind);
        var after = kind.Evolve(before, record);
        if (before is not null) Close(entity, record.Position);
        Add(entity, kind, record, after, record.Entity == entity.Ref ? record.Version : entity.Version);
        return (before, after);
    }

    /// <summary>Every row of a statement says only that its words were taken down.</summary>
    public void TakeDown(EntityRow entity, Record first)
    {
        var kind = DocumentKind.Of(entity.Kind);
        var takenDown = kind.Read(new Written(Ref.IdOf(entity.Ref), entity.Version, first.Position, first.At, RedactedBody));
        EraseAll(entity);
        database["UPDATE docs SET body = ? WHERE entity = ?"].Bind(bodies.Add(kind.Write(takenDown))).Bind(entity.Id).Run();
        (entity.State, entity.Said) = (0, first.At.ToUnixTimeMilliseconds());
    }

    /// <summary>All rows of an entity, made again from its stream as it is now.</summary>
    public void Refold(EntityRow entity, IReadOnlyList<Record> stream)
    {
        EraseAll(entity);
        database["DELETE FROM docs WHERE entity = ?"].Bind(entity.Id).Run();
        var kind = DocumentKind.Of(entity.Kind);
        object? state = null;
        Record? last = null;
        foreach (var record in stream)
        {
            if (record.Kind == "position.changed") continue;
            if (last is not null) Close(entity, record.Position);
            state = kind.Evolve(state, last = record);
            Add(entity, kind, record, state, record.Version);
        }
    }

    /// <summary>The state as it is now, as far as its document says; null = it has none.</summary>
    public object? Now(EntityRow entity) => entity.Kind == 0 ? null : State(entity, DocumentKind.Of(entity.Kind));

    public void Forget() => _states = new(Kept);

    static readonly JsonElement RedactedBody = JsonDocument.Parse("""{"redacted":true}""").RootElement;

    void Add(EntityRow entity, DocumentKind kind, Record record, object state, int version)
    {
        database["INSERT INTO docs(entity, known_from, known_to, version, body) VALUES(?, ?, ?, ?, ?)"]
            .Bind(entity.Id).Bind(record.Position).Bind(IndexStore.Forever).Bind(version).Bind(bodies.Add(kind.Write(state))).Run();
        (entity.State, entity.Said) = (kind.State(state), kind.Said(state, reference => entities.Change(reference).Said));
        Keep(entity, state);
    }

    void Keep(EntityRow entity, object state)
    {
        if (entity.Kind != DocumentKind.Statement) _states.Set(entity.Id, state);
    }

    object? State(EntityRow entity, DocumentKind kind)
    {
        if (entity.Created is not { } created) return null;
        if (_states.TryGet(entity.Id, out var known)) return known;
        var row = database["SELECT body, version FROM docs WHERE entity = ? ORDER BY known_from DESC LIMIT 1"].Bind(entity.Id);
        if (!row.Step()) return null;
        var (body, version) = (row.Int64(0), row.Int32(1));
        row.Reset();
        using var document = JsonDocument.Parse((byte[])[.. bodies.Read(body)!, (byte)'}']);
        return kind.Read(new Written(Ref.IdOf(entity.Ref), version, created, DateTimeOffset.FromUnixTimeMilliseconds(entity.RecordedAt), document.RootElement));
    }

    // The newest row is found by its key: an entity with many versions costs no more than one with two.
    void Close(EntityRow entity, long position) =>
        database["UPDATE docs SET known_to = ? WHERE entity = ? AND known_from = (SELECT max(known_from) FROM docs WHERE entity = ?)"]
            .Bind(position).Bind(entity.Id).Bind(entity.Id).Run();

    void EraseAll(EntityRow entity)
    {
        var held = new List<long>();
        var rows = database["SELECT body FROM docs WHERE entity = ?"].Bind(entity.Id);
        while (rows.Step()) held.Add(rows.Int64(0));
        foreach (var body in held) bodies.Erase(body);
    }
}
