namespace Tracker.Contracts.Links;

/// <summary>Body of <c>POST /api/statements/{id}/links</c>.</summary>
public sealed record LinkRequest
{
    /// <summary>Under the same id a retry answers the first receipt; the link itself gets an id from the server. Default: none.</summary>
    public string? Id { get; init; }
    /// <summary>A statement's id, or a reference: <c>statement/x</c>; where a thing comes before or decides a condition also <c>meeting/x</c>, <c>act/x</c>.</summary>
    public required string To { get; init; }
    public required LinkKind Kind { get; init; }
    /// <summary>Topic id: on what.</summary>
    public string? Topic { get; init; }
}

/// <summary>Body of <c>POST /api/links/{id}/confirmation</c>.</summary>
public sealed record ConfirmationRequest
{
    /// <summary>Under the same id a retry answers the first receipt. Default: none.</summary>
    public string? Id { get; init; }
    public string? Reason { get; init; }
}

/// <summary>How one statement stands to another: proposed by a rule, or made by an editor.</summary>
public sealed record LinkDocument
{
    public required string Id { get; init; }
    /// <summary>Story id of the statement that it goes from.</summary>
    public required string Story { get; init; }
    /// <summary>A reference: <c>statement/x</c>.</summary>
    public required string From { get; init; }
    /// <summary>A reference: <c>statement/x</c>, <c>meeting/x</c>, <c>act/x</c>.</summary>
    public required string To { get; init; }
    public required LinkKind Kind { get; init; }
    /// <summary>Topic id: on what.</summary>
    public string? Topic { get; init; }
    public required LinkState State { get; init; }
    /// <summary>The rule that proposed it; absent when an editor made it.</summary>
    public string? Rule { get; init; }
    /// <summary>Who made it, confirmed it or dismissed it last; absent while only a rule has spoken.</summary>
    public string? Editor { get; init; }
    public string? Reason { get; init; }
    /// <summary>Position of the record that the proposal follows from; absent when an editor made it.</summary>
    public long? Cause { get; init; }
    public required int Version { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public string? Cursor { get; init; }
}
