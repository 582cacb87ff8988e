using Tracker.Api.Statements;
using Tracker.Api.Writing;
using Tracker.Contracts.Acts;
using Tracker.Contracts.Statements;
using Tracker.Domain;
using Tracker.Domain.Acts;
using Tracker.Domain.Dates;
using Tracker.Log;
using Stance = Tracker.Domain.Statements.Stance;

namespace Tracker.Api.Acts;

/// <summary>An act as it will be stored: names are ids, merged actors those that they turned out to be, its date is read in the story's zone, each position has its actor.</summary>
internal static class ActIntake
{
    /// <returns>The profile, or a refusal; where a name is refused, <see cref="Speakers.Problem"/> says more.</returns>
    public static async ValueTask<(ActProfile? Profile, Refusal? Refusal)> TakeAsync(ActRequest request, Speakers speakers, IEventLog log, Known known, CancellationToken ct)
    {
        var exist = new References();
        var actors = await speakers.ResolveAsync("actors", request.Actors, exist, ct);
        var targets = await speakers.ResolveAsync("targets", request.Targets, exist, ct);
        var holders = new List<IReadOnlyList<string>>();
        for (var i = 0; i < (request.Positions?.Count ?? 0); i++)
            holders.Add(request.Positions![i].Actor is { } holder ? await speakers.ResolveAsync($"positions[{i}].actor", [holder], exist, ct) : actors);
        if (speakers.Problem is { } problem) return (null, new Refusal(problem.Type["/problems/".Length..], problem.Detail ?? ""));
        if (await exist.CheckAsync(log, ct) is { } unknown) return (null, unknown);

        var canonical = new CanonicalActors(known, [.. speakers.Made.Select(made => Ref.IdOf(made.Entity))]);
        var positions = new List<Domain.Acts.PositionByConduct>();
        for (var i = 0; i < holders.Count; i++)
        {
            foreach (var holder in await canonical.OfAsync(holders[i]))
                positions.Add(new() { Actor = holder, Topic = request.Positions![i].Topic, Stance = (Stance)request.Positions[i].Stance });
        }
        return (new ActProfile
        {
            Story = request.Story, Kind = (ActKind)request.Kind, Actors = await canonical.OfAsync(actors), Text = request.Text, At = request.At,
            AtUntil = request.At is null ? null : Said.Until(request.At, await known.ZoneAsync(request.Story)), Targets = await canonical.OfAsync(targets),
            Topics = request.Topics ?? [], Meetings = request.Meetings ?? [], Positions = positions, Evidence = request.Evidence ?? [],
            Sources = [.. (request.Sources ?? []).Select(StatementMapping.ToSource)], Note = request.Note,
        }, null);
    }
}
