using System.Collections.Immutable;
using Tracker.Domain.Actors;

namespace Tracker.Domain.Positions;

/// <summary>
/// Who holds what in a story: a fold of statement records and of merged actors, and of nothing else (never of the reactions that it makes). What it
/// keeps of a cell is bounded; where that does not answer, <see cref="NeedsLives"/> says whose life must be read first.
/// </summary>
public sealed record Matrix
{
    /// <summary>By reference <c>cell/{story}/{actor}/{topic}</c>.</summary>
    public ImmutableDictionary<string, CellState> Cells { get; init; } = ImmutableDictionary<string, CellState>.Empty;

    public Merges Merges { get; init; } = Merges.None;

    public static Matrix Empty { get; } = new();

    /// <summary>The cells as readers get them, in order of their references.</summary>
    public IEnumerable<Cell> All => Cells.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.ToCell(CellKey.Of(pair.Key)));

    /// <summary>The cell of an actor on a topic; null = no position known.</summary>
    public CellState? At(string story, string actor, string topic) => Cells.GetValueOrDefault(Ref.Cell(story, Merges.Canonical(actor), topic));

    /// <summary>
    /// The references whose whole life, the records that touch them in (0, <c>record.Position</c>], <see cref="Follow"/> needs for this record.
    /// Empty for every post; for corrections and retractions where more evidence is known than the newest ten; always for takedowns and merged actors.
    /// </summary>
    public static IReadOnlyList<string> NeedsLives(Matrix before, Record record)
    {
        if (Merging(record) is { } merged)
        {
            var after = before.Merges.With(Ref.IdOf(record.Entity), merged.Into);
            return [.. Moved(before, record, merged).SelectMany(cell => Lives(cell, after)).Distinct(StringComparer.Ordinal)];
        }
        return record.Kind == "statement.added" || !CellLife.Concerns(record) ? []
            : [.. CellsOf(record, before.Merges)
                .Where(cell => record.Kind == "record.redacted" || (before.Cells.TryGetValue(cell, out var state) && !state.Whole))
                .SelectMany(cell => Lives(cell, before.Merges))];
    }

    /// <summary>Takes one record in; the reactions are in order of the cells' references, the same whenever they are computed.</summary>
    /// <param name="lives">At least the lives that <see cref="NeedsLives"/> asked for, in log order; records after <paramref name="record"/> are not looked at.</param>
    public static (Matrix After, IReadOnlyList<PositionChanged> Reactions) Follow(Matrix before, Record record, IReadOnlyDictionary<string, IReadOnlyList<Record>> lives)
    {
        if (Merging(record) is { } merged) return Merge(before, record, merged, lives);
        if (!CellLife.Concerns(record)) return (before, []);
        var cells = before.Cells.ToBuilder();
        List<PositionChanged> reactions = [];
        foreach (var reference in record.Kind == "record.redacted" ? Named(record, before.Merges) : CellsOf(record, before.Merges))
        {
            var key = CellKey.Of(reference);
            var old = before.Cells.GetValueOrDefault(reference);
            var now = before.Merges.Canonical(key.Actor) != key.Actor ? null : Changed(before, reference, record, lives);
            // A takedown tells every cell that the statement touched, changed or not: whoever computes it again has no body to compare with.
            var tell = record.Kind == "record.redacted" || !SameToReaders(old, now);
            if (now is null) cells.Remove(reference);
            else cells[reference] = tell ? now : now with { Cause = old!.Cause };
            if (tell) reactions.Add(Reaction(old, now, key, record));
        }
        return (before with { Cells = cells.ToImmutable() }, reactions);
    }

    static ActorMerged? Merging(Record record) => record.Kind == "actor.merged" ? record.Event as ActorMerged : null;

    static (Matrix After, IReadOnlyList<PositionChanged> Reactions) Merge(Matrix before, Record record, ActorMerged merged, IReadOnlyDictionary<string, IReadOnlyList<Record>> lives)
    {
        var after = before with { Merges = before.Merges.With(Ref.IdOf(record.Entity), merged.Into) };
        var cells = before.Cells.ToBuilder();
        List<PositionChanged> reactions = [];
        foreach (var reference in Moved(before, record, merged))
        {
            var key = CellKey.Of(reference);
            var old = before.Cells.GetValueOrDefault(reference);
            // The one that was merged away holds nothing from here on; the other holds what both held.
            var now = after.Merges.Canonical(key.Actor) != key.Actor ? null
                : CellLife.Read(key, after.Merges, Life(reference, after.Merges, record, lives), except: null, record.Position);
            if (now is null) cells.Remove(reference);
            else cells[reference] = now;
            reactions.Add(Reaction(old, now, key, record));
        }
        return (after with { Cells = cells.ToImmutable() }, reactions);
    }

    /// <summary>The cells of the actor that was merged away, and those of the other on the same topics, in order.</summary>
    static IEnumerable<string> Moved(Matrix before, Record record, ActorMerged merged)
    {
        var from = before.Merges.Canonical(Ref.IdOf(record.Entity));
        var into = before.Merges.Canonical(merged.Into);
        var own = before.Cells.Keys.Where(reference => CellKey.Of(reference).Actor == from).ToList();
        return own.Concat(own.Select(reference => CellKey.Of(reference) with { Actor = into }).Select((key, i) => Ref.Cell(CellKey.StoryOf(own[i]), key.Actor, key.Topic)))
            .Order(StringComparer.Ordinal);
    }

    static CellState? Changed(Matrix before, string reference, Record record, IReadOnlyDictionary<string, IReadOnlyList<Record>> lives)
    {
        var (key, old) = (CellKey.Of(reference), before.Cells.GetValueOrDefault(reference));
        if (record.Kind == "statement.added")
            return CellLife.EvidenceIn(record, key, before.Merges) is { } added ? Inserted(old, added, record.Position) : old;
        var takenDown = record.Kind == "record.redacted";
        if (!takenDown && (old is null || old.Whole)) return Replaced(old, key, record, before.Merges);
        var read = CellLife.Read(key, before.Merges, Life(reference, before.Merges, record, lives), takenDown ? record.Entity : null, record.Position);
        return takenDown || read is null ? read : CellState.After(old, read.Newest, read.Count, record.Position);
    }

    internal static IEnumerable<string> Lives(string reference, Merges merges)
    {
        var key = CellKey.Of(reference);
        return merges.Aliases(key.Actor).Select(actor => Ref.Cell(CellKey.StoryOf(reference), actor, key.Topic));
    }

    static IEnumerable<Record> Life(string reference, Merges merges, Record record, IReadOnlyDictionary<string, IReadOnlyList<Record>> lives) =>
        Lives(reference, merges)
            .SelectMany(one => lives.TryGetValue(one, out var life) ? life : throw new InvalidOperationException($"The life of {one} was not read for the record {record.Position}."))
            .Where(one => one.Position <= record.Position).DistinctBy(one => one.Position).OrderBy(one => one.Position);

    static CellState? Inserted(CellState? old, Evidence added, long cause)
    {
        if (old is null) return CellState.After(null, [added], 1, cause);
        List<Evidence> newest = [.. old.Newest];
        var at = newest.BinarySearch(added, Evidence.NewestFirst);
        newest.Insert(at < 0 ? ~at : at, added);
        return CellState.After(old, newest, old.Count + 1, cause);
    }

    static CellState? Replaced(CellState? old, CellKey key, Record record, Merges merges)
    {
        var statement = Ref.IdOf(record.Entity);
        List<Evidence> all = [.. (old?.Newest ?? []).Where(evidence => evidence.Statement != statement)];
        if (CellLife.EvidenceIn(record, key, merges) is { } evidence) all.Add(evidence);
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

    /// <summary>The cell that a reaction of a story tells.</summary>
    internal static string CellOf(string story, IReadOnlyList<Touch> touches) => Ref.Cell(
        Ref.IdOf(story), Ref.IdOf(touches.First(touch => touch.Entity.StartsWith("actor/", StringComparison.Ordinal)).Entity),
        Ref.IdOf(touches.First(touch => touch.Entity.StartsWith("topic/", StringComparison.Ordinal)).Entity));

    internal static List<string> CellsOf(Record record, Merges merges)
    {
        var cells = new List<string>();
        foreach (var touch in record.Touches)
        {
            if (touch.Role == TouchRole.Cell && Canonical(touch.Entity, merges) is var cell && !cells.Contains(cell)) cells.Add(cell);
        }
        cells.Sort(StringComparer.Ordinal);
        return cells;
    }

    /// <summary>Those, and under their own names those of actors that were merged away: what was to be told of them may not have been.</summary>
    static IEnumerable<string> Named(Record record, Merges merges) =>
        CellsOf(record, merges).Union(CellsOf(record, Merges.None), StringComparer.Ordinal).Order(StringComparer.Ordinal);

    internal static string Canonical(string reference, Merges merges)
    {
        if (merges.Into.IsEmpty) return reference;
        var key = CellKey.Of(reference);
        return Ref.Cell(CellKey.StoryOf(reference), merges.Canonical(key.Actor), key.Topic);
    }
}
