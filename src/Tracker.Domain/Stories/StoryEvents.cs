namespace Tracker.Domain.Stories;

public enum StoryStatus { Active, Paused, Closed }

/// <summary>Whether the rules propose links between the story's statements.</summary>
public enum StoryProposals { All, None }

/// <summary>A running story (PA-X: process; schema.org: LiveBlogPosting).</summary>
public sealed record StoryProfile
{
    public string Title { get; init; } = "";
    public string? Summary { get; init; }
    /// <summary>Actor ids.</summary>
    public IReadOnlyList<string> Parties { get; init; } = [];
    /// <summary>Actor ids.</summary>
    public IReadOnlyList<string> ThirdParties { get; init; } = [];
    /// <summary>BCP 47.</summary>
    public string? Lang { get; init; }
    /// <summary>IANA zone in which dates without a zone are read. Default: UTC.</summary>
    public string? Tz { get; init; }
    /// <summary>Default: all.</summary>
    public StoryProposals? Proposals { get; init; }
    public string? Note { get; init; }
}

public sealed record StoryCreated : IEvent
{
    public StoryProfile Story { get; init; } = new();
    public StoryStatus Status { get; init; }
    public string? By { get; init; }
}

public sealed record StoryRevised : IEvent
{
    public StoryProfile Story { get; init; } = new();
    public string? By { get; init; }
}

public sealed record StoryStatusChanged : IEvent
{
    public StoryStatus From { get; init; }
    public StoryStatus To { get; init; }
    public string? By { get; init; }
}
