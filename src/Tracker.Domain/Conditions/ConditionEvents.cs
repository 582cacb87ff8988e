namespace Tracker.Domain.Conditions;

/// <summary>Lapsed: whose condition it was no longer makes it, or what it was for is over, and it had not come to be met or failed.</summary>
public enum ConditionState { Open, Met, Failed, Lapsed }

/// <summary>What depends on the condition: a position (actor × topic) or a participation (actor × meeting). Exactly one of the two is set.</summary>
public sealed record ConditionOf
{
    /// <summary>Actor id: whose position or attendance it is.</summary>
    public string Actor { get; init; } = "";
    /// <summary>Topic id.</summary>
    public string? Topic { get; init; }
    /// <summary>Meeting id.</summary>
    public string? Meeting { get; init; }
}

/// <summary>"X only if Y" became known, or what had resolved it was taken back and it is open again.</summary>
public sealed record ConditionOpened : IEvent
{
    /// <summary>Story id.</summary>
    public string Story { get; init; } = "";
    public ConditionOf Of { get; init; } = new();
    /// <summary>The words of Y; empty when it is opened again, they are in its first record.</summary>
    public string Text { get; init; } = "";
    /// <summary>What Y is about: <c>meeting/x</c>, <c>actor/x</c>, <c>topic/x</c>; absent when nobody said: then only an editor resolves it.</summary>
    public string? About { get; init; }
    /// <summary>References (<c>statement/x</c>) that make the condition known.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
    /// <summary>Its place in said order.</summary>
    public DateTimeOffset SaidKey { get; init; }
    public string? Reason { get; init; }
    public string? By { get; init; }
    /// <summary>Position of the record that it follows from; absent when an editor opened it again.</summary>
    public long? Cause { get; init; }
}

/// <summary>It was met, failed or lapsed.</summary>
public sealed record ConditionResolved : IEvent
{
    public ConditionState State { get; init; }
    /// <summary>The rule that found it; absent when an editor decided.</summary>
    public string? Rule { get; init; }
    /// <summary>Reference to what resolved it: <c>meeting/x</c>, <c>statement/x</c>; absent when an editor decided.</summary>
    public string? ResolvedBy { get; init; }
    public string? Reason { get; init; }
    /// <summary>References (<c>statement/x</c>) that had made the condition known; absent when an editor decided.</summary>
    public IReadOnlyList<string> Made { get; init; } = [];
    /// <summary>References (<c>statement/x</c>, <c>act/x</c>) that it was decided on.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
    /// <summary>Its place in said order.</summary>
    public DateTimeOffset? SaidKey { get; init; }
    public string? By { get; init; }
    /// <summary>Position of the record that resolved it; absent when an editor decided.</summary>
    public long? Cause { get; init; }
}
