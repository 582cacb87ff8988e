using System.Text.Json;
using CsCheck;
using Tracker.Domain.Conditions;
using Tracker.Domain.Meetings;
using Tracker.Domain.Statements;
using Tracker.Domain.Stories;
using Tracker.DomainTests.Positions;

namespace Tracker.DomainTests.Stories;

/// <summary>Something that a desk does; the number picks what it is done to, modulo what there is. Said as text, so that a failure can be read.</summary>
sealed record Deed(string Name, Action<Newsroom, int> Do)
{
    public override string ToString() => Name;
}

/// <summary>Any history of a story: everything that its rules look at, and everything that can be taken back.</summary>
static class Histories
{
    static readonly string[] Actors = ["a1", "a2", "a3", "a4"];
    static readonly string[] Topics = ["t1", "t2", "t3"];
    static readonly string[] Meetings = ["m1", "m2"];
    static readonly string?[] Dates = ["2025-05-10", "2025-05-12", "../2025-05-11", "2030", null, null, null, null];

    public static Newsroom Room()
    {
        var room = new Newsroom(Some.Story() with { Parties = ["a1", "a2"] });
        foreach (var actor in Actors) room.Actor(actor);
        foreach (var topic in Topics) room.Topic(topic);
        foreach (var meeting in Meetings) room.Meet(meeting);
        return room;
    }

    static readonly Gen<ConditionText> AnyCondition = Gen.Select(
        Gen.OneOf("if paid", "if they come", "if not"), Gen.OneOf<string?>(null, "meeting/m1", "meeting/m2", "actor/a1", "actor/a2", "topic/t1", "topic/t2", "topic/t3"), Newsroom.If);

    static readonly Gen<PositionTaken> AnyPosition = Gen.Select(
        Gen.OneOf(Topics), Gen.OneOf(Stance.Supports, Stance.Demands, Stance.Rejects, Stance.Conditional), AnyCondition.Array[0, 2],
        (topic, stance, conditions) => new PositionTaken { Topic = topic, Stance = stance, Conditions = conditions });

    static readonly Gen<string[]> AnyActors = Gen.Frequency((4, Gen.OneOf(Actors).Select(actor => new[] { actor })), (1, Gen.Shuffle(Actors, 2)));

    static readonly Gen<StatementContent> AnyContent = Gen.Select(
        AnyActors, Gen.Frequency((3, Gen.Const(Array.Empty<string>())), (1, AnyActors)), AnyPosition.Array[0, 2], Gen.OneOf(Dates), AnyActors, Gen.Shuffle(Meetings, 1, 2), Gen.Int[0, 39],
        (speakers, behalf, positions, saidAt, to, meetings, odd) => Some.Statement([.. positions.DistinctBy(position => position.Topic)]) with
        {
            Speakers = speakers, OnBehalfOf = behalf, SaidAt = saidAt, To = to, About = new About { Meetings = meetings }, Historical = odd == 0,
            InReplyTo = odd is > 0 and < 6 ? $"s{odd}" : null, SameUtteranceAs = odd is > 6 and < 10 ? $"s{odd - 5}" : null,
            Duplicate = odd is > 10 and < 13 ? new Duplicate { Of = "s1", Rule = "paraphrase" } : null, Kind = odd == 20 ? StatementKind.Withdraw : StatementKind.Other,
        });

    static readonly Gen<Deed> Posting = AnyContent.Select(content => new Deed($"post {JsonSerializer.Serialize(content, Events.Json)}", (room, _) => room.Post(content, "a4")));

    static readonly Gen<Deed> Correcting = Gen.Select(
        AnyContent, Gen.OneOf("speakers", "positions", "positions", "saidAt", "historical", "duplicate", "to", "text"), (content, field) =>
        {
            var json = JsonSerializer.SerializeToElement(content, Events.Json);
            var value = field == "text" ? "\"Other words.\"" : json.TryGetProperty(field, out var given) ? given.GetRawText() : "null";
            return new Deed($"correct {field} {value}", (room, which) => OnOne(room, which, Some.Correct($$"""{"{{field}}":{{value}}}""", media: "a4")));
        });

