using System.Text.Json;
using Tracker.Domain.Conditions;
using Tracker.Domain.Meetings;
using Tracker.Domain.Statements;
using Tracker.DomainTests.Positions;
using static Tracker.DomainTests.Positions.Newsroom;

namespace Tracker.DomainTests.Conditions;

/// <summary>The life of a condition: opened, decided, taken back, lapsed, and what an editor says of it.</summary>
public sealed class ConditionTests
{
    readonly Newsroom _room = new();

    [Fact]
    public void A_condition_says_whose_it_is_in_which_words_and_from_where()
    {
        var id = _room.Post(Says("russia", Conditional("truce", If("Kyiv disarms", "actor/ukraine"))) with { SaidAt = "2025-05-16" });
        var condition = Assert.Single(_room.Conditions());
        Assert.Equal(("talks", "russia", "truce", null), (condition.Opened.Story, condition.Opened.Of.Actor, condition.Opened.Of.Topic, condition.Opened.Of.Meeting));
        Assert.Equal(("Kyiv disarms", "actor/ukraine", 2L, null), (condition.Opened.Text, condition.Opened.About, condition.Opened.Cause, condition.Opened.By));
        Assert.Equal(["statement/" + id], condition.Opened.Evidence);
        Assert.Equal(new DateTimeOffset(2025, 5, 16, 23, 59, 59, 999, TimeSpan.Zero), condition.Opened.SaidKey);
        Assert.StartsWith("p2.", condition.Id, StringComparison.Ordinal);
        var record = _room.Log.Records.Single(record => record.Kind == "condition.opened");
        Assert.Equal(
            [new Touch("condition/" + condition.Id, TouchRole.Self), new("story/talks", TouchRole.Story), new("actor/russia", TouchRole.Condition), new("topic/truce", TouchRole.Condition),
             new("actor/ukraine", TouchRole.Condition), new("cell/talks/russia/truce", TouchRole.Cell), new("statement/s1", TouchRole.Evidence)],
            record.Touches);
        Assert.Equal(2, record.Cause);
    }

    [Fact]
    public void The_same_words_again_are_the_same_condition_and_the_same_twice_are_one()
    {
        _room.Says("russia", "truce", Stance.Conditional, If("paid"), If("paid"), If("paid", "actor/ukraine"));
        _room.Says("russia", "truce", Stance.Supports, If("paid"), If("paid", "actor/ukraine"));
        Assert.Equal([null, "actor/ukraine"], _room.Conditions().Select(one => one.Opened.About));
        Assert.All(_room.Conditions(), one => Assert.Equal(1, one.Version));
    }

    [Fact]
    public void A_newer_position_without_it_lapses_what_is_open_and_leaves_what_is_decided()
    {
        _room.Meet("summit", MeetingStatus.Concluded);
        _room.Says("russia", "truce", Stance.Conditional, If("paid"), If("they meet", "meeting/summit"));
        _room.Says("russia", "truce", Stance.Supports);
        Assert.Equal([ConditionState.Lapsed, ConditionState.Met], _room.Conditions().Select(one => one.State));
        Assert.Equal(("condition.lapsed", "statement/s2"), (_room.Conditions()[0].Resolution!.Rule, _room.Conditions()[0].Resolution!.ResolvedBy));
        Assert.Empty(_room.Follower.Conditions.Held);
        Assert.Empty(_room.Follower.Conditions.Waiting);
    }

    [Fact]
    public void Late_news_of_an_older_position_opens_nothing_and_lapses_nothing()
    {
        _room.Post(Says("russia", Conditional("truce", If("paid"))) with { SaidAt = "2025-05-16" });
        _room.Post(Says("russia", Conditional("truce", If("disarmed"))) with { SaidAt = "2025-05-10" });
        Assert.Equal((ConditionState.Open, "paid"), (Assert.Single(_room.Conditions()).State, _room.Conditions()[0].Opened.Text));
    }

    [Fact]
    public void A_condition_that_is_dropped_from_a_participation_lapses()
    {
        _room.Meet("istanbul", MeetingStatus.Proposed, Some.Participation("trump", Attendance.Conditional) with { Conditions = [If("Putin comes", "actor/putin")] });
        _room.Attends("istanbul", "trump", Attendance.Accepted);
        Assert.Equal((ConditionState.Lapsed, "meeting/istanbul"), (Assert.Single(_room.Conditions()).State, _room.Conditions()[0].Resolution!.ResolvedBy));
        Assert.Empty(_room.Follower.Conditions.Held);
    }

    [Fact]
    public void What_was_open_when_the_meeting_is_over_lapses_and_what_is_recorded_afterwards_still_decides()
    {
        _room.Meet("istanbul", MeetingStatus.Proposed);
        _room.Attends("istanbul", "trump", Attendance.Conditional, If("Putin comes", "actor/putin"), If("it is worth it"));
        _room.Becomes("istanbul", MeetingStatus.Concluded);
        Assert.Equal([ConditionState.Lapsed, ConditionState.Lapsed], _room.Conditions().Select(one => one.State));
        _room.Attends("istanbul", "putin", Attendance.Absent);
        Assert.Equal([ConditionState.Failed, ConditionState.Lapsed], _room.Conditions().Select(one => one.State));
        _room.Becomes("istanbul", MeetingStatus.UnderWay);
        Assert.Equal([ConditionState.Failed, ConditionState.Open], _room.Conditions().Select(one => one.State));
    }

