using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Statements;
using Tracker.Api.Writing;
using Tracker.Contracts;
using Tracker.Domain;
using Tracker.Domain.Dates;
using Tracker.Domain.Meetings;
using Tracker.Domain.Statements;
using Tracker.Grains.Meetings;
using Tracker.Log;
using ParticipationFields = Tracker.Contracts.Meetings.ParticipationFields;
using ParticipationRequest = Tracker.Contracts.Meetings.ParticipationRequest;

namespace Tracker.Api.Meetings;

internal static class ChangeParticipation
{
    public static void Map(RouteGroupBuilder meetings) => meetings.MapPost("/{id}/participants", Handle)
        .Needs(Scope.Post).Takes<ParticipationRequest>().Gives<Receipt>(201).WithSummary("Who takes part, how; the newest entry of an actor counts");

    static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains, IEventLog log, Known known, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<ParticipationRequest>(http, $"participants meeting/{id}", ct);
        if (refused is not null) return refused;
        if (await Refers(new References(), "", request!).CheckAsync(log, ct) is { } unknown) return ProblemAnswer.Of(unknown);
        if (!Ref.IsId(id)) return ProblemAnswer.Of(new Refusal("not-found", "There is no meeting with this id."));
        var entry = await TakeAsync(request!, request!.At is null ? TimeZoneInfo.Utc : await known.MeetingZoneAsync(id), new CanonicalActors(known));
        return await desk!.SendAsync(grains.GetGrain<IMeetingGrain>(id), new MeetingCommand.ChangeParticipation(entry, desk.By), SubId.Of(Ref.Meeting(id), "participants", request.Id));
    }

    public static References Refers(References references, string prefix, ParticipationFields participation)
    {
        references.Add("actor", prefix + "actor", participation.Actor).AddEvidence(prefix + "evidence", participation.Evidence);
        for (var i = 0; i < (participation.Conditions?.Count ?? 0); i++)
            references.AddReference($"{prefix}conditions[{i}].about", participation.Conditions![i].About, "actor", "meeting", "topic");
        return references;
    }

    /// <param name="zone">In which its date is read where it names none.</param>
    public static async ValueTask<Participation> TakeAsync(ParticipationFields from, TimeZoneInfo zone, CanonicalActors canonical) => new()
    {
        Actor = await canonical.OfAsync(from.Actor), Role = (Domain.Meetings.ParticipationRole?)(int?)from.Role,
        Attendance = (Domain.Meetings.Attendance)(from.Attendance ?? Contracts.Attendance.Unknown), Rank = from.Rank,
        Conditions = await canonical.OfAsync([.. (from.Conditions ?? []).Select(condition => new ConditionText { Text = condition.Text, About = condition.About })]),
        Basis = from.Basis, At = from.At, AtUntil = Said.Until(from.At, zone), Evidence = from.Evidence ?? [],
    };
}
