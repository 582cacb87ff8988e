using System.Text.Json;
using Tracker.Domain.Stories;

namespace Tracker.DomainTests.Positions;

/// <summary>One activation of the story's grain: it follows the log and writes what that causes, or finds that another was first.</summary>
sealed class Activation(SmallLog log)
{
    const string Story = "story/talks";

    public StoryFollowing State { get; private set; } = StoryFollowing.Initial;

    public long Followed { get; private set; }

    /// <summary>Lives of cells that were read so far: what large cells cost.</summary>
    public int LivesRead { get; private set; }

    public void Follow()
    {
        foreach (var record in log.After(Followed).Where(record => record.Names(Story)).ToList())
        {
            var lives = StoryFollowing.NeedsLives(State, record);
            LivesRead += lives.Count(life => life.StartsWith("cell/", StringComparison.Ordinal));
            State = StoryFollowing.Follow(State, record, log.Lives(lives, record.Position));
        }
        Followed = log.Records.Count;
    }

    public void React(int causes = int.MaxValue)
    {
        Follow();
        Assert.True(Write(causes));
        Follow();
    }

    /// <summary>Appends what is pending as far as it has followed, whatever has come since.</summary>
    /// <returns>False when the log refuses: something has moved since that this rests on.</returns>
    public bool Write(int causes = int.MaxValue)
    {
        var reactions = State.Pending.GroupBy(reaction => reaction.Cause).Take(causes).SelectMany(cause => cause).ToList();
        foreach (var first in reactions.DistinctBy(reaction => reaction.Entity).Where(first => first.Entity != Story))
            Assert.True(first.Creates == (log.Version(first.Entity, Followed) == 0), $"{first.Kind} of {first.Entity} creates it: {first.Creates}.");
        string[] resting = [Story, .. reactions.Select(reaction => reaction.Entity), .. reactions.SelectMany(reaction => reaction.Words).Select(Ref.Statement)];
        if (resting.Any(entity => log.Version(entity) != log.Version(entity, Followed))) return false;
        foreach (var reaction in reactions) log.Append(new Fact(reaction.Event, reaction.Touches), reaction.Cause);
        return true;
    }

    public void ThroughJson() => State = JsonSerializer.Deserialize<StoryFollowing>(JsonSerializer.Serialize(State, Events.Json), Events.Json)!;
}
