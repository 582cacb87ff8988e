using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Tracker.Domain;
using Tracker.Domain.Actors;
using Tracker.Grains.Shell;
using Tracker.Grains.Snapshots;
using Tracker.Log;
using Tracker.Log.Feed;

namespace Tracker.Grains.Actors;

/// <summary>A person, a state, an organization: who speaks and is spoken about.</summary>
[Alias("tracker.actor")]
public interface IActorGrain : IEntityGrain<ActorCommand>
{
    /// <summary>What posting asks of it.</summary>
    [AlwaysInterleave]
    Task<Immutable<ActorFacing>> Facing();

    /// <summary>How many statements touch it and the latest of them, with everything durable taken in.</summary>
    Task<Immutable<Life>> Life();
}

/// <param name="Side">Null when it has none or does not exist.</param>
/// <param name="MergedInto">Actor id that it turned out to be, or null.</param>
[GenerateSerializer, Immutable, Alias("tracker.actor-facing")]
public sealed record ActorFacing([property: Id(0)] ActorSide? Side, [property: Id(1)] string? MergedInto);

public sealed class ActorGrain(
    IEventLog log, IFeed feed, [PersistentState("life", SnapshotStore.Name)] IPersistentState<Snapshot> snapshot,
    [FromKeyedServices("app")] TimeProvider clock, ILogger<ActorGrain> logger)
    : EntityGrain<Actor, ActorCommand>("actor", log, new FollowingReads<Actor, ActorCommand>(log, feed), snapshot, clock, logger), IActorGrain
{
    public Task<Immutable<ActorFacing>> Facing() => Task.FromResult(new ActorFacing(Shell.State.Profile.Side, Shell.State.MergedInto).AsImmutable());

    public async Task<Immutable<Life>> Life() => (await CurrentAsync()).Life.AsImmutable();
}
