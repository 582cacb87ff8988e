using Tracker.Domain;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;
using Tracker.Grains.Messages;
using Tracker.Grains.Shell;
using Tracker.Grains.Stories;
using Tracker.Log;

namespace Tracker.Api.Statements;

/// <summary>What a takedown does, without who asks for it: finds all that repeats a statement's words, and takes it down until there is nothing more.</summary>
/// <param name="react">Brings what is due of a story (its id) into the log.</param>
/// <param name="forget">The story (its id) keeps none of the words in a snapshot.</param>
public sealed class TakingDown(IEventLog log, Func<string, Task> react, Func<string, Task> forget)
{
    const int PageSize = 500;
    const int Attempts = 8;

    /// <summary><see cref="Answer.Done"/> with the last takedown's receipt, <see cref="Answer.Unchanged"/> when the words were gone, or refused: <c>not-found</c>, <c>reason-needed</c>, <c>busy</c>, <c>storage-full</c>.</summary>
    public async Task<Reply> RunAsync(string id, string reason, string? by, CancellationToken ct)
    {
        var entity = Ref.Statement(id);
        var (echoes, first, taken) = ((Echoes?)null, (Log.Receipt?)null, (Log.Receipt?)null);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var life = await LifeAsync(log, entity, ct);
            // Its pages are no one reading either: a takedown that came between two of them has left none of these words.
            if (life.Exists(record => record.Kind == "record.redacted") && life.Exists(HasWords)) life = await LifeAsync(log, entity, ct);
            if (life.Count == 0) return Reply.Refused(new Refusal("not-found", "There is no statement with this id."));
            // From the same reading as the positions: between two, another takedown may have come (held by TakingDownTests).
            var statement = life.Aggregate(Statement.Initial, Statement.Evolve);
            var story = life[0].Touches.First(touch => touch.Role == TouchRole.Story).Entity;
            try
            {
                // What the statement causes must be there before it is looked for.
                await react(Ref.IdOf(story));
            }
            catch (ReactionsPendingException)
            {
                return Reply.Refused(new Refusal("busy", "What the statement caused is not in the log yet; try again."));
            }
            List<long> positions = [.. life.Where(HasWords).Select(record => record.Position),
                .. await EchoesAsync(log, story, life[0].Position, first?.Position ?? log.Head, echoes ??= Echoes.Of(life), ct), .. await ConditionsAsync(log, entity, ct)];
            var decision = Statement.Decide(statement, new StatementCommand.Redact(positions, reason, by));
            if (decision.Refusal is { } refusal) return Reply.Refused(refusal);
            if (decision.Facts.Count == 0)
            {
                if (taken is null) return new Reply { Answer = Answer.Unchanged, Receipt = ReceiptOf(life[^1]) };
                await forget(Ref.IdOf(story));
                return new Reply { Answer = Answer.Done, Receipt = taken };
            }
            var append = new Append { Records = [.. decision.Facts.Select(fact => NewRecord.Of(entity, fact))], Expected = [new Expectation(entity, statement.Version)] };
            switch (await log.RedactAsync(positions, append, ct))
            {
                // Once more: what repeated the words while they were looked for goes too. Afterwards nothing can, for it expects the statement as it was:
                // whoever says the same after that has it from another statement.
                case Appended done:
                    taken = done.Receipts[^1];
                    first ??= taken;
                    break;
                case Unavailable unavailable:
                    return Reply.Refused(new Refusal(unavailable.Code, unavailable.Detail));
            }
        }
        return Reply.Refused(new Refusal("busy", "Others keep changing it; try again."));
    }

    static bool HasWords(Record record) => !record.Redacted && record.Kind != "record.redacted";

    Log.Receipt ReceiptOf(Record record) => new(record.Entity, record.Version, record.Position, log.Epoch, record.Hash, record.At);

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
