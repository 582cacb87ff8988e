using System.Text.Json;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Tracker.Domain;
using Tracker.Grains.Messages;
using Tracker.Grains.Snapshots;
using Tracker.Log;

namespace Tracker.Grains.Shell;

/// <summary>The shell as a grain: activation, orders and snapshots, the same for every entity. A grain adds its interface and its queries.</summary>
public abstract class EntityGrain<TState, TCommand>(
    string kind, IEventLog log, ShellReads<TState> reads, IPersistentState<Snapshot> snapshot, TimeProvider clock, ILogger logger) : Grain, IEntityGrain<TCommand>
    where TState : IEntity<TState, TCommand>
{
    const long SnapshotAfterRecords = 1_000;
    static readonly TimeSpan SnapshotAfter = TimeSpan.FromMinutes(1);
    /// <summary>A large state is kept less often: at most this share of the time goes into it.</summary>
    const int OneIn = 50;

    EntityShell<TState, TCommand> _shell = null!;
    long _kept;
    long _tried;
    DateTimeOffset _keptAt;
    TimeSpan _took;

    protected EntityShell<TState, TCommand> Shell => _shell;
    protected string Entity { get; private set; } = "";

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Entity = $"{kind}/{this.GetPrimaryKeyString()}";
        _shell = new EntityShell<TState, TCommand>(Entity, log, reads);
        _keptAt = clock.GetUtcNow();
        if (await UsableAsync(cancellationToken) && Read() is { } state) _shell.Restore(state, snapshot.State.Position, snapshot.State.Newest);
        _tried = _kept = _shell.Cursor;
        await _shell.CatchUpAsync(cancellationToken);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_shell is { Cursor: var cursor } && cursor > _kept && _shell.State.Version > 0) await KeepAsync();
    }

    public virtual async Task<Immutable<Reply>> Do(Immutable<Order<TCommand>> order)
    {
        var reply = await _shell.DoAsync(order.Value, assumeNew: false, CancellationToken.None);
        KeepWhenDue();
        return reply.AsImmutable();
    }

    public async Task KeepSnapshot()
    {
        await log.LookAsync(CancellationToken.None);
        await _shell.CatchUpAsync(CancellationToken.None);
        if (RepeatsWords || (_shell.Cursor > _kept && HasRested(_took * OneIn))) await KeepAsync();
    }

    /// <summary>The state with everything durable taken in, whoever wrote it.</summary>
    protected async ValueTask<TState> CurrentAsync()
    {
        await log.LookAsync(CancellationToken.None);
        return await FollowAsync();
    }

    /// <summary>The state with everything taken in that this process knows to be durable.</summary>
    protected async ValueTask<TState> FollowAsync()
    {
        await _shell.CatchUpAsync(CancellationToken.None);
        KeepWhenDue();
        return _shell.State;
    }

    void KeepWhenDue()
    {
        if (RepeatsWords || (_shell.Cursor - _kept >= SnapshotAfterRecords && HasRested(SnapshotAfter) && HasRested(_took * OneIn))) _ = KeepAsync();
    }

    // What was taken down must not stay in an older snapshot either.
    bool RepeatsWords => snapshot.RecordExists && _shell.TakenDown > _tried;

    bool HasRested(TimeSpan rest) => clock.GetUtcNow() - _keptAt >= rest;

    // Never awaited by a command, and nothing escapes: an InconsistentStateException would deactivate the grain.
    async Task KeepAsync()
    {
        try
        {
            // Other turns go on while this one waits: what belongs to one position is taken before the first await.
            var (position, newest, began) = (_shell.Cursor, _shell.Newest, clock.GetTimestamp());
            var state = JsonSerializer.SerializeToUtf8Bytes(_shell.State, Events.Json);
            (_tried, _keptAt) = (position, clock.GetUtcNow());
            snapshot.State = new Snapshot
            {
                Epoch = log.Epoch, Position = position, Hash = await HashAtAsync(position, CancellationToken.None),
                FoldVersion = TState.FoldVersion, State = state, Newest = newest,
            };
            await snapshot.WriteStateAsync();
            _kept = Math.Max(_kept, position);
            (_keptAt, _took) = (clock.GetUtcNow(), clock.GetElapsedTime(began));
        }
        catch (Exception failed)
        {
            logger.LogWarning(failed, "The snapshot of {Entity} was not kept; the log is whole, loading it takes longer", Entity);
        }
    }

    TState? Read()
    {
        try
        {
            return JsonSerializer.Deserialize<TState>(snapshot.State.State, Events.Json);
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException or InvalidOperationException)
        {
            logger.LogWarning(unreadable, "The snapshot of {Entity} cannot be read; its life is read instead", Entity);
            return default;
        }
    }

    async ValueTask<bool> UsableAsync(CancellationToken ct) =>
        snapshot.RecordExists && snapshot.State is { State.Length: > 0 } kept && kept.Epoch == log.Epoch && kept.FoldVersion == TState.FoldVersion
        && kept.Position <= log.Head && kept.Hash == await HashAtAsync(kept.Position, ct);

    async ValueTask<string> HashAtAsync(long position, CancellationToken ct)
    {
        var records = position == 0 ? [] : await log.ReadAsync(position - 1, 1, ct);
        return records.Count == 0 ? "" : Convert.ToHexStringLower(records[0].Hash.Span);
    }
}