    [Fact]
    public void An_attendance_that_is_corrected_opens_it_again()
    {
        _room.Meet("istanbul", MeetingStatus.Proposed);
        _room.Attends("istanbul", "trump", Attendance.Conditional, If("Putin comes", "actor/putin"));
        _room.Attends("istanbul", "putin", Attendance.Absent);
        _room.Attends("istanbul", "putin", Attendance.Invited);
        var condition = Assert.Single(_room.Conditions());
        Assert.Equal((ConditionState.Open, 3, "Putin comes", null), (condition.State, condition.Version, condition.Opened.Text, condition.Resolution));
        Assert.Equal("", Assert.IsType<ConditionOpened>(_room.Log.Records.Last(record => record.Kind == "condition.opened").Event).Text);
    }

    [Fact]
    public void What_decided_it_is_retracted_and_it_is_open_again()
    {
        _room.Post(Says("russia", Conditional("truce", If("they withdraw", "topic/withdrawal"))) with { To = ["ukraine"] });
        var answer = _room.Says("ukraine", "withdrawal", Stance.Rejects);
        Assert.Equal(ConditionState.Failed, Assert.Single(_room.Conditions()).State);
        _room.Retract(answer);
        Assert.Equal(ConditionState.Open, Assert.Single(_room.Conditions()).State);
    }

    [Fact]
    public void What_decided_it_is_retracted_and_another_decides_it_so_too()
    {
        _room.Post(Says("russia", Conditional("truce", If("they withdraw", "topic/withdrawal"))) with { To = ["ukraine", "europe"] });
        var first = _room.Says("ukraine", "withdrawal", Stance.Rejects);
        var second = _room.Says("europe", "withdrawal", Stance.Rejects);
        Assert.Equal("statement/" + first, Assert.Single(_room.Conditions()).Resolution!.ResolvedBy);
        _room.Retract(first);
        var condition = Assert.Single(_room.Conditions());
        Assert.Equal((ConditionState.Failed, "statement/" + second, 3), (condition.State, condition.Resolution!.ResolvedBy, condition.Version));
    }

    [Fact]
    public void The_statement_that_made_it_is_retracted_and_what_was_open_lapses()
    {
        var id = _room.Says("russia", "truce", Stance.Conditional, If("paid"));
        _room.Retract(id);
        Assert.Equal(ConditionState.Lapsed, Assert.Single(_room.Conditions()).State);
        Assert.Empty(_room.Follower.Conditions.Held);
    }

    [Fact]
    public void The_words_are_corrected_and_the_condition_is_another()
    {
        var id = _room.Says("russia", "truce", Stance.Conditional, If("paid"));
        _room.Correct(id, """{"positions":[{"topic":"truce","stance":"conditional","conditions":[{"text":"paid in full"}]}]}""");
        Assert.Equal([("paid", ConditionState.Lapsed), ("paid in full", ConditionState.Open)], _room.Conditions().Select(one => (one.Opened.Text, one.State)));
    }

    [Fact]
    public void An_editors_word_stands_against_what_rules_find_later()
    {
        _room.Meet("istanbul", MeetingStatus.Proposed);
        _room.Attends("istanbul", "trump", Attendance.Conditional, If("Putin comes", "actor/putin"));
        var id = Assert.Single(_room.Conditions()).Id;
        Assert.Single(_room.Resolve(id, ConditionState.Met).Facts);
        _room.Attends("istanbul", "putin", Attendance.Absent);
        _room.Becomes("istanbul", MeetingStatus.Cancelled);
        var condition = Assert.Single(_room.Conditions());
        Assert.Equal((ConditionState.Met, true, "editor", 2), (condition.State, condition.Settled, condition.Resolution!.By, condition.Version));
    }

    [Fact]
    public void What_an_editor_opened_again_stays_open_also_when_nobody_makes_it_any_more()
    {
        _room.Meet("summit", MeetingStatus.Concluded);
        var statement = _room.Says("russia", "truce", Stance.Conditional, If("they meet", "meeting/summit"));
        var id = Assert.Single(_room.Conditions()).Id;
        _room.Resolve(id, ConditionState.Open);
        _room.Becomes("summit", MeetingStatus.DidNotTakePlace);
        _room.Retract(statement);
        var condition = Assert.Single(_room.Conditions());
        // Nothing was written that would not count.
        Assert.Equal((ConditionState.Open, true, 3, "they meet"), (condition.State, condition.Settled, condition.Version, condition.Opened.Text));
    }

