using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Statements;
using Tracker.Api.Writing;
using Tracker.Contracts.Acts;
using Tracker.Domain;
using Tracker.Domain.Acts;
using Tracker.Log;

namespace Tracker.Api.Acts;

internal static class ActEndpoints
{
    static readonly EntityRoute<ActRequest> Route = new("act", request => request.Id, Refers, Send);

    public static void Map(RouteGroupBuilder api) => ChangeState.Map(api.MapEntity<ActRequest, ActDocument>(Route));

    static References Refers(ActRequest request)
    {
        var references = new References().Add("story", "story", request.Story).Add("topic", "topics", request.Topics).Add("meeting", "meetings", request.Meetings)
            .AddEvidence("evidence", request.Evidence);
        for (var i = 0; i < (request.Positions?.Count ?? 0); i++) references.Add("topic", $"positions[{i}].topic", request.Positions![i].Topic);
        return references;
    }

    static async Task<IResult> Send(EntityWrite<ActRequest> write)
    {
        if (StatementEndpoints.OnUnknown(write.Http, out var create) is { } wrong) return ProblemAnswer.Of(wrong);
        var (log, known) = (write.Service<IEventLog>(), write.Service<Known>());
        Contracts.Problems.ProblemDetails? problem = null;
        var answer = await write.Desk.SettleAsync(write.IdKey, async () =>
        {
            var speakers = new Speakers(log, known, write.Service<NewId>(), create, write.Desk.By);
            var taken = await ActIntake.TakeAsync(write.Request, speakers, log, known, write.Ct);
            var reply = taken.Refusal is { } refusal
                ? await write.Desk.RefuseAsync(refusal, write.IdKey, write.Ct)
                : await write.Desk.DoAsync<Act, ActCommand>(Ref.Act(write.Id), write.Desk.Order(Order(write, taken.Profile!), write.IdKey, speakers.Made), assumeNew: write.Create, write.Ct);
            // A name that fits nobody, or several, is answered with the nearest; a retry with its first receipt.
            problem = reply.Refusal == taken.Refusal ? speakers.Problem : null;
            return reply;
        });
        return problem is null ? answer : ProblemAnswer.Of(problem);
    }

    // The state that it is entered in has no date of its own: `at` says when it was done.
    static ActCommand Order(EntityWrite<ActRequest> write, ActProfile profile)
    {
        var state = write.Request.State is { } given ? new Domain.Acts.ActStateEntry { State = (ActState)given } : null;
        return write.Create
            ? new ActCommand.Create(write.Id, profile, state ?? new Domain.Acts.ActStateEntry(), write.Desk.By)
            : new ActCommand.Put(write.Id, profile, state, write.Desk.By);
    }
}
