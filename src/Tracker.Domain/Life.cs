namespace Tracker.Domain;

/// <summary>What an entity knows of the records that touch it. Bounded, however many there are.</summary>
public sealed record Life
{
    public const int LatestCount = 10;

    /// <summary>How many statements were added that touch the entity in this role; a statement counts once in each of its roles, also when it is corrected or retracted later.</summary>
    public IReadOnlyDictionary<TouchRole, int> Statements { get; init; } = new Dictionary<TouchRole, int>();

    /// <summary>The last ten statements that were added, newest first.</summary>
    public IReadOnlyList<LatestStatement> Latest { get; init; } = [];

    /// <summary>Position of the last record that touches the entity; 0 = none.</summary>
    public long Touched { get; init; }

    /// <param name="self">The entity's reference.</param>
    public Life With(Record record, string self)
    {
        var touched = this with { Touched = Math.Max(Touched, record.Position) };
        if (record.Kind != "statement.added") return touched;
        List<TouchRole> roles = [.. record.Touches.Where(touch => touch.Entity == self).Select(touch => touch.Role).Distinct()];
        if (roles.Count == 0) return touched;
        var counts = new Dictionary<TouchRole, int>(Statements);
        foreach (var role in roles) counts[role] = counts.GetValueOrDefault(role) + 1;
        var latest = new LatestStatement { Id = Ref.IdOf(record.Entity), Position = record.Position, Roles = roles };
        return touched with { Statements = counts, Latest = [latest, .. Latest.Take(LatestCount - 1)] };
    }
}

/// <summary>A statement that touches the entity, and how.</summary>
public sealed record LatestStatement
{
    public string Id { get; init; } = "";
    public long Position { get; init; }
    public IReadOnlyList<TouchRole> Roles { get; init; } = [];
}
