using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Statements;
using Tracker.Api.Writing;
using Tracker.Contracts;
using Tracker.Contracts.Acts;
using Tracker.Domain;
using Tracker.Domain.Acts;
using Tracker.Domain.Dates;
using Tracker.Log;

namespace Tracker.Api.Acts;

internal static class ChangeState
{
    public static void Map(RouteGroupBuilder acts) => acts.MapPost("/{id}/state", Handle)
        .Needs(Scope.Post).Takes<ActStateRequest>().Gives<Receipt>(201).WithSummary("What became of it, with when, why and evidence; any state may follow any");

    static async Task<IResult> Handle(string id, HttpContext http, IEventLog log, Known known, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<ActStateRequest>(http, $"state act/{id}", ct);
        if (refused is not null) return refused;
        if (await new References().AddEvidence("evidence", request!.Evidence).CheckAsync(log, ct) is { } unknown) return ProblemAnswer.Of(unknown);
        if (!Ref.IsId(id) || await log.StoryOfAsync(Ref.Act(id), ct) is not { } story) return ProblemAnswer.Of(new Refusal("not-found", "There is no act with this id."));
        var entry = new Domain.Acts.ActStateEntry
        {
            State = (Domain.Acts.ActState)request.State, At = request.At, AtUntil = request.At is null ? null : Said.Until(request.At, await known.ZoneAsync(story)),
            Reason = request.Reason, Evidence = request.Evidence ?? [], By = desk!.By,
        };
        return await desk.SendAsync<Act, ActCommand>(Ref.Act(id), new ActCommand.ChangeState(entry, desk.By), SubId.Of(Ref.Act(id), "state", request.Id), assumeNew: false, ct);
    }
}
