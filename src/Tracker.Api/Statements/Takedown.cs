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
    const int Attempts = 4;

    public static void Map(RouteGroupBuilder statements) => statements.MapPost("/{id}/takedown", Handle)
        .Needs(Scope.Admin).Takes<ReasonRequest>().Gives<Receipt>(201).WithSummary("Delete the words for good (law, safety); readers get record.redacted");

    static async Task<IResult> Handle(string id, HttpContext http, IEventLog log, IGrainFactory grains, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<ReasonRequest>(http, $"takedown statement/{id}", ct);
        if (refused is not null) return refused;
        if (!Ref.IsId(id)) return ProblemAnswer.Of(new Refusal("not-found", "There is no statement with this id."));
        var entity = Ref.Statement(id);
        var shell = new EntityShell<Statement, StatementCommand>(entity, log, new OwnStreamReads<Statement, StatementCommand>(log));
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await shell.CatchUpAsync(ct);
            if (shell.State.Version == 0) return ProblemAnswer.Of(new Refusal("not-found", "There is no statement with this id."));
            var life = await LifeAsync(log, entity, ct);
            var story = life[0].Touches.First(touch => touch.Role == TouchRole.Story).Entity;
            // What the statement causes must be there before it is looked for.
            await grains.GetGrain<IStoryGrain>(Ref.IdOf(story)).React();
            List<long> positions = [.. life.Where(record => !record.Redacted && record.Kind != "record.redacted").Select(record => record.Position), .. await EchoesAsync(log, story, life, ct), .. await ConditionsAsync(log, entity, ct)];
            var decision = Statement.Decide(shell.State, new StatementCommand.Redact(positions, request!.Reason, desk!.By));
            if (decision.Refusal is { } refusal) return ProblemAnswer.Of(refusal);
            if (decision.Facts.Count == 0) return desk.Answer(new Reply { Answer = Answer.Unchanged, Receipt = shell.Newest });
            var append = new Append { Records = [.. decision.Facts.Select(fact => NewRecord.Of(entity, fact))], Expected = [new Expectation(entity, shell.State.Version)] };
            switch (await log.RedactAsync(positions, append, ct))
            {
                case Appended done:
                    await ForgetAsync(grains.GetGrain<IStoryGrain>(Ref.IdOf(story)));
                    return desk.Answer(new Reply { Answer = Answer.Done, Receipt = done.Receipts[^1] });
                case Unavailable unavailable:
                    return ProblemAnswer.Of(new Refusal(unavailable.Code, unavailable.Detail));
            }
        }
        return ProblemAnswer.Of(new Refusal("busy", "Others keep changing it; try again."));
    }

    // The story's snapshot repeats conditions: it folds the takedown and is kept anew over the old one.
    static async Task ForgetAsync(IStoryGrain story)
    {
        await story.React();
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

    /// <summary>The words of conditions also stand in the story's position.changed records.</summary>
    static async Task<List<long>> EchoesAsync(IEventLog log, string story, List<Record> life, CancellationToken ct)
    {
        var words = life.SelectMany(record => record.Event switch
        {
            StatementAdded added => added.Statement.Positions,
            StatementCorrected corrected => corrected.Statement.Positions,
            _ => [],
        }).SelectMany(position => position.Conditions).Select(condition => condition.Text).ToHashSet(StringComparer.Ordinal);
        var found = new List<long>();
        if (words.Count == 0) return found;
        var after = life[0].Position - 1;
        while (await log.ReadTouchingAsync(story, after, log.Head, PageSize, ct) is { Count: > 0 } page)
        {
            found.AddRange(page.Where(record => record.Event is PositionChanged changed && Says(changed, words)).Select(record => record.Position));
            after = page[^1].Position;
        }
        return found;
    }

    static bool Says(PositionChanged changed, HashSet<string> words) =>
        (changed.From?.Conditions ?? []).Concat(changed.To?.Conditions ?? []).Concat(changed.Cell?.Conditions ?? []).Any(condition => words.Contains(condition.Text));
}
