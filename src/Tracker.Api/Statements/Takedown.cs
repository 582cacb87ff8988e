using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Writing;
using Tracker.Contracts;
using Tracker.Contracts.Statements;
using Tracker.Domain;
using Tracker.Grains.Stories;
using Tracker.Log;

namespace Tracker.Api.Statements;

/// <summary>Takes a statement's words out of the store; the record that they were there, and the chain, stay.</summary>
internal static class Takedown
{
    public static void Map(RouteGroupBuilder statements) => statements.MapPost("/{id}/takedown", Handle)
        .Needs(Scope.Admin).Takes<ReasonRequest>().Gives<Receipt>(201).WithSummary("Delete the words for good (law, safety); readers get record.redacted");

    static async Task<IResult> Handle(string id, HttpContext http, IEventLog log, IGrainFactory grains, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<ReasonRequest>(http, $"takedown statement/{id}", ct);
        if (refused is not null) return refused;
        if (!Ref.IsId(id)) return ProblemAnswer.Of(new Refusal("not-found", "There is no statement with this id."));
        var takingDown = new TakingDown(log, story => grains.GetGrain<IStoryGrain>(story).AllAsync(), story => ForgetAsync(grains.GetGrain<IStoryGrain>(story)));
        return desk!.Answer(await takingDown.RunAsync(id, request!.Reason, desk.By, ct));
    }

    // The story's snapshot repeats conditions: it folds the takedown and is kept anew over the old one.
    static async Task ForgetAsync(IStoryGrain story)
    {
        await story.AllAsync();
        await story.KeepSnapshot();
    }
}
