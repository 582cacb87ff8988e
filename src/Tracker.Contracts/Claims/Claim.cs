using System.Text.Json;
using Tracker.Contracts.Statements;

namespace Tracker.Contracts.Claims;

/// <summary>What somebody says is so: a value for one field of one entity. Two claims on one field stand side by side.</summary>
public record ClaimFields
{
    /// <summary>A reference: <c>meeting/x</c>, <c>actor/x</c>, <c>place/x</c>, <c>topic/x</c>, <c>story/x</c>, <c>statement/x</c>, <c>act/x</c>.</summary>
    public required string About { get; init; }
    /// <summary>A field of that entity; of a meeting also <c>status</c>, <c>outcome</c>, <c>participants.ACTOR</c>; of every kind <c>background</c>, a sentence.</summary>
    public required string Field { get; init; }
    /// <summary>As the field would have it.</summary>
    public required JsonElement Value { get; init; }
    /// <summary>Story id. Default: the entity's own story; an actor and a place have none.</summary>
    public string? Story { get; init; }
    /// <summary>The words in which it was claimed. At most 100,000 characters.</summary>
    public string? Text { get; init; }
    public ClaimKind? Kind { get; init; }
    /// <summary>EDTF: when it was so, where the value does not say.</summary>
    public string? At { get; init; }
    public IReadOnlyList<Source>? Sources { get; init; }
    public string? Note { get; init; }
}

/// <summary>Body of <c>POST /api/claims</c>.</summary>
public sealed record ClaimRequest : ClaimFields
{
    public string? Id { get; init; }
}

public sealed record ClaimDocument : ClaimFields
{
    public required string Id { get; init; }
    public required ClaimStatus Status { get; init; }
    /// <summary>Of the editor's last decision about it, for or against.</summary>
    public string? Reason { get; init; }
    /// <summary>Who decided so.</summary>
    public string? Editor { get; init; }
    public string? By { get; init; }
    public required int Version { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public string? Cursor { get; init; }
}
