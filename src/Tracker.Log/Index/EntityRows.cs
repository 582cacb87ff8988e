using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

/// <summary>One thing that records touch, whether it has records of its own or not.</summary>
sealed class EntityRow(long id, string reference)
{
    public long Id => id;
    public string Ref => reference;
    public int Kind { get; } = DocumentKind.CodeOf(reference);
    public long? Story { get; set; }
    /// <summary>Position of its first own record; null = it has none.</summary>
    public long? Created { get; set; }
    public long RecordedAt { get; set; }
    public int Version { get; set; }
    public long Touched { get; set; }
    /// <summary>Of a story: the last position that its board may differ after.</summary>
    public long Board { get; set; }
    /// <summary>Its state by number, see <see cref="DocumentKind.State"/>; 0 = none worth listing by.</summary>
    public int State { get; set; }
    /// <summary>Its place in said order, milliseconds, as it is known now; null = it has none.</summary>
    public long? Said { get; set; }
    public bool Stored { get; set; }
    public bool Changed { get; set; }
}

/// <summary>The entities that batches touch, by number in every other table; written at the end of each batch, kept in memory up to a bound.</summary>
sealed class EntityRows(Database database)
{
    const int Kept = 20_000;

    readonly Dictionary<string, EntityRow> _byRef = new(StringComparer.Ordinal);
    readonly Dictionary<long, EntityRow> _byId = [];
    readonly List<EntityRow> _changed = [];
    long _next;

    /// <summary>The row to change, numbered now if it is new.</summary>
    public EntityRow Change(string reference)
    {
        var row = Find(reference) ?? New(reference);
        Mark(row);
        return row;
    }

    public EntityRow Change(long id)
    {
        if (!_byId.TryGetValue(id, out var row))
        {
            var found = database["SELECT ref FROM entities WHERE id = ?"].Bind(id);
            if (!found.Step()) throw new InvalidOperationException($"The index has no entity {id}.");
            var reference = found.Text(0);
            found.Reset();
            row = Find(reference)!;
        }
        Mark(row);
        return row;
    }

    public void Flush()
    {
        foreach (var row in _changed)
        {
            var statement = row.Stored
                ? database["UPDATE entities SET story = ?, created = ?, recorded_at = ?, version = ?, touched = ?, board = ?, state = ?, said = ? WHERE id = ?"]
                : database["INSERT INTO entities(story, created, recorded_at, version, touched, board, state, said, id, ref, kind) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"];
            statement.Bind(row.Story).Bind(row.Created).Bind(row.RecordedAt).Bind(row.Version).Bind(row.Touched).Bind(row.Board).Bind(row.State).Bind(row.Said).Bind(row.Id);
            if (!row.Stored) statement.Bind(row.Ref).Bind(row.Kind);
            statement.Run();
            row.Stored = true;
            row.Changed = false;
        }
        _changed.Clear();
        if (_byRef.Count > Kept) Forget();
    }

    /// <summary>After a batch that was not written.</summary>
    public void Forget()
    {
        _byRef.Clear();
        _byId.Clear();
        _changed.Clear();
        _next = 0;
    }

    void Mark(EntityRow row)
    {
        if (row.Changed) return;
        row.Changed = true;
        _changed.Add(row);
    }

    EntityRow? Find(string reference)
    {
        if (_byRef.TryGetValue(reference, out var known)) return known;
        var found = database["SELECT id, story, created, recorded_at, version, touched, board, state, said FROM entities WHERE ref = ?"].Bind(reference);
        if (!found.Step()) return null;
        var row = new EntityRow(found.Int64(0), reference)
        {
            Story = found.IsNull(1) ? null : found.Int64(1), Created = found.IsNull(2) ? null : found.Int64(2), RecordedAt = found.Int64(3),
            Version = found.Int32(4), Touched = found.Int64(5), Board = found.Int64(6), State = found.Int32(7),
            Said = found.IsNull(8) ? null : found.Int64(8), Stored = true,
        };
        found.Reset();
        return Keep(row);
    }

    EntityRow New(string reference)
    {
        if (_next == 0) _next = (database["SELECT max(id) FROM entities"].Number() ?? 0) + 1;
        return Keep(new EntityRow(_next++, reference));
    }

    EntityRow Keep(EntityRow row)
    {
        _byRef[row.Ref] = row;
        _byId[row.Id] = row;
        return row;
    }
}
