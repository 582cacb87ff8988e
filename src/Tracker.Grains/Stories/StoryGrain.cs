using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Tracker.Domain;
using Tracker.Domain.Stories;
using Tracker.Grains.Messages;
using Tracker.Grains.Shell;
using Tracker.Grains.Snapshots;
using Tracker.Log;
using Tracker.Log.Feed;

namespace Tracker.Grains.Stories;

/// <summary>A running story: its own fields, and the reactions that its statements cause.</summary>
[Alias("tracker.story")]
public interface IStoryGrain : IEntityGrain<StoryCommand>
{
    /// <summary>
    /// Something may have happened: catch up and react. Answers when the reactions are durable: true when nothing is left, false when it is to be asked
    /// again (<see cref="Reactions.AllAsync"/>), since after a large import there is more to do than one call has time for.
    /// </summary>
    Task<bool> React();

    /// <summary>IANA zone of its dates, or null.</summary>
    [AlwaysInterleave]
    Task<string?> Zone();

    /// <summary>Its own fields and version, when all that is due has been reacted to.</summary>
    Task<Immutable<Story>> Own();

    /// <summary>How many statements it has and the latest of them, with everything durable taken in.</summary>
    Task<Immutable<Life>> Life();
}

public sealed class StoryGrain(
    IEventLog log, IFeed feed, [PersistentState("life", SnapshotStore.Name)] IPersistentState<Snapshot> snapshot,
    [FromKeyedServices("app")] TimeProvider clock, ILogger<StoryGrain> logger)
    : EntityGrain<StoryFollowing, StoryCommand>("story", log, new StoryReads(log, feed), snapshot, clock, logger), IStoryGrain
{
    // Some seconds' worth at most.
    const int AppendsAtOnce = 20;

    readonly IEventLog _log = log;

    public Task<string?> Zone() => Task.FromResult(Shell.State.Story.Profile.Tz);

    public async Task<Immutable<Story>> Own()
    {
        await WriteAsync(int.MaxValue);
        return Shell.State.Story.AsImmutable();
    }

    public async Task<Immutable<Life>> Life() => (await CurrentAsync()).Story.Life.AsImmutable();

    // Reactions first: a command's own record must not come between a statement and what it caused.
    public override async Task<Immutable<Reply>> Do(Immutable<Order<StoryCommand>> order)
    {
        try
        {
            await WriteAsync(int.MaxValue);
        }
        catch (ReactionsPendingException pending)
        {
            return Reply.Refused(new Refusal("busy", $"What its statements caused cannot be written now ({pending.Message}); try again.")).AsImmutable();
        }
        return await base.Do(order);
    }

    public Task<bool> React() => WriteAsync(AppendsAtOnce);

    async Task<bool> WriteAsync(int appends)
    {
        // Whoever tells the story of a record may have it from another process than this one.
        await _log.LookAsync(CancellationToken.None);
        var done = await Reactions.WriteAsync(Shell, this.GetPrimaryKeyString(), _log, appends, CancellationToken.None);
        await FollowAsync();
        return done;
    }
}
