using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Writing;
using Tracker.Contracts;
using Tracker.Contracts.Statements;
using Tracker.Domain;
using Tracker.Domain.Dates;
using Tracker.Domain.Statements;
using Tracker.Grains.Shell;
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

    static async Task<IResult> Correct(string id, HttpContext http, IEventLog log, Known known, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<CorrectionRequest>(http, $"corrections statement/{id}", ct);
        if (refused is not null) return refused;
        if (string.IsNullOrWhiteSpace(request!.Reason)) return ProblemAnswer.Of(new Refusal("reason-needed", "Say why.", "reason"));
        if (request.Changes.Count == 0) return ProblemAnswer.Of(new Refusal("invalid", "At least one field.", "changes"));
        var exist = new References();
        foreach (var (field, value) in request.Changes) CorrectedReferences.Add(exist, field, value);
        if (await exist.CheckAsync(log, ct) is { } unknown) return ProblemAnswer.Of(unknown);
        var actors = exist.All.Where(entity => Ref.KindOf(entity) == "actor").Select(Ref.IdOf).Concat(await OwnAsync(id, request.Changes, log, ct)).Distinct(StringComparer.Ordinal);
        var command = new StatementCommand.Correct(
            request.Changes, await SaidUntilAsync(id, request.Changes, log, known, ct), await known.MediaAsync(actors), request.Reason, (Domain.Statements.CorrectionKind)(request.Kind ?? Contracts.CorrectionKind.Correction), desk!.By);
        return await SendAsync(desk, id, command, SubId.Of(Ref.Statement(id), "corrections", request.Id), ct);
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
            : ProblemAnswer.Of(new Refusal("not-found", "There is no statement with this id."));

    // Who may hold a position is settled anew with it: also by those of its own speakers that the correction leaves as they are.
    static async ValueTask<IEnumerable<string>> OwnAsync(string id, IReadOnlyDictionary<string, JsonElement> changes, IEventLog log, CancellationToken ct)
    {
        if (!Ref.IsId(id) || !changes.Keys.Any(field => field is "speakers" or "onBehalfOf" or "positions" or "duplicate")) return [];
        var shell = new EntityShell<Statement, StatementCommand>(Ref.Statement(id), log, new OwnStreamReads<Statement, StatementCommand>(log));
        await shell.CatchUpAsync(ct);
        return shell.State.Content.Speakers.Concat(shell.State.Content.OnBehalfOf);
    }

    // A date without a zone is read in the zone of the statement's story.
    static async ValueTask<DateTimeOffset?> SaidUntilAsync(string id, IReadOnlyDictionary<string, JsonElement> changes, IEventLog log, Known known, CancellationToken ct)
    {
        if (!Ref.IsId(id) || !changes.TryGetValue("saidAt", out var saidAt) || saidAt.ValueKind != JsonValueKind.String) return null;
        var first = await log.ReadStreamAsync(Ref.Statement(id), 0, 1, ct);
        return first is [{ Event: StatementAdded added }] ? Said.Until(saidAt.GetString(), await known.ZoneAsync(added.Statement.Story)) : null;
    }
}
