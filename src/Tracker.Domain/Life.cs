using Tracker.Domain.Statements;

namespace Tracker.Domain;

/// <summary>What an entity knows of the records that touch it. Bounded, however many there are.</summary>
public sealed record Life
{
    public const int LatestCount = 10;

    /// <summary>
    /// How many statements were added that touch the entity in this role; a statement counts once in each of its roles, also when it is corrected or
    /// retracted later. One that only tells again what another has does not count while it is held for that.
    /// </summary>
    public IReadOnlyDictionary<TouchRole, int> Statements { get; init; } = new Dictionary<TouchRole, int>();

    /// <summary>The last ten statements that were added, newest first.</summary>
    public IReadOnlyList<LatestStatement> Latest { get; init; } = [];

    /// <summary>Position of the last record that touches the entity; 0 = none.</summary>
    public long Touched { get; init; }

    /// <param name="self">The entity's reference.</param>
    public Life With(Record record, string self)
    {
        var touched = this with { Touched = Math.Max(Touched, record.Position) };
        return record.Kind switch
        {
            "statement.added" when !TellsAgain(record) => touched.Counted(record, self),
            "statement.corrected" when Ruled(record) is { } own => own ? touched.Counted(record, self) : touched.Uncounted(record, (StatementCorrected)record.Event!, self),
            _ => touched,
        };
    }

    static bool TellsAgain(Record record) => record.Touches.Any(touch => touch.Role == TouchRole.Duplicate);

    /// <summary>True: it was held for told again and is a statement of its own after all; false: the other way round; null: nothing of that.</summary>
    static bool? Ruled(Record record) =>
        TellsAgain(record) && record.Event is StatementCorrected corrected && corrected.Changes.TryGetValue("duplicate", out var change) && change.Old is null != change.New is null
            ? change.New is null
            : null;

    Life Counted(Record record, string self)
    {
        List<TouchRole>? roles = null;
        foreach (var touch in record.Touches)
        {
            if (touch.Entity == self && roles?.Contains(touch.Role) != true) (roles ??= new List<TouchRole>(1)).Add(touch.Role);
        }
        if (roles is null) return this;
        var counts = new Dictionary<TouchRole, int>(Statements);
        foreach (var role in roles) counts[role] = counts.GetValueOrDefault(role) + 1;
        var latest = new LatestStatement { Id = Ref.IdOf(record.Entity), Position = record.Position, Roles = roles };
        var latests = new LatestStatement[Math.Min(LatestCount, Latest.Count + 1)];
        latests[0] = latest;
        for (var i = 1; i < latests.Length; i++) latests[i] = Latest[i - 1];
        return this with { Statements = counts, Latest = latests };
    }

    // The record touches everything that the statement ever touched; what was counted of it, the latest ten remember.
    Life Uncounted(Record record, StatementCorrected corrected, string self)
    {
        var counted = Latest.FirstOrDefault(one => one.Id == Ref.IdOf(record.Entity))?.Roles;
        if (counted is null && Latest.Count > 0 && corrected.Added > Latest[^1].Position) return this;
        var counts = new Dictionary<TouchRole, int>(Statements);
        foreach (var role in counted ?? record.Touches.Where(touch => touch.Entity == self).Select(touch => touch.Role).Distinct())
        {
            if (counts.TryGetValue(role, out var count)) counts[role] = Math.Max(0, count - 1);
        }
        return this with { Statements = counts, Latest = [.. Latest.Where(one => one.Id != Ref.IdOf(record.Entity))] };
    }
}

/// <summary>A statement that touches the entity, and how.</summary>
public sealed record LatestStatement
{
    public string Id { get; init; } = "";
    public long Position { get; init; }
    public IReadOnlyList<TouchRole> Roles { get; init; } = [];
}
