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
using Tracker.Log;
using CorrectionKind = Tracker.Domain.Statements.CorrectionKind;
using Duplicate = Tracker.Domain.Statements.Duplicate;
using DuplicateState = Tracker.Domain.Statements.DuplicateState;
using Source = Tracker.Domain.Statements.Source;
using StatementStatus = Tracker.Domain.Statements.StatementStatus;

namespace Tracker.Api.Statements;

/// <summary>An editor says whether a statement tells another one again: a correction of it, and in the same append what the other one gains or loses by that.</summary>
internal static class DuplicateRulings
{
    const int MostSteps = 8;

    public static void Map(RouteGroupBuilder statements) => statements.MapPost("/{id}/duplicate", Handle)
        .Needs(Scope.Edit).Takes<DuplicateRequest>().Gives<Receipt>(201).WithSummary("Rule whether it tells another statement again; the queue is GET /api/statements?state=likely");

    static async Task<IResult> Handle(string id, HttpContext http, IEventLog log, Known known, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<DuplicateRequest>(http, $"duplicate statement/{id}", ct);
        if (refused is not null) return refused;
        if (string.IsNullOrWhiteSpace(request!.Reason)) return ProblemAnswer.Of(new Refusal("reason-needed", "Say why.", "reason"));
        if (!Ref.IsId(id)) return ProblemAnswer.Of(Refusals.NotFound("statement"));
        if (request.Of is not null && !Ref.IsId(request.Of)) return ProblemAnswer.Of(new Refusal("invalid", "A statement's id.", "of"));
        var idKey = SubId.Of(Ref.Statement(id), "duplicate", request.Id);
        return await desk!.SettleAsync(idKey, async () =>
        {
            var statement = await LoadAsync(log, id, ct);
            if (statement.Version == 0) return Reply.Refused(Refusals.NotFound("statement"));
            var (ruling, refusal) = request.Decision == DuplicateDecision.Same
                ? await SameAsync(log, statement, request.Of, desk.By, ct)
                : await DistinctAsync(log, known, statement, request.Reason, desk.By, ct);
            if (ruling is null) return await desk.RefuseAsync(refusal!, idKey, ct);
            // Who may hold a position is settled anew: by what its own speakers and those whom they speak for are today.
            var media = await known.MediaAsync(statement.Content.Speakers.Concat(statement.Content.OnBehalfOf));
            var command = new StatementCommand.Correct(Change("duplicate", ruling.Duplicate), null, media, request.Reason, CorrectionKind.Correction, desk.By);
            return await desk.DoAsync<Statement, StatementCommand>(Ref.Statement(id), desk.Order<StatementCommand>(command, idKey, ruling.Companions) with { Given = ruling.Given }, assumeNew: false, ct);
        });
    }

    /// <param name="Companions">What the other statement gains or loses.</param>
    /// <param name="Given">Where that is nothing: the other one as it was looked at, so that two never tell each other again.</param>
    sealed record Ruling(Duplicate? Duplicate, IReadOnlyList<Companion> Companions, IReadOnlyList<Expectation> Given)
    {
        public static Ruling Of(Duplicate? duplicate, Statement other, IReadOnlyList<Fact> facts) => facts.Count > 0
            ? new Ruling(duplicate, [Companion.Of(Ref.Statement(other.Id), other.Version, facts)], [])
            : new Ruling(duplicate, [], [new Expectation(Ref.Statement(other.Id), other.Version)]);
    }

    static async ValueTask<(Ruling?, Refusal?)> SameAsync(IEventLog log, Statement statement, string? named, string by, CancellationToken ct)
    {
        if ((named ?? statement.Content.Duplicate?.Of) is not { } of) return (null, new Refusal("invalid", "It is not held to tell another one again: say which.", "of"));
        var (other, refusal) = await OriginalAsync(log, statement, of, ct);
        if (other is null) return (null, refusal);
        var (facts, full) = FurtherSources.Of(other, statement.Content.Sources, by);
        return full is null ? (Ruling.Of(new Duplicate { Of = other.Id, State = DuplicateState.Attached }, other, facts), null) : (null, full);
    }

    static async ValueTask<(Ruling?, Refusal?)> DistinctAsync(IEventLog log, Known known, Statement statement, string reason, string by, CancellationToken ct)
    {
        if ((await known.ObjectsAsync(statement.Content.Speakers)).FirstOrDefault() is { } mute) return (null, Refusals.NotASpeaker(mute) with { Field = "decision" });
        if (statement.Content.Duplicate is not { State: DuplicateState.Attached, Of: var of }) return (new Ruling(null, [], []), null);
        // What went to the other statement comes back, unless that had it before. One that was retracted or taken down keeps what it has.
        var other = await LoadAsync(log, of, ct);
        var own = (await log.FirstAsync(Ref.Statement(of), ct))?.Event is StatementAdded added ? added.Statement.Sources : [];
        List<Source> left = [.. other.Content.Sources.Where(source => own.Contains(source) || !statement.Content.Sources.Contains(source))];
        var back = Statement.Decide(other, new StatementCommand.Correct(Change("sources", left), null, new HashSet<string>(StringComparer.Ordinal), reason, CorrectionKind.Correction, by));
        return (Ruling.Of(null, other, back.Facts ?? []), null);
    }

    /// <summary>The statement that the sources go to: the named one, or what that tells again itself.</summary>
    static async ValueTask<(Statement?, Refusal?)> OriginalAsync(IEventLog log, Statement statement, string of, CancellationToken ct)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            if (of == statement.Id) return (null, Refusals.Circle("of", "It cannot tell itself again, directly or through others."));
            var other = await LoadAsync(log, of, ct);
            if (other.Version == 0) return (null, new Refusal("unknown-statement", $"There is no statement '{of}'.", "of"));
            if (other.Redacted) return (null, Refusals.Redacted with { Field = "of" });
            if (other.Content.Story != statement.Content.Story && !statement.Redacted) return (null, new Refusal("invalid", "Both are of one story.", "of"));
            if (other.Status == StatementStatus.Retracted) return (null, new Refusal("retracted", $"The statement '{of}' is retracted; nothing is added to it.", "of"));
            if (other.Content.Duplicate is not { } duplicate) return (other, null);
            of = duplicate.Of;
        }
        return (null, Refusals.Circle("of", "It tells too many others again, one after the other; name the first."));
    }

    static ValueTask<Statement> LoadAsync(IEventLog log, string id, CancellationToken ct) => log.LoadAsync<Statement, StatementCommand>(Ref.Statement(id), ct);

    static Dictionary<string, JsonElement> Change<T>(string field, T value) => new(StringComparer.Ordinal) { [field] = JsonSerializer.SerializeToElement(value, Events.Json) };
}
