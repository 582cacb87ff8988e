using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Tracker.Domain;
using Tracker.Domain.Topics;
using Tracker.Grains.Shell;
using Tracker.Grains.Snapshots;
using Tracker.Log;
using Tracker.Log.Feed;

namespace Tracker.Grains.Topics;

/// <summary>A demand, a proposal, a proposition: what positions are taken on.</summary>
[Alias("tracker.topic")]
public interface ITopicGrain : IEntityGrain<TopicCommand>
{
    /// <summary>How many statements touch it and the latest of them, with everything durable taken in.</summary>
    Task<Immutable<Life>> Life();
}

public sealed class TopicGrain(
    IEventLog log, IFeed feed, [PersistentState("life", SnapshotStore.Name)] IPersistentState<Snapshot> snapshot,
    [FromKeyedServices("app")] TimeProvider clock, ILogger<TopicGrain> logger)
    : EntityGrain<Topic, TopicCommand>("topic", log, new FollowingReads<Topic, TopicCommand>(log, feed), snapshot, clock, logger), ITopicGrain
{
    public async Task<Immutable<Life>> Life() => (await CurrentAsync()).Life.AsImmutable();
}