    static readonly Gen<Deed> Retracting = Gen.Const(new Deed("retract", (room, which) => OnOne(room, which, new StatementCommand.Retract("wrong", null))));

    static readonly Gen<Deed> Becoming = Gen.Select(
        Gen.OneOf(Meetings), Gen.OneOf(MeetingStatus.Proposed, MeetingStatus.UnderWay, MeetingStatus.Concluded, MeetingStatus.Declined),
        (meeting, status) => new Deed($"{meeting} becomes {status}", (room, which) => room.Becomes(meeting, status, room.Statements > 0 ? [$"statement/s{(which % room.Statements) + 1}"] : [])));

    static readonly Gen<Deed> Attending = Gen.Select(
        Gen.OneOf(Meetings), Gen.OneOf(Actors), Gen.OneOf(Attendance.Invited, Attendance.Conditional, Attendance.Present, Attendance.Absent), AnyCondition.Array[0, 2],
        (meeting, actor, attendance, conditions) => new Deed($"{actor} at {meeting} {attendance} [{string.Join("; ", conditions.AsEnumerable())}]", (room, which) => room.Attends(meeting, Some.Participation(actor, attendance) with
        {
            Conditions = attendance is Attendance.Conditional or Attendance.Invited ? conditions : [], Evidence = room.Statements > 0 ? [$"statement/s{(which % room.Statements) + 1}"] : [],
        })));

    static readonly Gen<Deed> Opposing = Gen.Select(
        Gen.OneOf(Topics), Gen.OneOf<string?>([.. Topics, null]), (topic, opposite) => new Deed($"{topic} opposes {opposite}", (room, _) => room.Topic(topic, opposite == topic ? null : opposite)));

    static readonly Gen<Deed> Merging = Gen.Select(Gen.OneOf(Actors), Gen.OneOf(Actors), (one, other) => new Deed($"{one} is {other}", (room, _) => room.Merge(one, other)));

    // Editors speak about what is in the log: it is made to be there first.
    static readonly Gen<Deed> Resolving = Gen.OneOf(Enum.GetValues<ConditionState>()).Select(state => new Deed($"an editor says {state}", (room, which) => OnStream(room, "condition.opened", which, id => room.Resolve(id, state))));

    static readonly Gen<Deed> Linking = Gen.Bool.Select(confirms => new Deed(
        confirms ? "an editor confirms" : "an editor dismisses", (room, which) => OnStream(room, "statement.linked", which, id => _ = confirms ? room.Confirm(id) : room.Dismiss(id))));

    static readonly Gen<Deed> Wanting = Gen.OneOf<StoryProposals?>(null, null, StoryProposals.None).Select(proposals => new Deed($"proposals {proposals}", (room, _) =>
    {
        // A story's own record must not come between a statement and what it caused: its grain sees to that.
        room.React();
        room.Log.Do<Story, StoryCommand>("story/talks", new StoryCommand.Put("talks", Some.Story() with { Parties = ["a1", "a2"], Proposals = proposals }, null, null));
    }));

    /// <summary>What is done, to what (modulo what there is), and how the machine behaves in between.</summary>
    public static readonly Gen<(Deed Deed, int Which, int Between)[]> Any = Gen.Select(
        Gen.Frequency((24, Posting), (6, Correcting), (3, Retracting), (4, Becoming), (8, Attending), (2, Opposing), (1, Merging), (2, Resolving), (2, Linking), (1, Wanting)),
        Gen.Int[0, 1_000], Gen.Int[0, 11], (deed, which, between) => (deed, which, between)).Array[1, 60];

    static void OnOne(Newsroom room, int which, StatementCommand command)
    {
        if (room.Statements > 0) room.Do($"s{(which % room.Statements) + 1}", command);
    }

    static void OnStream(Newsroom room, string created, int which, Action<string> act)
    {
        room.React();
        var ids = room.Log.Records.Where(record => record.Kind == created && record.Version == 1).Select(record => Ref.IdOf(record.Entity)).ToList();
        if (ids.Count > 0) act(ids[which % ids.Count]);
    }
}
