using System.Text.Json;
using Tracker.Domain.Actors;
using Tracker.Domain.Conditions;
using Tracker.Domain.Links;
using Tracker.Domain.Meetings;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;
using Tracker.Domain.Stories;
using Tracker.Domain.Topics;

namespace Tracker.DomainTests.Positions;

/// <summary>A story at work: its desk posts and changes what it may, and its follower takes every record in.</summary>
sealed class Newsroom
{
    int _statements;
    Activation _activation;

    public Newsroom(StoryProfile? story = null)
    {
        _activation = new Activation(Log);
        Log.Do<Story, StoryCommand>("story/talks", new StoryCommand.Create("talks", story ?? Some.Story(), StoryStatus.Active, null));
    }

    public SmallLog Log { get; } = new();

    public StoryFollowing Follower => _activation.State;

    public int Statements => _statements;

    /// <summary>Lives that were read so far: what large cells cost.</summary>
    public int LivesRead => _activation.LivesRead;

    public string Post(StatementContent content, params string[] media)
    {
        var id = $"s{++_statements}";
        Do(id, Some.Post(content, id, media));
        return id;
    }

    /// <summary>Somebody says where it stands on a topic.</summary>
    public string Says(string speaker, string topic, Stance stance = Stance.Supports, params ConditionText[] conditions) => Post(Says(speaker, new PositionTaken { Topic = topic, Stance = stance, Conditions = conditions }));

    public static StatementContent Says(string speaker, params PositionTaken[] positions) => Some.Statement(positions) with { Speakers = [speaker] };

    public static ConditionText If(string text, string? about = null) => new() { Text = text, About = about };

    public Decision Do(string id, StatementCommand command) => Log.Do<Statement, StatementCommand>("statement/" + id, command);

    public Decision Retract(string id) => Do(id, new StatementCommand.Retract("never said", "editor"));

    public Decision Correct(string id, string changes) => Do(id, Some.Correct(changes));

    /// <summary>Takes the words down, with what repeats them of the reactions, as the API does.</summary>
    public void TakeDown(string id, bool followFirst = false, params long[] echoes)
    {
        long[] bodies = [.. Log.Records.Where(record => record.Entity == "statement/" + id && record.Kind != "record.redacted").Select(record => record.Position), .. echoes];
        if (Do(id, new StatementCommand.Redact(bodies, "court order", "admin")).Facts.Count == 0) return;
        // A tail in memory may still have the bodies when the takedown is followed.
        if (followFirst) Follow();
        Log.TakeDown(bodies);
    }

    public Decision Topic(string id, string? opposes = null) => Log.Do<Topic, TopicCommand>("topic/" + id, new TopicCommand.Put(id, Some.Topic(id) with { Opposes = opposes }, null));

    public Decision Actor(string id) => Log.Do<Actor, ActorCommand>("actor/" + id, new ActorCommand.Put(id, Some.Actor(id), null));

    /// <summary>They turned out to be one; both were created before.</summary>
    public Decision Merge(string id, string into)
    {
        List<string> onward = [];
        for (var at = into; Log.Load<Actor, ActorCommand>("actor/" + at).MergedInto is { } next; at = next) onward.Add(next);
        return Log.Do<Actor, ActorCommand>("actor/" + id, new ActorCommand.Merge(into, onward, ["talks"], "the same man", "editor"));
    }

    public Decision Meet(string id, MeetingStatus status = MeetingStatus.Proposed, params Participation[] people) =>
        Log.Do<Meeting, MeetingCommand>("meeting/" + id, new MeetingCommand.Create(id, Some.Meeting(id), Some.Status(status), people, null));

    public Decision Becomes(string id, MeetingStatus status, params string[] evidence) =>
        Log.Do<Meeting, MeetingCommand>("meeting/" + id, new MeetingCommand.ChangeStatus(Some.Status(status, "as reported", forced: true) with { Evidence = evidence }, null));

    public Decision Attends(string meeting, string actor, Attendance attendance, params ConditionText[] conditions) => Attends(meeting, Some.Participation(actor, attendance) with { Conditions = conditions });

    public Decision Attends(string meeting, Participation participation) => Log.Do<Meeting, MeetingCommand>("meeting/" + meeting, new MeetingCommand.ChangeParticipation(participation, null));

    /// <summary>An editor's word about a condition.</summary>
    public Decision Resolve(string condition, ConditionState state) =>
        Log.Do<Condition, ConditionCommand>("condition/" + condition, new ConditionCommand.Resolve(state, "so says the editor", [], "editor"));

    public Decision Confirm(string link) => Log.Do<Link, LinkCommand>("link/" + link, new LinkCommand.Confirm(null, "editor"));

    public Decision Dismiss(string link) => Log.Do<Link, LinkCommand>("link/" + link, new LinkCommand.Dismiss("it is not so", "editor"));

    /// <summary>The conditions of the story as the log has them, oldest first.</summary>
    public IReadOnlyList<Condition> Conditions() => Streams<Condition, ConditionCommand>("condition/");

    /// <summary>The links as the log has them, oldest first.</summary>
    public IReadOnlyList<Link> Links() => Streams<Link, LinkCommand>("link/");

    IReadOnlyList<T> Streams<T, TCommand>(string kind) where T : IEntity<T, TCommand>
    {
        React();
        return [.. Log.Records.Where(record => record.Entity.StartsWith(kind, StringComparison.Ordinal)).Select(record => record.Entity).Distinct().ToList().Select(Log.Load<T, TCommand>)];
    }

    /// <summary>Takes in what is new and answers the cells that are to be told.</summary>
    public IReadOnlyList<PositionChanged> Follow()
    {
        _activation.Follow();
        return [.. Follower.Pending.Select(reaction => reaction.Event).OfType<PositionChanged>()];
    }

    public IReadOnlyList<Cell> Cells()
    {
        Follow();
        return [.. Follower.Matrix.All];
    }

    public Cell? Cell(string actor, string topic) => Cells().SingleOrDefault(cell => cell.Actor == actor && cell.Topic == topic);

    public void ThroughJson() => _activation.ThroughJson();

    /// <summary>Forgets what was followed, as a process does that dies without a snapshot.</summary>
    public void Restart() => _activation = new Activation(Log);

    /// <summary>Appends pending reactions of the first <paramref name="causes"/> causes, each cause whole.</summary>
    public void React(int causes = int.MaxValue) => _activation.React(causes);
}
