using System.Text.Json;
using Tracker.Domain.Statements;

namespace Tracker.Domain.Claims;

/// <summary>One value for one fact, with who says so. It has no grain; what an editor prefers among several is decided over all of them (<see cref="FactClaims"/>).</summary>
public sealed record Claim : IEntity<Claim, ClaimCommand>
{
    public string Id { get; init; } = "";
    public ClaimProfile Profile { get; init; } = new();
    public ClaimStatus Status { get; init; }
    /// <summary>Of the editor's last decision about it, for or against.</summary>
    public string? Reason { get; init; }
    /// <summary>Who decided so.</summary>
    public string? Editor { get; init; }
    public string? By { get; init; }
    public int Version { get; init; }
    /// <summary>When its first record was taken.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    public static Claim Initial { get; } = new();

    public static int FoldVersion => 1;

    public static Decision Decide(Claim state, ClaimCommand command) => (state.Version, command) switch
    {
        (0, ClaimCommand.Add c) => Added(c),
        (0, _) => Refusals.NotFound("claim"),
        (_, ClaimCommand.Add) => Refusals.IdTaken(Ref.Claim(state.Id)),
        (_, ClaimCommand.Prefer c) => Preferred(state, c),
        _ => throw new InvalidOperationException($"Unhandled {command.GetType().Name}."),
    };

    /// <summary>Also takes in that another claim on the fact was preferred: those records touch it, and are not of its stream.</summary>
    public static Claim Evolve(Claim state, Record record)
    {
        if (!Stream.Owns(state.Version, Ref.Claim(state.Id), "claim.added", record))
        {
            return state.Version > 0 && record.Kind == "claim.preferred" && record.Event is ClaimPreferred other && other.Superseded.Contains(state.Id, StringComparer.Ordinal)
                ? state with { Status = ClaimStatus.Superseded, Reason = other.Reason, Editor = other.By }
                : state;
        }
        var next = state with
        {
            Id = Ref.IdOf(record.Entity),
            Version = record.Version,
            RecordedAt = state.Version == 0 ? record.At : state.RecordedAt,
        };
        return record.Event switch
        {
            ClaimAdded e => next with { Profile = e.Claim, By = e.By },
            ClaimPreferred e => next with { Status = ClaimStatus.Preferred, Reason = e.Reason, Editor = e.By },
            null or RecordRedacted => next,
            _ => throw Stream.Unknown(record),
        };
    }

    static Decision Added(ClaimCommand.Add c) =>
        (Rules.Id(c.Id, "id") ?? Check(c.Profile)) is { } refusal
            ? refusal
            : Decision.Of(Touching(c.Id, c.Profile).With(new ClaimAdded { Claim = c.Profile, By = c.By }));

    static Decision Preferred(Claim state, ClaimCommand.Prefer c)
    {
        if (state.Profile.Field == ClaimFields.Background) return Refusals.Invalid("field", "Sentences about the background stand side by side; none is preferred.");
        List<Standing> others = [.. c.Fact.Claims.Where(claim => claim.Id != state.Id)];
        var holds = c.Fact.Claims.Any(claim => claim.Id == state.Id && claim.Status == ClaimStatus.Preferred);
        if (holds && others.TrueForAll(claim => claim.Status == ClaimStatus.Superseded)) return Decision.Nothing;
        if (string.IsNullOrWhiteSpace(c.Reason)) return Refusals.ReasonNeeded("Preferring one claim over others needs a reason.");
        var old = others.FindLast(claim => claim.Status == ClaimStatus.Preferred)?.Value
            ?? others.FindLast(claim => !Same(claim.Value, state.Profile.Value))?.Value
            ?? c.Standing;
        return Decision.Of(Touching(state.Id, state.Profile).Add(others.Select(claim => claim.Id), Ref.Claim, TouchRole.Claim).With(new ClaimPreferred
        {
            Old = old is { } before && !Same(before, state.Profile.Value) ? before : null, New = state.Profile.Value,
            Superseded = [.. others.Select(claim => claim.Id)], Reason = c.Reason, By = c.By,
        }));
    }

    static bool Same(JsonElement a, JsonElement b) => JsonElement.DeepEquals(a, b);

    static Refusal? Check(ClaimProfile claim) =>
        ClaimFields.Check(claim.About, claim.Field, claim.Value)
        ?? Rules.OptionalId(claim.Story, "story")
        ?? Rules.Date(claim.At, "at")
        ?? Rules.Each(claim.Sources, "sources", (source, at) => StatementRules.Source(source, at + "."));

    static Touches Touching(string id, ClaimProfile claim) => new Touches(Ref.Claim(id))
        .Add(claim.Story, Ref.Story, TouchRole.Story)
        .Add(claim.About, TouchRole.Claim)
        .Add(Ref.Fact(claim.About, claim.Field), TouchRole.Fact);
}
