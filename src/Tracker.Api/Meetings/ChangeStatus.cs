using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Keys;
using Tracker.Api.Problems;
using Tracker.Api.Statements;
using Tracker.Api.Writing;
using Tracker.Contracts;
using Tracker.Contracts.Meetings;
using Tracker.Domain;
using Tracker.Domain.Dates;
using Tracker.Domain.Meetings;
using Tracker.Grains.Meetings;
using Tracker.Log;

namespace Tracker.Api.Meetings;

internal static class ChangeStatus
{
    public static void Map(RouteGroupBuilder meetings) => meetings.MapPost("/{id}/status", Handle)
        .Needs(Scope.Post).Takes<StatusRequest>().Gives<Receipt>(201).WithSummary("One step of the lifecycle, with when, why and evidence");

    static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains, IEventLog log, Known known, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<StatusRequest>(http, $"status meeting/{id}", ct);
        if (refused is not null) return refused;
        if (request!.Force == true && !Principal.Of(http).May(Scope.Edit)) return ProblemAnswer.Of(new Refusal("no-scope", "Forcing a status needs a key with scope edit."));
        if (await new References().AddEvidence("evidence", request.Evidence).CheckAsync(log, ct) is { } unknown) return ProblemAnswer.Of(unknown);
        if (!Ref.IsId(id)) return ProblemAnswer.Of(new Refusal("not-found", "There is no meeting with this id."));
        var entry = new Domain.Meetings.StatusEntry
        {
            Status = (Domain.Meetings.MeetingStatus)request.Status, At = request.At, AtUntil = request.At is null ? null : Said.Until(request.At, await known.MeetingZoneAsync(id)),
            Outcome = (Domain.Meetings.MeetingOutcome?)(int?)request.Outcome, Reason = request.Reason, Evidence = request.Evidence ?? [], Forced = request.Force ?? false, By = desk!.By,
        };
        return await desk.SendAsync(grains.GetGrain<IMeetingGrain>(id), new MeetingCommand.ChangeStatus(entry, desk.By), SubId.Of(Ref.Meeting(id), "status", request.Id));
    }
}
