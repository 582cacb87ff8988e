namespace Tracker.Contracts.Problems;

/// <summary>RFC 9457 <c>application/problem+json</c>.</summary>
public sealed record ProblemDetails
{
    /// <summary><c>/problems/&lt;code&gt;</c>.</summary>
    public required string Type { get; init; }
    public required string Title { get; init; }
    public required int Status { get; init; }
    public string? Detail { get; init; }
    /// <summary>Field → what is wrong with it and what is allowed.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }
    /// <summary><c>never</c>, <c>later</c> or <c>after-change</c>.</summary>
    public required string Retry { get; init; }
    /// <summary>The version that the entity has now, where the refusal is about one.</summary>
    public int? Version { get; init; }
    /// <summary>For unknown and ambiguous names: the nearest that exist.</summary>
    public IReadOnlyList<Keys.NameMatch>? Nearest { get; init; }
}

/// <summary>One row of the table: a code, its HTTP status, what to do.</summary>
public sealed record Problem(string Code, int Status, Retry Retry, string Title, string Advice);
