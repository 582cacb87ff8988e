using System.Text.Json;
using Tracker.Domain.Statements;

namespace Tracker.Domain.Claims;

public enum ClaimKind { Fact, StatusQuo, Assessment }

/// <summary>Kept: it stands. Preferred: an editor holds it for right. Superseded: an editor preferred another one; it stays readable.</summary>
public enum ClaimStatus { Kept, Preferred, Superseded }

/// <summary>What somebody says is so: a value for one field of one entity (schema:Claim). Two of them on one field stand side by side.</summary>
public sealed record ClaimProfile
{
    /// <summary>A reference: <c>meeting/x</c>.</summary>
    public string About { get; init; } = "";
    /// <summary>Story id: on whose boards it shows; absent for an entity of no story, when nobody said.</summary>
    public string? Story { get; init; }
    /// <summary>A field of that entity, see <see cref="ClaimFields"/>.</summary>
    public string Field { get; init; } = "";
    /// <summary>As the field would have it.</summary>
    public JsonElement Value { get; init; }
    /// <summary>The words in which it was claimed.</summary>
    public string? Text { get; init; }
    public ClaimKind? Kind { get; init; }
    /// <summary>EDTF: when it was so, where the value does not say.</summary>
    public string? At { get; init; }
    public IReadOnlyList<Source> Sources { get; init; } = [];
    public string? Note { get; init; }
}

public sealed record ClaimAdded : IEvent
{
    public ClaimProfile Claim { get; init; } = new();
    public string? By { get; init; }
}

/// <summary>An editor decided between claims on one fact.</summary>
public sealed record ClaimPreferred : IEvent
{
    /// <summary>What stood before: the value preferred until now, else the newest other claim's, else the entity's own; absent when it is the same.</summary>
    public JsonElement? Old { get; init; }
    public JsonElement? New { get; init; }
    /// <summary>Ids of the other claims on the fact that were known.</summary>
    public IReadOnlyList<string> Superseded { get; init; } = [];
    public string Reason { get; init; } = "";
    public string? By { get; init; }
}
