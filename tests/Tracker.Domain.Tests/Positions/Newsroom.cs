using System.Collections.Immutable;
using System.Text.Json;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;
using Tracker.Domain.Stories;

namespace Tracker.DomainTests.Positions;

/// <summary>A story at work: statements are posted and changed, and its follower takes every record in.</summary>
sealed class Newsroom
{
    int _statements;

    public Newsroom() => Log.Do<Story, StoryCommand>("story/talks", new StoryCommand.Create("talks", Some.Story(), StoryStatus.Active, null));

    public SmallLog Log { get; } = new();

    public StoryFollowing Follower { get; private set; } = StoryFollowing.Initial;

    long Followed { get; set; }

    public int Statements => _statements;

    /// <summary>Lives that were read so far: what large cells cost.</summary>
    public int LivesRead { get; private set; }

    public string Post(StatementContent content, params string[] media)
    {
        var id = $"s{++_statements}";
        Do(id, Some.Post(content, id, media));
        return id;
    }

    public Decision Do(string id, StatementCommand command) => Log.Do<Statement, StatementCommand>("statement/" + id, command);

    /// <summary>Takes in what is new and answers the reactions that are to be appended.</summary>
    public IReadOnlyList<PositionChanged> Follow()
    {
        foreach (var record in Log.After(Followed).Where(record => record.Names("story/talks")).ToList())
        {
            var lives = StoryFollowing.NeedsLives(Follower, record);
            LivesRead += lives.Count(life => life.StartsWith("cell/", StringComparison.Ordinal));
            Follower = StoryFollowing.Follow(Follower, record, Log.Lives(lives, record.Position));
            Followed = record.Position;
        }
        return [.. Follower.Pending.Select(reaction => reaction.Event).OfType<PositionChanged>()];
    }

    public IReadOnlyList<Cell> Cells()
    {
        Follow();
        return [.. Follower.Matrix.All];
    }

    public Cell? Cell(string actor, string topic) => Cells().SingleOrDefault(cell => cell.Actor == actor && cell.Topic == topic);

    public void ThroughJson() => Follower = JsonSerializer.Deserialize<StoryFollowing>(JsonSerializer.Serialize(Follower, Events.Json), Events.Json)!;

    /// <summary>Forgets what was followed, as a process does that dies without a snapshot.</summary>
    public void Restart() => (Follower, Followed) = (StoryFollowing.Initial, 0);

    /// <summary>Appends pending reactions of the first <paramref name="causes"/> causes, each cause whole.</summary>
    public void React(int causes = int.MaxValue)
    {
        Follow();
        foreach (var cause in Follower.Pending.GroupBy(reaction => reaction.Cause).Take(causes).ToList())
        {
            foreach (var reaction in cause) Log.Append(new Fact(reaction.Event, reaction.Touches), reaction.Cause);
        }
        Follow();
    }
}
