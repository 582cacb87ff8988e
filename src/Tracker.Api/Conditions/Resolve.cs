using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Writing;
using Tracker.Contracts;
using Tracker.Contracts.Conditions;
using Tracker.Domain;
using Tracker.Domain.Conditions;
using Tracker.Log;

namespace Tracker.Api.Conditions;

internal static class Resolve
{
    public static void Map(RouteGroupBuilder conditions) => conditions.MapPost("/{id}/resolution", Handle)
        .Needs(Scope.Edit).Takes<ResolutionRequest>().Gives<Receipt>(201).WithSummary("An editor's word on what became of it, which rules do not change any more; open opens it again");

    static async Task<IResult> Handle(string id, HttpContext http, IEventLog log, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<ResolutionRequest>(http, $"resolution condition/{id}", ct);
        if (refused is not null) return refused;
        if (await new References().AddEvidence("evidence", request!.Evidence).CheckAsync(log, ct) is { } unknown) return ProblemAnswer.Of(unknown);
        if (!Ref.IsId(id)) return ProblemAnswer.Of(new Refusal("not-found", "There is no condition with this id."));
        var command = new ConditionCommand.Resolve((Domain.Conditions.ConditionState)request.State, request.Reason, request.Evidence ?? [], desk!.By);
        return await desk.SendAsync<Condition, ConditionCommand>(Ref.Condition(id), command, SubId.Of(Ref.Condition(id), "resolution", request.Id), assumeNew: false, ct);
    }
}
