using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Writing;
using Tracker.Contracts;
using Tracker.Contracts.Statements;
using Tracker.Domain;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;
using Tracker.Grains.Messages;
using Tracker.Grains.Shell;
using Tracker.Grains.Stories;
using Tracker.Log;

namespace Tracker.Api.Statements;

/// <summary>Takes a statement's words out of the store; the record that they were there, and the chain, stay.</summary>
internal static class Takedown
{
    const int PageSize = 500;
    const int Attempts = 8;

    public static void Map(RouteGroupBuilder statements) => statements.MapPost("/{id}/takedown", Handle)
        .Needs(Scope.Admin).Takes<ReasonRequest>().Gives<Receipt>(201).WithSummary("Delete the words for good (law, safety); readers get record.redacted");

    static async Task<IResult> Handle(string id, HttpContext http, IEventLog log, IGrainFactory grains, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<ReasonRequest>(http, $"takedown statement/{id}", ct);
        if (refused is not null) return refused;
        if (!Ref.IsId(id)) return ProblemAnswer.Of(new Refusal("not-found", "There is no statement with this id."));
        var entity = Ref.Statement(id);
        var shell = new EntityShell<Statement, StatementCommand>(entity, log, new OwnStreamReads<Statement, StatementCommand>(log));
        var (words, first, taken) = ((Echoes?)null, (Log.Receipt?)null, (Log.Receipt?)null);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await shell.CatchUpAsync(ct);
            if (shell.State.Version == 0) return ProblemAnswer.Of(new Refusal("not-found", "There is no statement with this id."));
            var life = await LifeAsync(log, entity, ct);
            var story = life[0].Touches.First(touch => touch.Role == TouchRole.Story).Entity;
            // What the statement causes must be there before it is looked for.
            await grains.GetGrain<IStoryGrain>(Ref.IdOf(story)).AllAsync();
            List<long> positions = [.. life.Where(record => !record.Redacted && record.Kind != "record.redacted").Select(record => record.Position),
                .. await EchoesAsync(log, story, life[0].Position, first?.Position ?? log.Head, words ??= Echoes.Of(life), ct), .. await ConditionsAsync(log, entity, ct)];
            var decision = Statement.Decide(shell.State, new StatementCommand.Redact(positions, request!.Reason, desk!.By));
            if (decision.Refusal is { } refusal) return ProblemAnswer.Of(refusal);
            if (decision.Facts.Count == 0)
            {
                if (taken is null) return desk.Answer(new Reply { Answer = Answer.Unchanged, Receipt = shell.Newest });
                await ForgetAsync(grains.GetGrain<IStoryGrain>(Ref.IdOf(story)));
                return desk.Answer(new Reply { Answer = Answer.Done, Receipt = taken });
            }
            var append = new Append { Records = [.. decision.Facts.Select(fact => NewRecord.Of(entity, fact))], Expected = [new Expectation(entity, shell.State.Version)] };
            switch (await log.RedactAsync(positions, append, ct))
            {
                // Once more: what repeated the words while they were looked for goes too. Afterwards nothing can, for it expects the statement as it was:
                // whoever says the same after that has it from another statement.
                case Appended done:
                    taken = done.Receipts[^1];
                    first ??= taken;
                    break;
                case Unavailable unavailable:
                    return ProblemAnswer.Of(new Refusal(unavailable.Code, unavailable.Detail));
            }
        }
        return ProblemAnswer.Of(new Refusal("busy", "Others keep changing it; try again."));
    }

    // The story's snapshot repeats conditions: it folds the takedown and is kept anew over the old one.
    static async Task ForgetAsync(IStoryGrain story)
    {
        await story.AllAsync();
        await story.KeepSnapshot();
    }

    static async Task<List<Record>> LifeAsync(IEventLog log, string entity, CancellationToken ct)
    {
        var life = new List<Record>();
        while (await log.ReadStreamAsync(entity, life.Count == 0 ? 0 : life[^1].Version, PageSize, ct) is { Count: > 0 } page) life.AddRange(page);
        return life;
    }

    /// <summary>Conditions that it made known have their words in records of their own.</summary>
    static async Task<List<long>> ConditionsAsync(IEventLog log, string entity, CancellationToken ct)
    {
        var found = new List<long>();
        var after = 0L;
        while (await log.ReadTouchingAsync(entity, after, log.Head, PageSize, ct) is { Count: > 0 } page)
        {
            found.AddRange(page.Where(record => record is { Kind: "condition.opened", Redacted: false }).Select(record => record.Position));
            after = page[^1].Position;
        }
        return found;
    }

    /// <summary>The words of conditions also stand in the position.changed records of the topics that the statement spoke on.</summary>
    static async Task<List<long>> EchoesAsync(IEventLog log, string story, long from, long upTo, Echoes echoes, CancellationToken ct)
    {
        var found = new List<long>();
        if (echoes.Words.Count == 0) return found;
        var after = from - 1;
        while (await log.ReadTouchingAsync(story, after, upTo, PageSize, ct) is { Count: > 0 } page)
        {
            found.AddRange(page.Where(record => record is { Redacted: false, Event: PositionChanged changed } && echoes.Repeats(changed)).Select(record => record.Position));
            after = page[^1].Position;
        }
        return found;
    }

    /// <summary>What a statement said beside its text.</summary>
    sealed record Echoes(HashSet<string> Words, HashSet<string> Topics)
    {
        public static Echoes Of(List<Record> life)
        {
            var positions = life.SelectMany(record => record.Event switch
            {
                StatementAdded added => added.Statement.Positions,
                StatementCorrected corrected => corrected.Statement.Positions,
                _ => [],
            }).Where(position => position.Conditions.Count > 0).ToList();
            return new(
                positions.SelectMany(position => position.Conditions).Select(condition => condition.Text).ToHashSet(StringComparer.Ordinal),
                positions.Select(position => position.Topic).ToHashSet(StringComparer.Ordinal));
        }

        // By topic and not by cell: of actors that were merged, one cell tells what another's statement said.
        public bool Repeats(PositionChanged changed) => Topics.Contains(changed.Topic)
            && (changed.From?.Conditions ?? []).Concat(changed.To?.Conditions ?? []).Concat(changed.Cell?.Conditions ?? []).Any(condition => Words.Contains(condition.Text));
    }
}
