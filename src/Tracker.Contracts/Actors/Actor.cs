namespace Tracker.Contracts.Actors;

/// <summary>An alias, a former name, a name in another language or script (Popolo).</summary>
public sealed record OtherName
{
    public required string Name { get; init; }
    public string? Lang { get; init; }
    public string? Note { get; init; }
    /// <summary>EDTF.</summary>
    public string? From { get; init; }
    /// <summary>EDTF.</summary>
    public string? To { get; init; }
}

/// <summary>An id of the same thing elsewhere (<c>wikidata</c>, <c>popolo</c>).</summary>
public sealed record Identifier
{
    public required string Scheme { get; init; }
    public required string Value { get; init; }
}

/// <summary>A post in an organization, for a time (Popolo Membership).</summary>
public sealed record Membership
{
    /// <summary>Actor id.</summary>
    public required string Organization { get; init; }
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

/// <summary>An actor's own fields.</summary>
public record ActorFields
{
    public required ActorKind Kind { get; init; }
    public required string Name { get; init; }
    public IReadOnlyList<OtherName>? OtherNames { get; init; }
    /// <summary>Names of something else that stand for this actor ("Moscow").</summary>
    public IReadOnlyList<string>? Metonyms { get; init; }
    public IReadOnlyList<Identifier>? Identifiers { get; init; }
    public IReadOnlyList<Membership>? Memberships { get; init; }
    /// <summary>Actor id.</summary>
    public string? Parent { get; init; }
    public ActorSide? Side { get; init; }
    /// <summary>The report names nobody ("officials"). Default: false.</summary>
    public bool? Unnamed { get; init; }
    /// <summary>False for an actor that was made on the fly and that no editor has looked at yet. Default: absent.</summary>
    public bool? Reviewed { get; init; }
    public string? Note { get; init; }
}

/// <summary>Body of <c>POST /api/actors</c> and <c>PUT /api/actors/{id}</c>.</summary>
public sealed record ActorRequest : ActorFields
{
    public string? Id { get; init; }
}

/// <summary>Body of <c>POST /api/actors/{id}/merge</c>.</summary>
public sealed record MergeRequest
{
    /// <summary>Under the same id a retry answers the first receipt. Default: none.</summary>
    public string? Id { get; init; }
    /// <summary>Actor id: the one that it turned out to be.</summary>
    public required string Into { get; init; }
    public required string Reason { get; init; }
}

public sealed record ActorDocument : ActorFields
{
    public required string Id { get; init; }
    /// <summary>Actor id: it turned out to be that one, under which its statements and positions are now. Default: absent.</summary>
    public string? MergedInto { get; init; }
    public required int Version { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public string? Cursor { get; init; }
}
