using Tracker.Domain;
using Tracker.Grains.Messages;
using Tracker.Log;
using Tracker.Log.Feed;

namespace Tracker.Grains.Shell;

/// <summary>
/// The one loop of every entity: catch up, decide, append, catch up. State only ever changes by evolving records of the log,
/// its own among them, so there is no second path. Not thread-safe: one turn at a time (a grain's, or one request's).
/// </summary>
public sealed class EntityShell<TState, TCommand>(string entity, IEventLog log, ShellReads<TState> reads)
    where TState : IEntity<TState, TCommand>
{
    const int Attempts = 4;

    public TState State { get; private set; } = TState.Initial;

    /// <summary>The last position that <see cref="State"/> has taken in.</summary>
    public long Cursor { get; private set; }

    /// <summary>Receipt of the newest record of the entity's own stream; null = it does not exist.</summary>
    public Receipt? Newest { get; private set; }

    /// <summary>Position of the newest takedown that was met since this shell began; 0 = none.</summary>
    public long TakenDown { get; private set; }

    /// <summary>Starts from a snapshot instead of from nothing.</summary>
    public void Restore(TState state, long cursor, Receipt? newest) => (State, Cursor, Newest) = (state, cursor, newest);

    public async ValueTask CatchUpAsync(CancellationToken ct)
    {
        var head = log.Head;
        while (Cursor < head)
        {
            var page = await reads.ReadAsync(entity, Cursor, head, State.Version, ct);
            foreach (var record in page.Records)
            {
                // Together: a read that fails half-way through a page must not have the first half taken in twice.
                (State, Cursor) = (await reads.EvolveAsync(State, record, ct), record.Position);
                if (record.Kind == "record.redacted") TakenDown = record.Position;
                if (record.Entity == entity) Newest = new Receipt(entity, record.Version, record.Position, log.Epoch, record.Hash, record.At);
            }
            Cursor = page.Next;
        }
    }

    /// <param name="assumeNew">Decide on nothing at first: saves a read where the entity almost surely does not exist yet.</param>
    public async Task<Reply> DoAsync(Order<TCommand> order, bool assumeNew, CancellationToken ct)
    {
        var looked = false;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var known = log.Head;
            if (attempt > 0 || !assumeNew || looked) await CatchUpAsync(ct);
            var stale = order.IfVersion is { } version && version != State.Version;
            var decision = stale ? default : TState.Decide(State, order.Command);
            if (stale || decision.Refusal is not null || decision.Facts.Count == 0)
            {
                // What is written is guarded by its versions; a no must not rest on less than the caller has seen through another process.
                if (!looked)
                {
                    looked = true;
                    await log.LookAsync(ct);
                    if (log.Head > known)
                    {
                        attempt--;
                        continue;
                    }
                }
                return await SettleAsync(order, decision, stale, ct);
            }

            var records = Records(order, decision.Facts);
            if (order.DryRun) return new Reply { Answer = Answer.Dry, Draft = [.. records.Select(record => new DraftRecord(record.Entity, record.Kind, record.Touches, record.Body))] };
            switch (await log.AppendAsync(ToAppend(order, decision.Facts, records), ct))
            {
                case Appended appended:
                    var created = State.Version == 0;
                    if (!assumeNew) await CatchUpAsync(ct);
                    return new Reply { Answer = Answer.Done, Receipt = appended.Receipts[^1], Created = created };
                case Replayed replayed:
                    return new Reply { Answer = Answer.Replayed, Receipt = replayed.First };
                case KeyTaken taken:
                    return Reply.Refused(new Refusal(taken.Key.Refusal, "It was used before with other content."));
                case VersionConflict conflict when conflict.Entity != entity:
                    return new Reply { Answer = Answer.Outrun };
                case VersionConflict:
                    continue;
                case Unavailable unavailable:
                    return Reply.Refused(new Refusal(unavailable.Code, unavailable.Detail));
            }
        }
        return Reply.Refused(new Refusal("busy", "Others keep changing it; try again."));
    }

    // A retry comes back to a state that its first try has already changed: what the log remembers of its keys goes before what Decide says now.
    async Task<Reply> SettleAsync(Order<TCommand> order, Decision decision, bool stale, CancellationToken ct)
    {
        switch (order.Once.Count == 0 ? null : await log.FindOnceAsync(order.Once, ct))
        {
            case Replayed replayed: return new Reply { Answer = Answer.Replayed, Receipt = replayed.First };
            case KeyTaken taken: return Reply.Refused(new Refusal(taken.Key.Refusal, "It was used before with other content."));
        }
        if (stale) return new Reply { Answer = Answer.Stale, Version = State.Version };
        if (decision.Refusal is { } refusal) return Reply.Refused(refusal);
        return new Reply { Answer = order.DryRun ? Answer.Dry : Answer.Unchanged, Receipt = Newest };
    }

    List<NewRecord> Records(Order<TCommand> order, IReadOnlyList<Fact> facts) =>
    [
        .. order.Companions.SelectMany(companion => companion.Records).Select(draft => new NewRecord(draft.Entity, draft.Kind, draft.Touches, draft.Body)),
        .. facts.Select(fact => NewRecord.Of(entity, fact)),
    ];

    Append ToAppend(Order<TCommand> order, IReadOnlyList<Fact> facts, IReadOnlyList<NewRecord> records) => new()
    {
        Records = records,
        Expected = [new Expectation(entity, State.Version), .. order.Companions.Select(companion => new Expectation(companion.Entity, companion.Version)), .. order.Given],
        Once = order.Once,
        Names = [.. order.Companions.SelectMany(companion => companion.Names), .. NamesOf.Facts(entity, facts)],
    };
}
