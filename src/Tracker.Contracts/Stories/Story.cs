namespace Tracker.Contracts.Stories;

/// <summary>A running story's own fields.</summary>
public record StoryFields
{
    public required string Title { get; init; }
    public string? Summary { get; init; }
    /// <summary>Actor ids.</summary>
    public IReadOnlyList<string>? Parties { get; init; }
    /// <summary>Actor ids.</summary>
    public IReadOnlyList<string>? ThirdParties { get; init; }
    /// <summary>BCP 47.</summary>
    public string? Lang { get; init; }
    /// <summary>IANA zone in which dates without a zone are read. Default: UTC.</summary>
    public string? Tz { get; init; }
    /// <summary>Default: all.</summary>
    public StoryProposals? Proposals { get; init; }
    public string? Note { get; init; }
}

/// <summary>Body of <c>POST /api/stories</c> and <c>PUT /api/stories/{id}</c>.</summary>
public sealed record StoryRequest : StoryFields
{
    /// <summary>Default: made by the server (UUIDv7).</summary>
    public string? Id { get; init; }
    /// <summary>Default: active for a new story, unchanged on PUT.</summary>
    public StoryStatus? Status { get; init; }
}

public sealed record StoryDocument : StoryFields
{
    public required string Id { get; init; }
    public required StoryStatus Status { get; init; }
    public required int Version { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public string? Cursor { get; init; }
}
