using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Tracker.Domain;
using Tracker.Domain.Meetings;
using Tracker.Grains.Shell;
using Tracker.Grains.Snapshots;
using Tracker.Log;
using Tracker.Log.Feed;

namespace Tracker.Grains.Meetings;

/// <summary>A meeting, from the first word of it on: proposed, declined, under way, over.</summary>
[Alias("tracker.meeting")]
public interface IMeetingGrain : IEntityGrain<MeetingCommand>
{
    /// <summary>Where its dates are read; null story: it does not exist.</summary>
    [AlwaysInterleave]
    Task<Immutable<MeetingFrame>> Frame();

    /// <summary>How many statements touch it and the latest of them, with everything durable taken in.</summary>
    Task<Immutable<Life>> Life();
}

/// <param name="Story">Story id; null when the meeting does not exist.</param>
/// <param name="Tz">Its own IANA zone, or null for its story's.</param>
[GenerateSerializer, Immutable, Alias("tracker.meeting-frame")]
public sealed record MeetingFrame([property: Id(0)] string? Story, [property: Id(1)] string? Tz);

public sealed class MeetingGrain(
    IEventLog log, IFeed feed, [PersistentState("life", SnapshotStore.Name)] IPersistentState<Snapshot> snapshot,
    [FromKeyedServices("app")] TimeProvider clock, ILogger<MeetingGrain> logger)
    : EntityGrain<Meeting, MeetingCommand>("meeting", log, new FollowingReads<Meeting, MeetingCommand>(log, feed), snapshot, clock, logger), IMeetingGrain
{
    public Task<Immutable<MeetingFrame>> Frame() =>
        Task.FromResult(new MeetingFrame(Shell.State.Version == 0 ? null : Shell.State.Profile.Story, Shell.State.Profile.Tz).AsImmutable());

    public async Task<Immutable<Life>> Life() => (await CurrentAsync()).Life.AsImmutable();
}
