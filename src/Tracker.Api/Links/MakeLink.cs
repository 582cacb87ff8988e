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

/// <summary>An editor's link. The same one (from, to, kind), proposed or confirmed, is not made twice: its receipt is the answer.</summary>
internal static class MakeLink
{
    public static void Map(RouteGroupBuilder statements) => statements.MapPost("/{id}/links", Handle)
        .Needs(Scope.Edit).Takes<LinkRequest>().Gives<Receipt>(201).WithSummary("How it stands to another statement (or a meeting, an act); the receipt is the link's");

    static async Task<IResult> Handle(string id, HttpContext http, IEventLog log, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<LinkRequest>(http, $"links statement/{id}", ct);
        if (refused is not null) return refused;
        if (!Ref.IsId(id)) return ProblemAnswer.Of(Refusals.NotFound("statement"));
        var (from, to) = (Ref.Statement(id), request!.To.Contains('/', StringComparison.Ordinal) ? request.To : Ref.Statement(request.To));
        var exist = new References().AddReference("to", to, "statement", "meeting", "act").Add("topic", "topic", request.Topic);
        if (await exist.CheckAsync(log, ct) is { } unknown) return ProblemAnswer.Of(unknown);
        var idKey = SubId.Of(from, "links", request.Id);
        return await desk!.SettleAsync(idKey, () => AttemptAsync(desk, log, from, to, request, idKey, ct));
    }

    static async Task<Reply> AttemptAsync(Desk desk, IEventLog log, string from, string to, LinkRequest request, string? idKey, CancellationToken ct)
    {
        if (await desk.FirstAsync(idKey, ct) is { } first) return first;
        if (await Outgoing.ReadAsync(log, from, ct) is not { } outgoing) return Reply.Refused(Refusals.NotFound("statement"));
        var kind = (LinkKind)request.Kind;
        if (outgoing.Links.FirstOrDefault(known => known.Link.Content.To == to && known.Link.Content.Kind == kind && known.Link.State != LinkState.Dismissed) is { Link: not null } same)
            return new Reply { Answer = desk.DryRun ? Answer.Dry : Answer.Unchanged, Receipt = log.ReceiptOf(same.Newest) };
        var trail = kind == LinkKind.Supersedes && Ref.KindOf(to) == "statement"
            ? await Supersession.FollowAsync(log, from, to, state => state != LinkState.Dismissed, ct)
            : Trail.None;
        if (trail.Refusal is { } circle) return Reply.Refused(circle);
        var story = Ref.IdOf(outgoing.First.Touches.First(touch => touch.Role == TouchRole.Story).Entity);
        var link = new LinkContent { Story = story, From = from, To = to, Kind = kind, Topic = request.Topic };
        var command = new LinkCommand.Make(outgoing.NextId, link, trail.Passed.ToHashSet(StringComparer.Ordinal), desk.By);
        var reply = await desk.DoAsync<Link, LinkCommand>(Ref.Link(outgoing.NextId), desk.Order<LinkCommand>(command, idKey) with { Given = trail.Given }, assumeNew: true, ct);
        // Another link of this statement was made at the same moment, or this one by its own retry: both are known on the next look.
        return reply.Refusal?.Code == Refusals.IdTakenCode ? new Reply { Answer = Answer.Outrun } : reply;
    }
}
