using System.Text.Json;

namespace Tracker.Domain.Claims;

/// <summary>Orders about a claim.</summary>
public abstract record ClaimCommand(string? By)
{
    public sealed record Add(string Id, ClaimProfile Profile, string? By) : ClaimCommand(By);

    /// <param name="Fact">All claims on the same fact, this one among them, as the caller read them.</param>
    /// <param name="Standing">The entity's own value of the field now; null = it has none.</param>
    public sealed record Prefer(FactClaims Fact, JsonElement? Standing, string Reason, string? By) : ClaimCommand(By);
}
