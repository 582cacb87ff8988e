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
    /// <summary>Its side, or null when it has none or does not exist.</summary>
    [AlwaysInterleave]
    Task<ActorSide?> Side();

    /// <summary>How many statements touch it and the latest of them, with everything durable taken in.</summary>
    Task<Immutable<Life>> Life();
}

public sealed class ActorGrain(
    IEventLog log, IFeed feed, [PersistentState("life", SnapshotStore.Name)] IPersistentState<Snapshot> snapshot,
    [FromKeyedServices("app")] TimeProvider clock, ILogger<ActorGrain> logger)
    : EntityGrain<Actor, ActorCommand>("actor", log, new FollowingReads<Actor, ActorCommand>(log, feed), snapshot, clock, logger), IActorGrain
{
    public Task<ActorSide?> Side() => Task.FromResult(Shell.State.Profile.Side);

    public async Task<Immutable<Life>> Life() => (await CurrentAsync()).Life.AsImmutable();
}