    [Fact]
    public void An_editors_word_stands_against_a_rule_that_writes_an_earlier_cause_late()
    {
        _room.Meet("istanbul", MeetingStatus.Proposed);
        _room.Attends("istanbul", "trump", Attendance.Conditional, If("Putin comes", "actor/putin"));
        var id = Assert.Single(_room.Conditions()).Id;
        _room.Attends("istanbul", "putin", Attendance.Absent);
        _room.Follow();
        _room.Resolve(id, ConditionState.Met);
        var condition = Assert.Single(_room.Conditions());
        Assert.Equal((ConditionState.Met, "editor", 3), (condition.State, condition.Resolution!.By, condition.Version));
        // The fold knows it as the log has it: no rule touches it again.
        _room.Attends("istanbul", "putin", Attendance.Invited);
        Assert.Equal(3, Assert.Single(_room.Conditions()).Version);
    }

    [Fact]
    public void An_editors_word_needs_a_condition_a_reason_and_references_and_said_twice_is_nothing()
    {
        Assert.Equal("not-found", _room.Resolve("p1.1", ConditionState.Met).Refusal!.Code);
        _room.Says("russia", "truce", Stance.Conditional, If("paid"));
        var state = Assert.Single(_room.Conditions());
        Assert.Equal("reason-needed", Decide(new ConditionCommand.Resolve(ConditionState.Met, " ", [], "editor")).Refusal!.Code);
        Assert.Equal("evidence[0]", Decide(new ConditionCommand.Resolve(ConditionState.Met, "so", ["putin"], "editor")).Refusal!.Field);
        // The state that it has already becomes the editor's.
        var settled = Assert.Single(Decide(new ConditionCommand.Resolve(ConditionState.Open, "so", ["statement/s9"], "editor")).Facts);
        Assert.Contains(new Touch("statement/s9", TouchRole.Evidence), settled.Touches);
        Assert.Contains(new Touch("cell/talks/russia/truce", TouchRole.Cell), settled.Touches);
        Assert.Equal(("", "so", null), (((ConditionOpened)settled.Event).Text, ((ConditionOpened)settled.Event).Reason, ((ConditionOpened)settled.Event).Cause));
        _room.Resolve(state.Id, ConditionState.Lapsed);
        Assert.Empty(_room.Resolve(state.Id, ConditionState.Lapsed).Facts);

        Decision Decide(ConditionCommand command) => Condition.Decide(state, command);
    }

    [Fact]
    public void A_merged_actors_coming_decides_what_waits_for_the_other()
    {
        Assert.All(["putin", "the-president"], id => _room.Actor(id));
        _room.Meet("istanbul", MeetingStatus.Proposed, Some.Participation("the-president", Attendance.Present));
        _room.Attends("istanbul", "trump", Attendance.Conditional, If("Putin comes", "actor/putin"));
        Assert.Equal(ConditionState.Open, Assert.Single(_room.Conditions()).State);
        _room.Merge("the-president", "putin");
        Assert.Equal(ConditionState.Met, Assert.Single(_room.Conditions()).State);
    }

    [Theory]
    [InlineData("putin", "the-president", ConditionState.Failed)]
    [InlineData("the-president", "putin", ConditionState.Failed)]
    public void Of_merged_actors_the_newest_entry_counts_under_whichever_name(string first, string second, ConditionState state)
    {
        Assert.All(["putin", "the-president"], id => _room.Actor(id));
        _room.Meet("istanbul", MeetingStatus.Proposed);
        _room.Attends("istanbul", "trump", Attendance.Conditional, If("Putin comes", "actor/putin"));
        _room.Merge("the-president", "putin");
        _room.Attends("istanbul", first, Attendance.Present);
        _room.Attends("istanbul", second, Attendance.Absent);
        Assert.Equal(state, Assert.Single(_room.Conditions()).State);
    }

    [Fact]
    public void The_conditions_of_an_actor_that_was_merged_away_are_the_others()
    {
        Assert.All(["putin", "the-president"], id => _room.Actor(id));
        _room.Says("the-president", "truce", Stance.Conditional, If("paid"));
        _room.Merge("the-president", "putin");
        Assert.Equal([("the-president", ConditionState.Lapsed), ("putin", ConditionState.Open)], _room.Conditions().Select(one => (one.Opened.Of.Actor, one.State)));
        Assert.Equal(["position/putin/truce"], _room.Follower.Conditions.Held.Keys);
    }

    [Fact]
    public void No_word_of_a_condition_is_kept_by_the_fold()
    {
        _room.Meet("istanbul", MeetingStatus.Proposed);
        _room.Attends("istanbul", "trump", Attendance.Conditional, If("CANARY", "actor/putin"));
        _room.Says("russia", "truce", Stance.Conditional, If("CANARY"));
        _room.React();
        Assert.DoesNotContain("CANARY", JsonSerializer.Serialize(_room.Follower.Conditions, Events.Json), StringComparison.Ordinal);
    }

    static PositionTaken Conditional(string topic, params ConditionText[] conditions) => new() { Topic = topic, Stance = Stance.Conditional, Conditions = conditions };
}
