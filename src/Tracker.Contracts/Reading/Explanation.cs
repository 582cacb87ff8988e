using Tracker.Contracts.Acts;
using Tracker.Contracts.Claims;
using Tracker.Contracts.Live;
using Tracker.Contracts.Statements;

namespace Tracker.Contracts.Reading;

/// <summary>Answer of <c>GET /api/explain</c>: what made a cell, a push or a proposal.</summary>
public sealed record Explanation
{
    /// <summary>As it was asked.</summary>
    public required string Of { get; init; }
    /// <summary>The record that made it so.</summary>
    public required ChangeItem Record { get; init; }
    /// <summary>The rule that made the record; absent when somebody gave it.</summary>
    public Rule? Rule { get; init; }
    /// <summary>Name of the key that gave the record, or its cause.</summary>
    public string? Editor { get; init; }
    /// <summary>The record that the rule followed; absent when somebody gave it.</summary>
    public ChangeItem? Cause { get; init; }
    /// <summary>What it rests on, with sources and history; at most 20.</summary>
    public required IReadOnlyList<StatementDocument> Statements { get; init; }
    public required IReadOnlyList<ActDocument> Acts { get; init; }
    public required IReadOnlyList<ClaimDocument> Claims { get; init; }
}

/// <param name="Name">As it stands in the record.</param>
/// <param name="Says">One sentence.</param>
public sealed record Rule(string Name, string? Says);
