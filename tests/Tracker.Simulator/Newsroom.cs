using Tracker.Domain.Actors;
using Tracker.Domain.Meetings;
using Tracker.Domain.Statements;
using Tracker.Domain.Stories;
using Tracker.Domain.Topics;
using Tracker.Simulator.Clockwork;

namespace Tracker.Simulator;

/// <summary>What there is to speak of, and who says what. Small, so that everything meets everything.</summary>
static class Newsroom
{
    public const string StoryId = "talks";
    public const string Story = "story/talks";

    public static readonly string[] Actors = ["a1", "a2", "a3", "a4"];
    public static readonly string[] Topics = ["t1", "t2", "t3"];
    public static readonly string[] Meetings = ["m1", "m2"];

    static readonly string?[] Dates = ["2025-05-10", "2025-05-12", "../2025-05-11", "2030", null, null, null, null];
    static readonly string[] Abouts = ["meeting/m1", "meeting/m2", "actor/a1", "actor/a2", "topic/t1", "topic/t2"];

    /// <summary>What is in the log before the simulation begins.</summary>
    public static Append Opening() => new()
    {
        Records =
        [
            .. Facts<Story, StoryCommand>(Story, new StoryCommand.Create(StoryId, new StoryProfile { Title = "Talks", Parties = ["a1", "a2"] }, StoryStatus.Active, null)),
            .. Actors.SelectMany(id => Facts<Actor, ActorCommand>(Ref.Actor(id), new ActorCommand.Put(id, new ActorProfile { Name = id }, null))),
            .. Topics.SelectMany(id => Facts<Topic, TopicCommand>(Ref.Topic(id), new TopicCommand.Put(id, new TopicProfile { Story = StoryId, Title = id, Opposes = id == "t2" ? "t1" : null }, null))),
            .. Meetings.SelectMany(id => Facts<Meeting, MeetingCommand>(
                Ref.Meeting(id), new MeetingCommand.Create(id, new MeetingProfile { Story = StoryId, Name = id }, new StatusEntry { Status = MeetingStatus.Proposed }, [], null))),
        ],
    };

    /// <param name="words">Found nowhere else.</param>
    public static StatementContent Statement(Chance chance, string words, int before) => new()
    {
        Story = StoryId, Text = words, Speakers = Some(chance, Actors), OnBehalfOf = chance.Percent(20) ? Some(chance, Actors) : [], To = chance.Percent(40) ? Some(chance, Actors) : [],
        SaidAt = chance.Of(Dates), Positions = Positions(chance, words), About = chance.Percent(40) ? new About { Meetings = [chance.Of(Meetings)] } : null, Historical = chance.Percent(3),
        InReplyTo = before > 0 && chance.Percent(15) ? $"s{chance.Between(1, before)}" : null, Kind = chance.Percent(5) ? StatementKind.Withdraw : StatementKind.Other,
    };

    /// <param name="words">Said in its conditions too, so that what repeats these is found by them.</param>
    public static PositionTaken[] Positions(Chance chance, string words) =>
    [
        .. Enumerable.Range(0, chance.Between(0, 2)).Select(_ => chance.Of(Topics)).Distinct().ToList().Select(topic => new PositionTaken
        {
            Topic = topic, Stance = chance.Of([Stance.Supports, Stance.Demands, Stance.Rejects, Stance.Conditional]), Conditions = Conditions(chance, words),
        }),
    ];

    public static ConditionText[] Conditions(Chance chance, string words) =>
        [.. Enumerable.Range(0, chance.Percent(40) ? chance.Between(1, 2) : 0).Select(_ => new ConditionText { Text = $"{chance.Of(["if paid", "if they come"])}, {words}", About = chance.Percent(70) ? chance.Of(Abouts) : null })];

    static string[] Some(Chance chance, string[] all) => chance.Percent(80) ? [chance.Of(all)] : [.. new[] { chance.Of(all), chance.Of(all) }.Distinct()];

    static IEnumerable<NewRecord> Facts<TEntity, TCommand>(string entity, TCommand command) where TEntity : IEntity<TEntity, TCommand> =>
        TEntity.Decide(TEntity.Initial, command).Facts.Select(fact => NewRecord.Of(entity, fact));
}
