namespace Tracker.Contracts.Topics;

/// <summary>How somebody put it.</summary>
public sealed record Formulation
{
    /// <summary>An actor id, or a reference <c>statement/x</c>.</summary>
    public string? By { get; init; }
    public required string Text { get; init; }
}

/// <summary>A topic's own fields.</summary>
public record TopicFields
{
    /// <summary>Story id; fixed once created.</summary>
    public required string Story { get; init; }
    public TopicKind? Kind { get; init; }
    public required string Title { get; init; }
    /// <summary>One sentence that one can support or reject.</summary>
    public string? Proposition { get; init; }
    /// <summary>Topic id.</summary>
    public string? Parent { get; init; }
    /// <summary>Topic id.</summary>
    public string? Opposes { get; init; }
    public IReadOnlyList<Formulation>? Formulations { get; init; }
    public string? Note { get; init; }
}

/// <summary>Body of <c>POST /api/topics</c> and <c>PUT /api/topics/{id}</c>.</summary>
public sealed record TopicRequest : TopicFields
{
    public string? Id { get; init; }
}

public sealed record TopicDocument : TopicFields
{
    public required string Id { get; init; }
    public required int Version { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public string? Cursor { get; init; }
}
