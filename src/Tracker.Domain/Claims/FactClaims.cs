using System.Text.Json;

namespace Tracker.Domain.Claims;

/// <summary>The claims on one fact (a field of an entity), oldest first: a fold of the records that touch the fact.</summary>
public sealed record FactClaims
{
    public IReadOnlyList<Standing> Claims { get; init; } = [];

    /// <summary>Sentences about the background stand side by side: they are not about one value.</summary>
    public bool Background { get; init; }

    public static FactClaims Empty { get; } = new();

    public static FactClaims Of(IEnumerable<Record> life) => life.Aggregate(Empty, Evolve);

    public static FactClaims Evolve(FactClaims state, Record record) => record.Event switch
    {
        ClaimAdded e => state with { Background = e.Claim.Field == ClaimFields.Background, Claims = [.. state.Claims, new Standing(Ref.IdOf(record.Entity), e.Claim.Value, ClaimStatus.Kept, record.Position)] },
        ClaimPreferred e => state with { Claims = [.. state.Claims.Select(claim => After(claim, Ref.IdOf(record.Entity), e))] },
        _ => state,
    };

    /// <summary>Whether readers must be told that reports disagree: two values, and no editor has decided since the newest of them came.</summary>
    public bool Open
    {
        get
        {
            if (Background || Claims.All(claim => claim.Status != ClaimStatus.Kept)) return false;
            List<Standing> standing = [.. Claims.Where(claim => claim.Status != ClaimStatus.Superseded)];
            return standing.Exists(claim => !JsonElement.DeepEquals(claim.Value, standing[0].Value));
        }
    }

    static Standing After(Standing claim, string preferred, ClaimPreferred e) =>
        claim.Id == preferred ? claim with { Status = ClaimStatus.Preferred }
        : e.Superseded.Contains(claim.Id, StringComparer.Ordinal) ? claim with { Status = ClaimStatus.Superseded }
        : claim;
}

/// <summary>One claim among those on a fact.</summary>
/// <param name="Position">Of its first record.</param>
public sealed record Standing(string Id, JsonElement Value, ClaimStatus Status, long Position);
