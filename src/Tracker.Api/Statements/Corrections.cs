using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Writing;
using Tracker.Contracts;
using Tracker.Contracts.Statements;
using Tracker.Domain;
using Tracker.Domain.Statements;
using Tracker.Log;

namespace Tracker.Api.Statements;

/// <summary>What happens to a statement after it was posted: corrections, retraction, verification, further sources.</summary>
internal static class Corrections
{
    public static void Map(RouteGroupBuilder statements)
    {
        statements.MapPost("/{id}/corrections", Correct).Needs(Scope.Edit).Takes<CorrectionRequest>().Gives<Receipt>(201).WithSummary("Change fields, with a reason; old values stay in the history");
        statements.MapPost("/{id}/retraction", Retract).Needs(Scope.Edit).Takes<ReasonRequest>().Gives<Receipt>(201).WithSummary("Take it back: it stays readable and is no evidence any more");
        statements.MapPost("/{id}/verification", Verify).Needs(Scope.Edit).Takes<VerificationRequest>().Gives<Receipt>(201).WithSummary("What the desk found out");
        statements.MapPost("/{id}/sources", AddSource).Needs(Scope.Post).Takes<SourceRequest>().Gives<Receipt>(201).WithSummary("A further source of the same words");
    }

    static async Task<IResult> Correct(string id, HttpContext http, IEventLog log, Correcting correcting, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<CorrectionRequest>(http, $"corrections statement/{id}", ct);
        if (refused is not null) return refused;
        if (string.IsNullOrWhiteSpace(request!.Reason)) return ProblemAnswer.Of(new Refusal("reason-needed", "Say why.", "reason"));
        if (request.Changes.Count == 0) return ProblemAnswer.Of(new Refusal("invalid", "At least one field.", "changes"));
        if (!Ref.IsId(id)) return Missing();
        var exist = new References();
        foreach (var (field, value) in request.Changes) CorrectedReferences.Add(exist, "changes." + field, field, value);
        if (await exist.CheckAsync(log, ct) is { } unknown) return ProblemAnswer.Of(unknown);
        var kind = (Domain.Statements.CorrectionKind)(request.Kind ?? Contracts.CorrectionKind.Correction);
        var idKey = SubId.Of(Ref.Statement(id), "corrections", request.Id);
        return await desk!.SettleAsync(idKey, async () =>
        {
            var ready = await correcting.MakeAsync(id, request.Changes, request.Reason, kind, desk.By, ct);
            if (ready.Refusal is { } refusal) return await desk.RefuseAsync(refusal, idKey, ct);
            var order = desk.Order<StatementCommand>(ready.Command!, idKey) with { Given = ready.Given };
            return await desk.DoAsync<Statement, StatementCommand>(Ref.Statement(id), order, assumeNew: false, ct);
        });
    }

    static async Task<IResult> Retract(string id, HttpContext http, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<ReasonRequest>(http, $"retraction statement/{id}", ct);
        if (refused is not null) return refused;
        if (string.IsNullOrWhiteSpace(request!.Reason)) return ProblemAnswer.Of(new Refusal("reason-needed", "Say why.", "reason"));
        return await SendAsync(desk!, id, new StatementCommand.Retract(request.Reason, desk!.By), SubId.Of(Ref.Statement(id), "retraction", request.Id), ct);
    }

    static async Task<IResult> Verify(string id, HttpContext http, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<VerificationRequest>(http, $"verification statement/{id}", ct);
        if (refused is not null) return refused;
        var command = new StatementCommand.Verify((Domain.Statements.Verification)request!.Status, request.Note, desk!.By);
        return await SendAsync(desk, id, command, SubId.Of(Ref.Statement(id), "verification", request.Id), ct);
    }

    static async Task<IResult> AddSource(string id, HttpContext http, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<SourceRequest>(http, $"sources statement/{id}", ct);
        if (refused is not null) return refused;
        return await SendAsync(desk!, id, new StatementCommand.AddSource(StatementMapping.ToSource(request!), desk!.By), SubId.Of(Ref.Statement(id), "sources", request!.Id), ct);
    }

    static async Task<IResult> SendAsync(Desk desk, string id, StatementCommand command, string? idKey, CancellationToken ct) =>
        Ref.IsId(id)
            ? await desk.SendAsync<Statement, StatementCommand>(Ref.Statement(id), command, idKey, assumeNew: false, ct)
            : Missing();

    static IResult Missing() => ProblemAnswer.Of(new Refusal("not-found", "There is no statement with this id."));
}
