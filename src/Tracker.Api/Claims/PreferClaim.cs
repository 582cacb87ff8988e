using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Statements;
using Tracker.Api.Writing;
using Tracker.Contracts;
using Tracker.Contracts.Statements;
using Tracker.Domain;
using Tracker.Domain.Claims;
using Tracker.Grains.Messages;
using Tracker.Grains.Shell;
using Tracker.Log;
using Tracker.Log.Feed;

namespace Tracker.Api.Claims;

/// <summary>
/// An editor holds one claim for right: the others on the fact are superseded, and where the field is the entity's own it is revised to the value in the
/// same append. What the entity refuses, the preference is refused with.
/// </summary>
internal static class PreferClaim
{
    public static void Map(RouteGroupBuilder claims) => claims.MapPost("/{id}/preferred", Handle)
        .Needs(Scope.Edit).Takes<ReasonRequest>().Gives<Receipt>(201).WithSummary("Hold it for right, with a reason; the entity's own field is revised to it (not a meeting's status and outcome)");

    static async Task<IResult> Handle(string id, HttpContext http, IEventLog log, IFeed feed, Revisions revisions, Known known, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<ReasonRequest>(http, $"preferred claim/{id}", ct);
        if (refused is not null) return refused;
        if (string.IsNullOrWhiteSpace(request!.Reason)) return ProblemAnswer.Of(Refusals.ReasonNeeded("Preferring one claim over others needs a reason."));
        if (!Ref.IsId(id)) return ProblemAnswer.Of(Refusals.NotFound("claim"));
        var (entity, idKey) = (Ref.Claim(id), SubId.Of(Ref.Claim(id), "preferred", request.Id));
        string? actor = null;
        var answer = await desk!.SettleAsync(idKey, async () =>
        {
            var shell = new EntityShell<Claim, ClaimCommand>(entity, log, new FollowingReads<Claim, ClaimCommand>(log, feed));
            await shell.CatchUpAsync(ct);
            if (shell.State.Version == 0) return Reply.Refused(Refusals.NotFound("claim"));
            var claim = shell.State.Profile;
            if (Ref.KindOf(claim.About) == "actor") actor = Ref.IdOf(claim.About);
            var (fact, others) = await FactAsync(log, claim, entity, ct);
            var command = new ClaimCommand.Prefer(fact, null, request!.Reason, desk!.By);
            // Where it holds already the entity is left as others have revised it since.
            var revision = Claim.Decide(shell.State, command).Facts.Count == 0 ? default : await revisions.OfAsync(claim, request.Reason, desk.By, ct);
            if (revision.Refusal is { } no) return await desk.RefuseAsync(no, idKey, ct);
            var order = desk.Order<ClaimCommand>(command with { Standing = revision.Standing }, idKey, revision.Companion is { } one ? [one] : []);
            // Decided on what was read here: at another version of the claim all of it is read again.
            var reply = await shell.DoAsync(order with { Given = [.. others, .. revision.Given ?? []], IfVersion = desk.IfVersion ?? shell.State.Version }, assumeNew: true, ct);
            return reply.Answer == Answer.Stale && desk.IfVersion is null ? new Reply { Answer = Answer.Outrun } : reply;
        });
        if (actor is not null) known.Forget(actor);
        return answer;
    }

    /// <summary>All claims on the fact, and the others' streams as they were.</summary>
    static async ValueTask<(FactClaims Fact, IReadOnlyList<Expectation> Others)> FactAsync(IEventLog log, ClaimProfile claim, string self, CancellationToken ct)
    {
        var (fact, versions) = (FactClaims.Empty, new Dictionary<string, int>(StringComparer.Ordinal));
        await foreach (var record in log.LifeAsync(Ref.Fact(claim.About, claim.Field), ct))
        {
            fact = FactClaims.Evolve(fact, record);
            versions[record.Entity] = record.Version;
        }
        versions.Remove(self);
        return (fact, [.. versions.Select(stream => new Expectation(stream.Key, stream.Value))]);
    }
}
