namespace Tracker.Domain.Actors;

public enum ActorKind
{
    Person, State, Organization, IntergovernmentalOrganization, GovernmentBody, ArmedForce, Delegation, Collective, Media,
    BusinessEntity, Platform, TargetGroup, AffectedGroup,
}

public enum ActorSide { Party, ThirdParty, Observer, Source, Object }

/// <summary>Popolo's other name: an alias, a former name, a name in another language or script.</summary>
public sealed record OtherName
{
    public string Name { get; init; } = "";
    public string? Lang { get; init; }
    public string? Note { get; init; }
    /// <summary>EDTF.</summary>
    public string? From { get; init; }
    /// <summary>EDTF.</summary>
    public string? To { get; init; }
}

/// <summary>An id of the same thing elsewhere.</summary>
public sealed record Identifier
{
    public string Scheme { get; init; } = "";
    public string Value { get; init; } = "";
}

/// <summary>Popolo Membership: a post in an organization, for a time.</summary>
public sealed record Membership
{
    /// <summary>Actor id.</summary>
    public string Organization { get; init; } = "";
    public string? Post { get; init; }
    public string? Role { get; init; }
    /// <summary>Actor id.</summary>
    public string? OnBehalfOf { get; init; }
    /// <summary>EDTF.</summary>
    public string? From { get; init; }
    /// <summary>EDTF.</summary>
    public string? To { get; init; }
    public string? Note { get; init; }
}

public sealed record ActorProfile
{
    public ActorKind Kind { get; init; }
    public string Name { get; init; } = "";
    public IReadOnlyList<OtherName> OtherNames { get; init; } = [];
    /// <summary>Names of something else that stand for this actor ("Moscow").</summary>
    public IReadOnlyList<string> Metonyms { get; init; } = [];
    public IReadOnlyList<Identifier> Identifiers { get; init; } = [];
    public IReadOnlyList<Membership> Memberships { get; init; } = [];
    /// <summary>Actor id.</summary>
    public string? Parent { get; init; }
    public ActorSide? Side { get; init; }
    /// <summary>The report names nobody ("officials").</summary>
    public bool Unnamed { get; init; }
    /// <summary>False for an actor that was made on the fly and that no editor has looked at yet.</summary>
    public bool? Reviewed { get; init; }
    public string? Note { get; init; }
}

public sealed record ActorCreated : IEvent
{
    public ActorProfile Actor { get; init; } = new();
    public string? By { get; init; }
}

/// <summary>Two actors turned out to be one: from here on this one is the other. Nothing that was recorded of it changes.</summary>
public sealed record ActorMerged : IEvent
{
    /// <summary>Actor id.</summary>
    public string Into { get; init; } = "";
    public string Reason { get; init; } = "";
    public string? By { get; init; }
}

public sealed record ActorRevised : IEvent
{
    public ActorProfile Actor { get; init; } = new();
    public string? By { get; init; }
}
