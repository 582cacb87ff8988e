using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Writing;
using Tracker.Contracts;
using Tracker.Contracts.Statements;
using Tracker.Domain;
using Tracker.Domain.Links;

namespace Tracker.Api.Links;

internal static class Dismiss
{
    public static void Map(RouteGroupBuilder links) => links.MapPost("/{id}/dismissal", Handle)
        .Needs(Scope.Edit).Takes<ReasonRequest>().Gives<Receipt>(201).WithSummary("It is not so, with a reason; no rule proposes it again");

    static async Task<IResult> Handle(string id, HttpContext http, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<ReasonRequest>(http, $"dismissal link/{id}", ct);
        if (refused is not null) return refused;
        if (!Ref.IsId(id)) return ProblemAnswer.Of(new Refusal("not-found", "There is no link with this id."));
        return await desk!.SendAsync<Link, LinkCommand>(
            Ref.Link(id), new LinkCommand.Dismiss(request!.Reason, desk.By), SubId.Of(Ref.Link(id), "dismissal", request.Id), assumeNew: false, ct);
    }
}
