using Tracker.Domain;
using Tracker.Log;
using Tracker.Log.Feed;

namespace Tracker.Grains.Shell;

/// <summary>Records in (cursor, Next] that an entity folds.</summary>
public readonly record struct ReadPage(IReadOnlyList<Record> Records, long Next);

/// <summary>Where a shell's records come from and how they are folded.</summary>
public abstract class ShellReads<TState>
{
    public abstract ValueTask<ReadPage> ReadAsync(string entity, long cursor, long head, int version, CancellationToken ct);
    public abstract ValueTask<TState> EvolveAsync(TState state, Record record, CancellationToken ct);
}

/// <summary>Every record that touches the entity: from the feed's hot tail when that is short, else from the touches index. For grains.</summary>
public class FollowingReads<TState, TCommand>(IEventLog log, IFeed feed) : ShellReads<TState> where TState : IEntity<TState, TCommand>
{
    const int PageSize = 500;
    const int WorthScanning = 256;

    protected IEventLog Log => log;

    public override async ValueTask<ReadPage> ReadAsync(string entity, long cursor, long head, int version, CancellationToken ct)
    {
        if (head - cursor <= WorthScanning && feed.Recent(cursor) is { Count: > 0 } recent && recent[^1].Position >= head)
            return new ReadPage([.. recent.Where(record => record.Position <= head && record.Names(entity))], head);
        var records = await log.ReadTouchingAsync(entity, cursor, head, PageSize, ct);
        return new ReadPage(records, records.Count == 0 ? head : records[^1].Position);
    }

    public override ValueTask<TState> EvolveAsync(TState state, Record record, CancellationToken ct) => ValueTask.FromResult(TState.Evolve(state, record));
}

/// <summary>The entity's own stream only: for what has no grain (statements, places) and is loaded for one order.</summary>
public sealed class OwnStreamReads<TState, TCommand>(IEventLog log) : ShellReads<TState> where TState : IEntity<TState, TCommand>
{
    const int PageSize = 200;

    public override async ValueTask<ReadPage> ReadAsync(string entity, long cursor, long head, int version, CancellationToken ct)
    {
        var records = await log.ReadStreamAsync(entity, version, PageSize, ct);
        return new ReadPage(records, records.Count == 0 ? head : records[^1].Position);
    }

    public override ValueTask<TState> EvolveAsync(TState state, Record record, CancellationToken ct) => ValueTask.FromResult(TState.Evolve(state, record));
}
