using Tracker.Domain;
using Tracker.Domain.Stories;
using Tracker.Grains.Shell;
using Tracker.Log;
using Tracker.Log.Feed;

namespace Tracker.Grains.Stories;

/// <summary>A story's fold: like every other's, but a retraction or correction may need the whole life of a cell, read from the touches index.</summary>
public sealed class StoryReads(IEventLog log, IFeed feed) : FollowingReads<StoryFollowing, StoryCommand>(log, feed)
{
    const int PageSize = 500;

    public override async ValueTask<StoryFollowing> EvolveAsync(StoryFollowing state, Record record, CancellationToken ct)
    {
        var needed = StoryFollowing.NeedsLives(state, record);
        if (needed.Count == 0) return StoryFollowing.Evolve(state, record);
        var lives = new Dictionary<string, IReadOnlyList<Record>>(StringComparer.Ordinal);
        foreach (var cell in needed) lives[cell] = await ReadLifeAsync(cell, record.Position, ct);
        return StoryFollowing.Follow(state, record, lives);
    }

    async Task<IReadOnlyList<Record>> ReadLifeAsync(string cell, long upTo, CancellationToken ct)
    {
        var life = new List<Record>();
        while (await Log.ReadTouchingAsync(cell, life.Count == 0 ? 0 : life[^1].Position, upTo, PageSize, ct) is { Count: > 0 } page) life.AddRange(page);
        return life;
    }
}
