using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Json;
using Tracker.Api.Problems;
using Tracker.Api.Reading;
using Tracker.Contracts;
using Tracker.Contracts.Meetings;
using Tracker.Domain;
using Tracker.Domain.Actors;
using Tracker.Domain.Meetings;
using Tracker.Log.Index;

namespace Tracker.Api.Meetings;

/// <summary>Delegations of a round of talks, compared with the rounds before it (<c>previous</c>).</summary>
internal static class DelegationsOf
{
    const int MostRounds = 20;

    public static void Map(RouteGroupBuilder meetings) => meetings.MapGet("/{id}/delegations", Handle).Needs(Scope.Read).Gives<DelegationsDocument>(200)
        .WithSummary("Who came for whom, under whom, how high; what changed since the last round, and heads who come back");

    static async Task<IResult> Handle(string id, HttpContext http, IIndex index, Consistency consistency, AsOf asOf, CancellationToken ct)
    {
        if (await consistency.WaitAsync(http, ct) is { } behind) return ProblemAnswer.Of(behind);
        var (moment, wrong) = await asOf.ReadAsync(http, null, ct);
        if (wrong is not null) return ProblemAnswer.Of(wrong);
        var rounds = new List<Round>();
        for (string? next = id; next is not null && rounds.Count < MostRounds && rounds.TrueForAll(round => round.Id != next);)
        {
            if (!Ref.IsId(next) || await index.GetAsync(Ref.Meeting(next), moment, ct) is not { } document) break;
            if (rounds.Count == 0) consistency.Stamp(http, document.Position);
            using var json = JsonDocument.Parse(document.Body);
            rounds.Add(new Round(next, json.RootElement.TryGetProperty("participants", out var people) ? people.Deserialize<List<Domain.Meetings.Participation>>(Events.Json)! : []));
            next = json.RootElement.TryGetProperty("previous", out var previous) ? previous.GetString() : null;
        }
        if (rounds.Count == 0) return ProblemAnswer.Of(new Refusal("not-found", "There is no meeting with this id."));
        var actors = new Dictionary<string, ActorProfile?>(StringComparer.Ordinal);
        foreach (var one in rounds.SelectMany(round => round.Participants)) await KnowAsync(one.Actor, actors, index, moment, ct);
        var delegations = Delegations.Of(rounds, actor => actors.GetValueOrDefault(actor));
        return Results.Json(new DelegationsDocument { Meeting = id, Rounds = [.. rounds.Select(round => round.Id)], Delegations = [.. delegations.Select(ToContract)] }, ApiJson.Options);
    }

    /// <summary>The actor, and all that it belongs to.</summary>
    static async Task KnowAsync(string actor, Dictionary<string, ActorProfile?> actors, IIndex index, Moment? moment, CancellationToken ct)
    {
        if (!actors.TryAdd(actor, null) || await index.GetAsync(Ref.Actor(actor), moment, ct) is not { } document) return;
        var profile = actors[actor] = JsonSerializer.Deserialize<ActorProfile>(document.Body.Span, Events.Json)!;
        foreach (var above in profile.Memberships.Select(membership => membership.Organization).Append(profile.Parent).OfType<string>()) await KnowAsync(above, actors, index, moment, ct);
    }

    static DelegationDocument ToContract(Domain.Meetings.DelegationOf from) => new()
    {
        Principal = from.Principal, Delegations = from.Delegations, Head = from.Head, Rank = from.Rank, HeadReturnsFrom = from.HeadReturnsFrom,
        Members = [.. from.Members.Select(member => new DelegationMember
        {
            Actor = member.Actor, Role = (Contracts.ParticipationRole?)(int?)member.Role, Attendance = (Contracts.Attendance)(int)member.Attendance, Rank = member.Rank,
        })],
        Since = from.Since is not { } since ? null : new DelegationSince
        {
            Meeting = since.Meeting, Joined = since.Joined, Left = since.Left, HeadBefore = since.HeadBefore, RankBefore = since.RankBefore,
        },
    };
}
