using Tracker.Domain.Conditions;
using Tracker.Domain.Meetings;
using Tracker.Domain.Statements;
using Tracker.Domain.Stories;
using Tracker.DomainTests.Positions;
using static Tracker.DomainTests.Positions.Newsroom;

namespace Tracker.DomainTests.Conditions;

/// <summary>What decides a condition: each rule, and what is near it and decides nothing.</summary>
public sealed class FindingTests
{
    readonly Newsroom _room = new();

    [Theory]
    [InlineData(MeetingStatus.UnderWay, ConditionState.Met)]
    [InlineData(MeetingStatus.Suspended, ConditionState.Met)]
    [InlineData(MeetingStatus.Concluded, ConditionState.Met)]
    [InlineData(MeetingStatus.BrokenOff, ConditionState.Met)]
    [InlineData(MeetingStatus.Declined, ConditionState.Failed)]
    [InlineData(MeetingStatus.Cancelled, ConditionState.Failed)]
    [InlineData(MeetingStatus.DidNotTakePlace, ConditionState.Failed)]
    [InlineData(MeetingStatus.Proposed, ConditionState.Open)]
    [InlineData(MeetingStatus.Invited, ConditionState.Open)]
    [InlineData(MeetingStatus.Scheduled, ConditionState.Open)]
    [InlineData(MeetingStatus.Postponed, ConditionState.Open)]
    [InlineData(MeetingStatus.Rescheduled, ConditionState.Open)]
    [InlineData(MeetingStatus.Unknown, ConditionState.Open)]
    public void A_condition_about_a_meeting_goes_by_its_status(MeetingStatus status, ConditionState state)
    {
        _room.Says("russia", "truce", Stance.Supports, If("the leaders meet first", "meeting/summit"));
        _room.Meet("summit", MeetingStatus.Unknown);
        _room.Becomes("summit", status, "statement/s7");
        var condition = Assert.Single(_room.Conditions());
        Assert.Equal(state, condition.State);
        if (state == ConditionState.Open) return;
        Assert.Equal(("condition.meeting", "meeting/summit"), (condition.Resolution!.Rule, condition.Resolution.ResolvedBy));
        Assert.Equal(["statement/s7"], condition.Resolution.Evidence);
        Assert.Equal(["statement/s1"], condition.Resolution.Made);
    }

    [Fact]
    public void A_meeting_that_took_place_before_the_condition_was_made_meets_it_at_once()
    {
        _room.Meet("summit", MeetingStatus.Concluded);
        _room.Says("russia", "truce", Stance.Supports, If("the leaders meet first", "meeting/summit"));
        Assert.Equal(["condition.opened", "condition.resolved"], Kinds("condition/"));
        Assert.Equal(ConditionState.Met, Assert.Single(_room.Conditions()).State);
    }

    [Fact]
    public void A_meeting_goes_back_and_forth_and_the_condition_with_it()
    {
        _room.Says("russia", "truce", Stance.Supports, If("the leaders meet first", "meeting/summit"));
        _room.Meet("summit", MeetingStatus.Proposed);
        foreach (var (status, state) in new[]
        {
            (MeetingStatus.Declined, ConditionState.Failed), (MeetingStatus.Proposed, ConditionState.Open), (MeetingStatus.UnderWay, ConditionState.Met),
            (MeetingStatus.Concluded, ConditionState.Met), (MeetingStatus.DidNotTakePlace, ConditionState.Failed),
        })
        {
            _room.Becomes("summit", status);
            Assert.Equal(state, Assert.Single(_room.Conditions()).State);
        }
        // The words stand in the first record alone.
        var condition = Assert.Single(_room.Conditions());
        Assert.Equal(("the leaders meet first", 5), (condition.Opened.Text, condition.Version));
    }

    [Theory]
    [InlineData(Attendance.Present, ConditionState.Met)]
    [InlineData(Attendance.Left, ConditionState.Met)]
    [InlineData(Attendance.Absent, ConditionState.Failed)]
    [InlineData(Attendance.Declined, ConditionState.Failed)]
    [InlineData(Attendance.Invited, ConditionState.Open)]
    [InlineData(Attendance.Accepted, ConditionState.Open)]
    [InlineData(Attendance.Conditional, ConditionState.Open)]
    [InlineData(Attendance.Unknown, ConditionState.Open)]
    public void A_guest_who_comes_only_if_another_does_depends_on_that_one_at_the_same_meeting(Attendance attendance, ConditionState state)
    {
        _room.Meet("istanbul", MeetingStatus.Proposed);
        _room.Meet("alaska", MeetingStatus.Proposed, Some.Participation("putin", Attendance.Present));
        _room.Attends("istanbul", "trump", Attendance.Conditional, If("Putin comes", "actor/putin"));
        _room.Attends("istanbul", Some.Participation("putin", attendance) with { Evidence = ["statement/s11", "act/delegation"] });
        var condition = Assert.Single(_room.Conditions());
        Assert.Equal((state, "istanbul", "trump", null), (condition.State, condition.Opened.Of.Meeting, condition.Opened.Of.Actor, condition.Opened.Of.Topic));
        if (state != ConditionState.Open) Assert.Equal(("condition.attendance", "meeting/istanbul", 2), (condition.Resolution!.Rule, condition.Resolution.ResolvedBy, condition.Resolution.Evidence.Count));
    }

