namespace Tracker.Contracts.Live;

/// <summary>What touches an actor, a meeting, a topic or a story.</summary>
public sealed record LifeDocument
{
    /// <summary>Role (<c>speaker</c>, <c>on_behalf</c>, <c>about_actor</c> …) → how many statements touch it so.</summary>
    public required IReadOnlyDictionary<string, int> Statements { get; init; }
    /// <summary>Newest first, at most ten.</summary>
    public required IReadOnlyList<LatestStatement> Latest { get; init; }
    /// <summary>Position of the last record that touches it.</summary>
    public required long Touched { get; init; }
}

public sealed record LatestStatement
{
    public required string Id { get; init; }
    public required long Position { get; init; }
    public required IReadOnlyList<string> Roles { get; init; }
}
