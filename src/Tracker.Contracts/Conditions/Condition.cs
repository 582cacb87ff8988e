namespace Tracker.Contracts.Conditions;

/// <summary>What depends on the condition: a position (actor × topic) or a participation (actor × meeting).</summary>
public sealed record ConditionOf
{
    /// <summary>Actor id.</summary>
    public required string Actor { get; init; }
    /// <summary>Topic id.</summary>
    public string? Topic { get; init; }
    /// <summary>Meeting id.</summary>
    public string? Meeting { get; init; }
}

/// <summary>Body of <c>POST /api/conditions/{id}/resolution</c>: an editor's word, which goes before what rules find.</summary>
public sealed record ResolutionRequest
{
    /// <summary>Under the same id a retry answers the first receipt. Default: none.</summary>
    public string? Id { get; init; }
    /// <summary><c>open</c> opens it again.</summary>
    public required ConditionState State { get; init; }
    public required string Reason { get; init; }
    /// <summary>References (<c>statement/x</c>, <c>act/x</c>).</summary>
    public IReadOnlyList<string>? Evidence { get; init; }
}

/// <summary>"X only if Y": opened and resolved by the story's rules, or by an editor.</summary>
public sealed record ConditionDocument
{
    public required string Id { get; init; }
    /// <summary>Story id.</summary>
    public required string Story { get; init; }
    public required ConditionOf Of { get; init; }
    /// <summary>The words of Y.</summary>
    public required string Text { get; init; }
    /// <summary>What Y is about: <c>meeting/x</c>, <c>actor/x</c>, <c>topic/x</c>; absent when nobody said: then only an editor resolves it.</summary>
    public string? About { get; init; }
    /// <summary>References (<c>statement/x</c>) that make the condition known.</summary>
    public IReadOnlyList<string>? Evidence { get; init; }
    public required ConditionState State { get; init; }
    /// <summary>Its place in said order.</summary>
    public required DateTimeOffset SaidKey { get; init; }
    /// <summary>The rule that found its state; absent when an editor decided, and while it is open.</summary>
    public string? Rule { get; init; }
    /// <summary>A reference to what resolved it; absent when an editor decided.</summary>
    public string? ResolvedBy { get; init; }
    public string? Reason { get; init; }
    /// <summary>References (<c>statement/x</c>, <c>act/x</c>) that it was decided on.</summary>
    public IReadOnlyList<string>? DecidedOn { get; init; }
    /// <summary>The resolution's place in said order; absent while it is open.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }
    /// <summary>Who decided, where it was not a rule.</summary>
    public string? Editor { get; init; }
    /// <summary>The words were taken down: of a condition only id, version, recordedAt and state are left, and this. Default: absent.</summary>
    public bool? Redacted { get; init; }
    public required int Version { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public string? Cursor { get; init; }
}
