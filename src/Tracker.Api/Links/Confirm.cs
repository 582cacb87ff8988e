using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Writing;
using Tracker.Contracts;
using Tracker.Contracts.Links;
using Tracker.Domain;
using Tracker.Domain.Links;
using Tracker.Grains.Messages;
using Tracker.Log;
using LinkKind = Tracker.Domain.Links.LinkKind;
using LinkState = Tracker.Domain.Links.LinkState;

namespace Tracker.Api.Links;

/// <summary>An editor holds it for right. What is confirmed to supersede makes no circle; rules look only at who said what when, and may propose one.</summary>
internal static class Confirm
{
    public static void Map(RouteGroupBuilder links) => links.MapPost("/{id}/confirmation", Handle)
        .Needs(Scope.Edit).Takes<ConfirmationRequest>().Gives<Receipt>(201).WithSummary("It is so; also one that was dismissed before");

    static async Task<IResult> Handle(string id, HttpContext http, IEventLog log, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<ConfirmationRequest>(http, $"confirmation link/{id}", ct);
        if (refused is not null) return refused;
        if (!Ref.IsId(id)) return ProblemAnswer.Of(Refusals.NotFound("link"));
        var idKey = SubId.Of(Ref.Link(id), "confirmation", request!.Id);
        return await desk!.SettleAsync(idKey, async () =>
        {
            var link = await log.LoadAsync<Link, LinkCommand>(Ref.Link(id), ct);
            var trail = link is { State: not LinkState.Confirmed, Version: > 0, Content.Kind: LinkKind.Supersedes }
                ? await Supersession.FollowAsync(log, link.Content.From, link.Content.To, state => state == LinkState.Confirmed, ct)
                : Trail.None;
            return trail.Refusal is { } circle
                ? await desk.RefuseAsync(circle with { Field = null }, idKey, ct)
                : await desk.DoAsync<Link, LinkCommand>(
                    Ref.Link(id), desk.Order<LinkCommand>(new LinkCommand.Confirm(request.Reason, desk.By), idKey) with { Given = trail.Given }, assumeNew: false, ct);
        });
    }
}