    [Fact]
    public void A_position_that_depends_on_somebody_coming_is_met_by_one_of_the_meetings_it_is_about_and_failed_by_all()
    {
        Meetings("istanbul", "alaska", "tirana");
        _room.Post(Some.Statement(Position("truce", If("Putin comes", "actor/putin"))) with { About = new About { Meetings = ["istanbul", "alaska"] } });
        _room.Attends("tirana", "putin", Attendance.Present);
        _room.Attends("istanbul", "putin", Attendance.Absent);
        Assert.Equal(ConditionState.Open, State());
        _room.Attends("alaska", "putin", Attendance.Declined);
        Assert.Equal(ConditionState.Failed, State());
        _room.Attends("istanbul", "putin", Attendance.Present);
        Assert.Equal(ConditionState.Met, State());
        _room.Attends("istanbul", "putin", Attendance.Invited);
        Assert.Equal(ConditionState.Open, State());
    }

    [Fact]
    public void A_statement_about_no_meeting_leaves_an_actors_coming_to_editors()
    {
        Meetings("istanbul");
        _room.Says("trump", "truce", Stance.Supports, If("Putin comes", "actor/putin"));
        _room.Attends("istanbul", "putin", Attendance.Present);
        Assert.Equal(ConditionState.Open, State());
    }

    [Fact]
    public void A_topic_is_decided_by_those_to_whom_it_was_said()
    {
        Told("ukraine", "europe");
        _room.Says("poland", "withdrawal", Stance.Rejects);
        Assert.Equal(ConditionState.Open, State());
        _room.Says("ukraine", "withdrawal", Stance.Supports);
        Assert.Equal(ConditionState.Met, State());
        _room.Says("europe", "withdrawal", Stance.Neutral);
        Assert.Equal(ConditionState.Open, State());
        _room.Says("europe", "withdrawal", Stance.Opposes);
        var failed = Assert.Single(_room.Conditions());
        Assert.Equal((ConditionState.Failed, "condition.position", "statement/s5"), (failed.State, failed.Resolution!.Rule, failed.Resolution.ResolvedBy));
        Assert.Equal(["statement/s5"], failed.Resolution.Evidence);
    }

    [Fact]
    public void Or_where_none_of_them_holds_a_position_by_the_other_parties()
    {
        Told("nobody-in-particular");
        _room.Says("turkey", "withdrawal", Stance.Rejects);
        _room.Says("russia", "withdrawal", Stance.Rejects);
        Assert.Equal(ConditionState.Open, State());
        _room.Says("ukraine", "withdrawal", Stance.Proposes);
        Assert.Equal(ConditionState.Met, State());
    }

    [Fact]
    public void What_the_holder_says_itself_decides_nothing()
    {
        Told("russia");
        _room.Says("russia", "withdrawal", Stance.Supports);
        Assert.Equal(ConditionState.Open, State());
    }

    [Theory]
    [InlineData(Stance.Unclear)]
    [InlineData(Stance.Conditional)]
    [InlineData(Stance.Neutral)]
    public void A_stance_that_is_neither_for_nor_against_decides_nothing(Stance stance)
    {
        Told("ukraine");
        _room.Says("ukraine", "withdrawal", stance);
        Assert.Equal(ConditionState.Open, State());
    }

    [Fact]
    public void A_condition_about_nothing_is_left_to_editors()
    {
        Meetings("istanbul");
        _room.Says("russia", "truce", Stance.Supports, If("there are results"));
        _room.Says("ukraine", "truce", Stance.Supports);
        _room.Becomes("istanbul", MeetingStatus.Concluded);
        var condition = Assert.Single(_room.Conditions());
        Assert.Equal((ConditionState.Open, null, 1), (condition.State, condition.Opened.About, condition.Version));
    }

    [Fact]
    public void A_participation_that_depends_on_a_topic_goes_by_the_parties()
    {
        Meetings("istanbul");
        _room.Attends("istanbul", "ukraine", Attendance.Conditional, If("Russia accepts a truce", "topic/truce"));
        _room.Says("turkey", "truce", Stance.Supports);
        Assert.Equal(ConditionState.Open, State());
        _room.Says("russia", "truce", Stance.Supports);
        Assert.Equal(ConditionState.Met, State());
    }

    [Fact]
    public void What_depends_on_a_meeting_of_another_story_stays_open()
    {
        _room.Says("russia", "truce", Stance.Supports, If("they meet", "meeting/elsewhere"));
        _room.Log.Do<Meeting, MeetingCommand>("meeting/elsewhere", new MeetingCommand.Create("elsewhere", Some.Meeting() with { Story = "other" }, Some.Status(MeetingStatus.Concluded), [], null));
        Assert.Equal(ConditionState.Open, State());
    }

    void Meetings(params string[] ids) => Assert.All(ids, id => _room.Meet(id));

    void Told(params string[] to) =>
        _room.Post(Says("russia", Position("truce", If("they withdraw", "topic/withdrawal"))) with { To = to });

    static PositionTaken Position(string topic, params ConditionText[] conditions) => new() { Topic = topic, Stance = Stance.Conditional, Conditions = conditions };

    ConditionState State() => Assert.Single(_room.Conditions()).State;

    IEnumerable<string> Kinds(string entity)
    {
        _room.React();
        return _room.Log.Records.Where(record => record.Entity.StartsWith(entity, StringComparison.Ordinal)).Select(record => record.Kind);
    }
}
