using System.Text;
using System.Text.Json;
using Tracker.Domain.Conditions;
using Tracker.Domain.Links;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;
using Tracker.DomainTests.Positions;
using static Tracker.DomainTests.Positions.Newsroom;

namespace Tracker.DomainTests.Stories;

/// <summary>What a story writes when words were taken down: of their cells, of conditions that these cells make, and of those that wait for them.</summary>
public sealed class TakedownTests
{
    readonly Newsroom _room = new();

    [Fact]
    public void The_conditions_of_the_cell_begin_anew_and_others_are_left_alone()
    {
        _room.Says("russia", "truce", Stance.Conditional, If("paid"));
        var secret = _room.Post(Newsroom.Says("russia", new PositionTaken { Topic = "truce" }) with { SaidAt = "2025-05-01" });
        _room.Says("ukraine", "truce", Stance.Conditional, If("paid"));
        Assert.Equal(2, _room.Conditions().Count);
        _room.TakeDown(secret);
        Assert.Equal(
            [("russia", ConditionState.Lapsed, 2), ("ukraine", ConditionState.Open, 1), ("russia", ConditionState.Open, 1)],
            _room.Conditions().Select(one => (one.Opened.Of.Actor, one.State, one.Version)));
        var lapsed = (ConditionResolved)_room.Log.Records.Last(record => record.Kind == "condition.resolved").Event!;
        Assert.Equal(("condition.takedown", "statement/s2"), (lapsed.Rule, lapsed.ResolvedBy));
    }

    [Fact]
    public void What_an_editor_said_of_an_old_condition_stays()
    {
        _room.Says("russia", "truce", Stance.Conditional, If("paid"));
        var secret = _room.Post(Newsroom.Says("russia", new PositionTaken { Topic = "truce" }) with { SaidAt = "2025-05-01" });
        var id = Assert.Single(_room.Conditions()).Id;
        _room.Resolve(id, ConditionState.Open);
        _room.TakeDown(secret);
        Assert.Equal([(true, 2), (false, 1)], _room.Conditions().Select(one => (one.Settled, one.Version)));
    }

    [Fact]
    public void What_waits_for_the_topic_is_told_anew_by_one_who_never_saw_what_had_decided_it()
    {
        _room.Post(Newsroom.Says("russia", new PositionTaken { Topic = "truce", Stance = Stance.Conditional, Conditions = [If("they withdraw", "topic/withdrawal")] }) with { To = ["ukraine"] });
        var secret = _room.Says("ukraine", "withdrawal", Stance.Rejects);
        Assert.Equal(ConditionState.Failed, Assert.Single(_room.Conditions()).State);
        _room.TakeDown(secret);
        _room.Restart();
        Assert.Equal(ConditionState.Open, Assert.Single(_room.Conditions()).State);
        Assert.Equal(LinkState.Dismissed, Assert.Single(_room.Links()).State);
    }

    [Fact]
    public void What_was_to_be_written_of_the_cell_is_not_and_no_stream_begins_in_the_middle()
    {
        _room.Meet("summit");
        var secret = _room.Says("russia", "truce", Stance.Conditional, If("CANARY", "meeting/summit"));
        _room.Becomes("summit", Tracker.Domain.Meetings.MeetingStatus.Concluded);
        _room.Says("russia", "truce", Stance.Rejects);
        _room.Follow();
        _room.TakeDown(secret);
        Assert.Empty(_room.Conditions());
        var told = _room.Log.Records.Where(record => record.Cause is not null).ToList();
        Assert.Equal([6L], told.Where(record => record.Kind == "position.changed").Select(record => record.Cause));
        Assert.DoesNotContain("CANARY", string.Concat(told.Select(record => Encoding.UTF8.GetString(record.Body.Span))), StringComparison.Ordinal);
    }

    [Fact]
    public void Reactions_say_whose_words_they_repeat()
    {
        _room.Says("russia", "truce", Stance.Supports);
        _room.Says("russia", "truce", Stance.Conditional, If("paid"));
        _room.Says("russia", "truce", Stance.Rejects);
        _room.Follow();
        Assert.Equal(
            ["position.changed ", "position.changed s2", "condition.opened s2", "position.changed s2", "condition.resolved "],
            _room.Follower.Pending.Where(reaction => reaction.Entity[..4] != "link").Select(reaction => $"{reaction.Kind} {string.Join(' ', reaction.Words)}"));
    }

    [Fact]
    public void What_another_writes_of_the_cell_afterwards_is_taken_back()
    {
        _room.Says("russia", "truce", Stance.Conditional, If("paid"));
        var secret = _room.Post(Newsroom.Says("russia", new PositionTaken { Topic = "truce" }) with { SaidAt = "2025-05-01" });
        var late = new Activation(_room.Log);
        late.Follow();
        _room.TakeDown(secret);
        _room.Follow();
        Assert.True(late.Write());
        Assert.Equal([ConditionState.Lapsed, ConditionState.Open], _room.Conditions().Select(one => one.State));
        Assert.Empty(_room.Follower.Takedowns);
    }

    [Fact]
    public void No_digest_of_the_words_is_left_in_the_state()
    {
        var secret = _room.Says("russia", "truce", Stance.Conditional, If("CANARY"));
        _room.React();
        var digest = Assert.Single(_room.Follower.Conditions.Held["position/russia/truce"]).Digest;
        _room.TakeDown(secret);
        _room.React();
        Assert.DoesNotContain(digest, JsonSerializer.Serialize(_room.Follower, Events.Json), StringComparison.Ordinal);
        Assert.Empty(_room.Follower.Conditions.Held);
    }
}
