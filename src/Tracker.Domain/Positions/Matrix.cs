using System.Collections.Immutable;

namespace Tracker.Domain.Positions;

/// <summary>
/// Who holds what in a story: a fold of statement records and of nothing else (never of the reactions that it makes). What it keeps of a cell is bounded;
/// where that does not answer, <see cref="NeedsLives"/> says whose life must be read first.
/// </summary>
public sealed record Matrix
{
    /// <summary>By reference <c>cell/{story}/{actor}/{topic}</c>.</summary>
    public ImmutableDictionary<string, CellState> Cells { get; init; } = ImmutableDictionary<string, CellState>.Empty;

    public static Matrix Empty { get; } = new();

    /// <summary>The cells as readers get them, in order of their references.</summary>
    public IEnumerable<Cell> All => Cells.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.ToCell(CellKey.Of(pair.Key)));

    /// <summary>
    /// The references of cells whose whole life, the records that touch them in (0, <c>record.Position</c>], <see cref="Follow"/> needs for this record.
    /// Empty for every post; for corrections and retractions where more evidence is known than the newest ten; always for takedowns.
    /// </summary>
    public static IReadOnlyList<string> NeedsLives(Matrix before, Record record) =>
        record.Kind == "statement.added" || !CellLife.Concerns(record) ? []
        : record.Kind == "record.redacted" ? CellsOf(record)
        : [.. CellsOf(record).Where(cell => before.Cells.TryGetValue(cell, out var state) && !state.Whole)];

    /// <summary>Takes one record in; the reactions are in order of the cells' references, the same whenever they are computed.</summary>
    /// <param name="lives">At least the lives that <see cref="NeedsLives"/> asked for, in log order; records after <paramref name="record"/> are not looked at.</param>
    public static (Matrix After, IReadOnlyList<PositionChanged> Reactions) Follow(Matrix before, Record record, IReadOnlyDictionary<string, IReadOnlyList<Record>> lives)
    {
        if (!CellLife.Concerns(record)) return (before, []);
        var cells = before.Cells.ToBuilder();
        List<PositionChanged> reactions = [];
        foreach (var reference in CellsOf(record))
        {
            var key = CellKey.Of(reference);
            var old = before.Cells.GetValueOrDefault(reference);
            var now = Changed(old, key, record, lives.GetValueOrDefault(reference));
            // A takedown tells every cell that the statement touched, changed or not: whoever computes it again has no body to compare with.
            var tell = record.Kind == "record.redacted" || !SameToReaders(old, now);
            if (now is null) cells.Remove(reference);
            else cells[reference] = tell ? now : now with { Cause = old!.Cause };
            if (tell) reactions.Add(Reaction(old, now, key, record));
        }
        return (before with { Cells = cells.ToImmutable() }, reactions);
    }

    static CellState? Changed(CellState? old, CellKey key, Record record, IReadOnlyList<Record>? life)
    {
        if (record.Kind == "statement.added")
            return CellLife.EvidenceIn(record, key) is { } added ? Inserted(old, added, record.Position) : old;
        var takenDown = record.Kind == "record.redacted";
        if (!takenDown && (old is null || old.Whole)) return Replaced(old, key, record);
        if (life is null) throw new InvalidOperationException($"The life of the cell {key} was not read for the record {record.Position}.");
        return CellLife.Read(key, life.Where(one => one.Position <= record.Position), takenDown ? record.Entity : null, record.Position);
    }

    static CellState? Inserted(CellState? old, Evidence added, long cause)
    {
        if (old is null) return CellState.After(null, [added], 1, cause);
        List<Evidence> newest = [.. old.Newest];
        var at = newest.BinarySearch(added, Evidence.NewestFirst);
        newest.Insert(at < 0 ? ~at : at, added);
        return CellState.After(old, newest, old.Count + 1, cause);
    }

    static CellState? Replaced(CellState? old, CellKey key, Record record)
    {
        var statement = Ref.IdOf(record.Entity);
        List<Evidence> all = [.. (old?.Newest ?? []).Where(evidence => evidence.Statement != statement)];
        if (CellLife.EvidenceIn(record, key) is { } evidence) all.Add(evidence);
        all.Sort(Evidence.NewestFirst);
        return CellState.After(old, all, all.Count, record.Position);
    }

    static PositionChanged Reaction(CellState? old, CellState? now, CellKey key, Record record) => new()
    {
        Actor = key.Actor,
        Topic = key.Topic,
        // Conditions are words: a takedown does not repeat them.
        From = record.Kind == "record.redacted" ? null : old?.Held,
        To = now?.Held,
        Cell = now?.ToCell(key),
        Cause = record.Position,
    };

    // What a cell shows but for who changed it when: a stance corrected in old evidence, for one, shows nowhere.
    static bool SameToReaders(CellState? old, CellState? now) =>
        old is null || now is null
            ? old is null && now is null
            : old.Count == now.Count && CellState.SameHeld(old.Newest[0], now.Newest[0]) && old.Newest[0].SaidAt == now.Newest[0].SaidAt
                && old.Newest.Select(one => one.Statement).SequenceEqual(now.Newest.Select(one => one.Statement), StringComparer.Ordinal);

    static List<string> CellsOf(Record record) =>
        [.. record.Touches.Where(touch => touch.Role == TouchRole.Cell).Select(touch => touch.Entity).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
