namespace Tracker.Contracts.Meetings;

/// <summary>Answer of <c>GET /api/meetings/{id}/delegations</c>.</summary>
public sealed record DelegationsDocument
{
    public required string Meeting { get; init; }
    /// <summary>Meeting ids that were compared: this one, then the earlier ones.</summary>
    public required IReadOnlyList<string> Rounds { get; init; }
    public required IReadOnlyList<DelegationDocument> Delegations { get; init; }
}

/// <summary>Who came for one side.</summary>
public sealed record DelegationDocument
{
    /// <summary>Actor id of whom they came for.</summary>
    public required string Principal { get; init; }
    /// <summary>Actor ids of the delegations as such.</summary>
    public required IReadOnlyList<string> Delegations { get; init; }
    /// <summary>Actor id.</summary>
    public string? Head { get; init; }
    public string? Rank { get; init; }
    public required IReadOnlyList<DelegationMember> Members { get; init; }
    /// <summary>Against the nearest earlier round; absent when there was none.</summary>
    public DelegationSince? Since { get; init; }
    /// <summary>Meeting id of the nearest earlier round that the same head led for the same side.</summary>
    public string? HeadReturnsFrom { get; init; }
}

public sealed record DelegationMember
{
    /// <summary>Actor id.</summary>
    public required string Actor { get; init; }
    public ParticipationRole? Role { get; init; }
    public required Attendance Attendance { get; init; }
    public string? Rank { get; init; }
}

/// <summary>What changed since an earlier round; lists of actor ids.</summary>
public sealed record DelegationSince
{
    /// <summary>Meeting id.</summary>
    public required string Meeting { get; init; }
    public required IReadOnlyList<string> Joined { get; init; }
    public required IReadOnlyList<string> Left { get; init; }
    public string? HeadBefore { get; init; }
    public string? RankBefore { get; init; }
}
