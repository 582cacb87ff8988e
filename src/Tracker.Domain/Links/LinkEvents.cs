namespace Tracker.Domain.Links;

/// <summary>How one statement stands to another (or to a meeting or an act). Most are directed: <c>from</c> came later.</summary>
public enum LinkKind
{
    RepliesTo, Accepts, Rejects, Repeats, Elaborates, AgreesWith, OpposedPositions, Tension, Contradicts, DivergesFrom, Supersedes, Withdraws, Precedes,
    ConditionMet, ConditionFailed, SameUtterance,
}

/// <summary>A rule proposes; an editor confirms or dismisses. What an editor links is confirmed at once.</summary>
public enum LinkState { Proposed, Confirmed, Dismissed }

public sealed record LinkContent
{
    /// <summary>Story id of the statement that it goes from.</summary>
    public string Story { get; init; } = "";
    /// <summary>A reference: <c>statement/x</c>.</summary>
    public string From { get; init; } = "";
    /// <summary>A reference: <c>statement/x</c>; for what comes before or decides a condition also <c>meeting/x</c>, <c>act/x</c>.</summary>
    public string To { get; init; } = "";
    public LinkKind Kind { get; init; }
    /// <summary>Topic id: on what.</summary>
    public string? Topic { get; init; }
}

public sealed record StatementLinked : IEvent
{
    public LinkContent Link { get; init; } = new();
    /// <summary>Confirmed when an editor made it.</summary>
    public LinkState State { get; init; }
    /// <summary>The rule that proposes it; absent when an editor made it.</summary>
    public string? Rule { get; init; }
    public string? By { get; init; }
    /// <summary>Position of the record that it follows from; absent when an editor made it.</summary>
    public long? Cause { get; init; }
}

public sealed record LinkConfirmed : IEvent
{
    public string? Reason { get; init; }
    public string? By { get; init; }
}

public sealed record LinkDismissed : IEvent
{
    public string? Reason { get; init; }
    public string? By { get; init; }
    /// <summary>The rule that took its own proposal back; absent when an editor dismissed it.</summary>
    public string? Rule { get; init; }
    /// <summary>Position of the record that made it moot; absent when an editor dismissed it.</summary>
    public long? Cause { get; init; }
}
