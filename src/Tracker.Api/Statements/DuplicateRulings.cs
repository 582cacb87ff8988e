using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Writing;
using Tracker.Contracts;
using Tracker.Contracts.Statements;
using Tracker.Domain;
using Tracker.Domain.Statements;
using Tracker.Grains.Messages;
using Tracker.Grains.Shell;
using Tracker.Log;
using Duplicate = Tracker.Domain.Statements.Duplicate;
using DuplicateState = Tracker.Domain.Statements.DuplicateState;

namespace Tracker.Api.Statements;

/// <summary>An editor says whether a statement tells another one again: a correction of it, and in the same append what the other one gains or loses by that.</summary>
internal static class DuplicateRulings
{
    const int Attempts = 4;
    const int MostSteps = 8;

    public static void Map(RouteGroupBuilder statements) => statements.MapPost("/{id}/duplicate", Handle)
        .Needs(Scope.Edit).Takes<DuplicateRequest>().Gives<Receipt>(201).WithSummary("Rule whether it tells another statement again; the queue is GET /api/statements?state=likely");

    static async Task<IResult> Handle(string id, HttpContext http, IEventLog log, Known known, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<DuplicateRequest>(http, $"duplicate statement/{id}", ct);
        if (refused is not null) return refused;
        if (string.IsNullOrWhiteSpace(request!.Reason)) return ProblemAnswer.Of(new Refusal("reason-needed", "Say why.", "reason"));
        if (!Ref.IsId(id)) return ProblemAnswer.Of(new Refusal("not-found", "There is no statement with this id."));
        if (request.Of is { } of && !Ref.IsId(of)) return ProblemAnswer.Of(new Refusal("invalid", "A statement's id.", "of"));
        var idKey = SubId.Of(Ref.Statement(id), "duplicate", request.Id);
        if (SubId.Check(idKey) is { } malformed) return ProblemAnswer.Of(malformed);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var shell = await LoadAsync(log, id, ct);
            var statement = shell.State;
            if (statement.Version == 0) return ProblemAnswer.Of(new Refusal("not-found", "There is no statement with this id."));
            var (ruling, refusal) = request.Decision == DuplicateDecision.Same ? await SameAsync(log, statement, request, desk!.By, ct) : await DistinctAsync(log, known, statement, request, desk!.By, ct);
            if (ruling is null) return ProblemAnswer.Of(refusal!);
            // Who may hold a position is settled anew: by what its own speakers and those whom they speak for are today.
            var media = await known.MediaAsync(statement.Content.Speakers.Concat(statement.Content.OnBehalfOf));
            var command = new StatementCommand.Correct(Change("duplicate", ruling.Duplicate), null, media, request.Reason, Domain.Statements.CorrectionKind.Correction, desk.By);
            var reply = await shell.DoAsync(desk.Order<StatementCommand>(command, idKey, ruling.Companions), assumeNew: false, ct);
            if (reply.Answer != Answer.Outrun) return desk.Answer(reply);
        }
        return ProblemAnswer.Of(new Refusal("busy", "Others keep changing it; try again."));
    }

    sealed record Ruling(Duplicate? Duplicate, IReadOnlyList<Companion> Companions);

    static async ValueTask<(Ruling?, Refusal?)> SameAsync(IEventLog log, Statement statement, DuplicateRequest request, string by, CancellationToken ct)
    {
        if ((request.Of ?? statement.Content.Duplicate?.Of) is not { } of) return (null, new Refusal("invalid", "It is not held to tell another one again: say which.", "of"));
        var (other, refusal) = await OriginalAsync(log, statement, of, ct);
        if (other is null) return (null, refusal);
        var (facts, full) = FurtherSources.Of(other, statement.Content.Sources, by);
        return full is not null
            ? (null, full)
            : (new Ruling(new Duplicate { Of = other.Id, State = DuplicateState.Attached }, facts.Count == 0 ? [] : [Companion.Of(Ref.Statement(other.Id), other.Version, facts)]), null);
    }

    static async ValueTask<(Ruling?, Refusal?)> DistinctAsync(IEventLog log, Known known, Statement statement, DuplicateRequest request, string by, CancellationToken ct)
    {
        if ((await known.ObjectsAsync(statement.Content.Speakers)).FirstOrDefault() is { } mute) return (null, new Refusal("invalid", Refusals.NotASpeaker(mute).Detail, "decision"));
        if (statement.Content.Duplicate is not { State: DuplicateState.Attached, Of: var of }) return (new Ruling(null, []), null);
        // What went to the other statement comes back, unless that had it before.
        var other = (await LoadAsync(log, of, ct)).State;
        var first = await log.ReadStreamAsync(Ref.Statement(of), 0, 1, ct);
        var own = first is [{ Event: StatementAdded added }] ? added.Statement.Sources : [];
        var left = other.Content.Sources.Where(source => own.Contains(source) || !statement.Content.Sources.Contains(source)).ToList();
        if (left.Count == other.Content.Sources.Count) return (new Ruling(null, []), null);
        var back = Statement.Decide(other, new StatementCommand.Correct(Change("sources", left), null, new HashSet<string>(StringComparer.Ordinal), request.Reason, Domain.Statements.CorrectionKind.Correction, by));
        // A statement that was retracted or taken down keeps what it has.
        return (new Ruling(null, back.Facts is { Count: > 0 } facts ? [Companion.Of(Ref.Statement(of), other.Version, facts)] : []), null);
    }

    /// <summary>The statement that the sources go to: the named one, or what that tells again itself.</summary>
    static async ValueTask<(Statement?, Refusal?)> OriginalAsync(IEventLog log, Statement statement, string of, CancellationToken ct)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            if (of == statement.Id) return (null, new Refusal("invalid", "It cannot tell itself again, directly or through others.", "of"));
            var other = (await LoadAsync(log, of, ct)).State;
            if (other.Version == 0) return (null, new Refusal("unknown-statement", $"There is no statement '{of}'.", "of"));
            if (other.Redacted) return (null, new Refusal("redacted", $"The statement '{of}' was taken down.", "of"));
            if (other.Content.Story != statement.Content.Story && !statement.Redacted) return (null, new Refusal("invalid", "Both are of one story.", "of"));
            if (other.Status == Domain.Statements.StatementStatus.Retracted) return (null, new Refusal("retracted", $"The statement '{of}' is retracted; nothing is added to it.", "of"));
            if (other.Content.Duplicate is not { } duplicate) return (other, null);
            of = duplicate.Of;
        }
        return (null, new Refusal("invalid", "It tells too many others again; name the first.", "of"));
    }

    static async ValueTask<EntityShell<Statement, StatementCommand>> LoadAsync(IEventLog log, string id, CancellationToken ct)
    {
        var shell = new EntityShell<Statement, StatementCommand>(Ref.Statement(id), log, new OwnStreamReads<Statement, StatementCommand>(log));
        await shell.CatchUpAsync(ct);
        return shell;
    }

    static Dictionary<string, JsonElement> Change<T>(string field, T value) => new(StringComparer.Ordinal) { [field] = JsonSerializer.SerializeToElement(value, Events.Json) };
}
