using Tracker.Domain.Statements;

namespace Tracker.Domain.Positions;

/// <summary>One statement that takes a position on the cell, with its place in said order.</summary>
public sealed record Evidence
{
    /// <summary>Statement id.</summary>
    public string Statement { get; init; } = "";
    public DateTimeOffset SaidKey { get; init; }
    /// <summary>Position of <c>statement.added</c>: breaks ties.</summary>
    public long Position { get; init; }
    public Stance Stance { get; init; }
    public IReadOnlyList<ConditionText> Conditions { get; init; } = [];
    /// <summary>Where its conditions are decided; absent where it has none.</summary>
    public ConditionScope? Scope { get; init; }
    /// <summary>EDTF, as said; absent when undated.</summary>
    public string? SaidAt { get; init; }

    /// <summary>Newest first by said order.</summary>
    internal static Comparer<Evidence> NewestFirst { get; } = Comparer<Evidence>.Create(
        (a, b) => b.SaidKey.CompareTo(a.SaidKey) is var bySaid and not 0 ? bySaid : b.Position.CompareTo(a.Position));
}

/// <summary>What a statement with a condition speaks of: an actor's coming is decided at these meetings, a topic by those whom it was said to.</summary>
public sealed record ConditionScope
{
    /// <summary>Meeting ids.</summary>
    public IReadOnlyList<string> Meetings { get; init; } = [];
    /// <summary>Actor ids.</summary>
    public IReadOnlyList<string> To { get; init; } = [];
}

/// <summary>What the fold keeps of a cell: bounded, however much evidence there is.</summary>
public sealed record CellState
{
    public const int Kept = 10;

    /// <summary>The newest ten by said order, newest first; never empty. The first is the current position.</summary>
    public IReadOnlyList<Evidence> Newest { get; init; } = [];

    /// <summary>All evidence, also what is not kept.</summary>
    public int Count { get; init; }

    /// <summary>See <see cref="Cell.Moves"/>.</summary>
    public int Moves { get; init; }

    /// <summary>See <see cref="Cell.Cause"/>.</summary>
    public long Cause { get; init; }

    internal bool Whole => Count <= Kept;

    internal Held Held => new() { Stance = Newest[0].Stance, Conditions = Newest[0].Conditions };

    internal Cell ToCell(CellKey key) => new()
    {
        Actor = key.Actor,
        Topic = key.Topic,
        Stance = Newest[0].Stance,
        Conditions = Newest[0].Conditions,
        Since = Newest[0].SaidAt,
        Evidence = [.. Newest.Select(evidence => evidence.Statement)],
        EvidenceCount = Count,
        Moves = Moves,
        Cause = Cause,
    };

    /// <summary>The cell after a change of its evidence; null when nothing is left.</summary>
    internal static CellState? After(CellState? before, IReadOnlyList<Evidence> newest, int count, long cause)
    {
        if (newest.Count == 0) return null;
        var after = new CellState { Newest = [.. newest.Take(Kept)], Count = count, Moves = before?.Moves ?? 0, Cause = cause };
        return before is not null && SameHeld(before.Newest[0], after.Newest[0]) ? after : after with { Moves = after.Moves + 1 };
    }

    internal static bool SameHeld(Evidence a, Evidence b) => a.Stance == b.Stance && a.Conditions.SequenceEqual(b.Conditions);
}

/// <summary>A cell's reference in parts.</summary>
readonly record struct CellKey(string Actor, string Topic)
{
    /// <param name="reference"><c>cell/{story}/{actor}/{topic}</c>; ids have no slash.</param>
    internal static CellKey Of(string reference)
    {
        var parts = reference.Split('/');
        return new CellKey(parts[2], parts[3]);
    }

    /// <summary>Story id of a cell's reference.</summary>
    internal static string StoryOf(string reference) => reference.Split('/')[1];
}
