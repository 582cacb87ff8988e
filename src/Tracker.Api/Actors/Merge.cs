using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Statements;
using Tracker.Api.Writing;
using Tracker.Contracts;
using Tracker.Contracts.Actors;
using Tracker.Domain;
using Tracker.Domain.Actors;
using Tracker.Grains.Actors;
using Tracker.Grains.Messages;
using Tracker.Log;
using Tracker.Log.Index;

namespace Tracker.Api.Actors;

/// <summary>
/// Two actors turned out to be one. The stories whose records name the one that goes are touched, so that they learn of it; which they are is asked of
/// the index once it has taken in everything durable. A record that names it in one more story between that and the append is not seen.
/// </summary>
internal static class Merge
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void Map(RouteGroupBuilder actors) => actors.MapPost("/{id}/merge", Handle)
        .Needs(Scope.Edit).Takes<MergeRequest>().Gives<Receipt>(201).WithSummary("It turned out to be another one: from here on it is found and shown as that one");

    static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains, IEventLog log, IIndex index, Circles circles, Known known, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<MergeRequest>(http, $"merge actor/{id}", ct);
        if (refused is not null) return refused;
        if (!Ref.IsId(id) || (await log.MissingAsync([Ref.Actor(id)], ct)).Count > 0) return ProblemAnswer.Of(new Refusal("not-found", "There is no actor with this id."));
        if (await new References().Add("actor", "into", request!.Into).CheckAsync(log, ct) is { } unknown) return ProblemAnswer.Of(unknown);
        var idKey = SubId.Of(Ref.Actor(id), "merge", request.Id);
        var answer = await desk!.SettleAsync(idKey, async () =>
        {
            if (!await CaughtUpAsync(index, log.Head, ct)) return await desk!.RefuseAsync(new Refusal("behind", $"The index is at {index.Position}."), idKey, ct);
            var chain = await circles.OfMergeAsync(id, request!.Into, ct);
            if (chain.Refusal is { } circle) return await desk!.RefuseAsync(circle, idKey, ct);
            var command = new ActorCommand.Merge(request.Into, [.. chain.Passed.Skip(1).Select(Ref.IdOf)], await index.StoriesNamingAsync(id, ct), request.Reason, desk.By);
            return await desk.DoAsync(grains.GetGrain<IActorGrain>(id), desk.Order<ActorCommand>(command, idKey) with { Given = chain.Given });
        });
        known.Forget(id);
        known.Forget(request.Into);
        return answer;
    }

    static async Task<bool> CaughtUpAsync(IIndex index, long head, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        return await index.WaitAsync(head, patience.Token);
    }
}
