using Tracker.Domain.Conditions;
using Tracker.Domain.Meetings;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;
using Tracker.DomainTests.Positions;

namespace Tracker.DomainTests.Conditions;

/// <summary>The conditions of a story made from scratch, by the vocabulary's words alone: who makes which now, and what is so of them.</summary>
sealed class ConditionOracle
{
    readonly Newsroom _room;
    readonly IReadOnlyList<Cell> _cells;
    readonly Dictionary<string, Meeting> _meetings;
    readonly List<(string Meeting, Participation One)> _entries;

    ConditionOracle(Newsroom room)
    {
        (_room, _cells) = (room, room.Cells());
        _meetings = room.Log.Records.Where(record => record.Kind == "meeting.created").ToDictionary(record => Ref.IdOf(record.Entity), record => room.Log.Load<Meeting, MeetingCommand>(record.Entity));
        _entries =
        [
            .. room.Log.Records.SelectMany(record => record.Event switch
            {
                MeetingCreated e => e.Participants.Select(one => (Ref.IdOf(record.Entity), one)),
                MeetingParticipationChanged e => [(Ref.IdOf(record.Entity), e.To)],
                _ => [],
            }),
        ];
    }

    /// <summary>What the log says of every condition that is made now, and is not an editor's to say, is what is so; what nobody makes is open nowhere.</summary>
    public static void Agrees(Newsroom room)
    {
        room.React();
        var oracle = new ConditionOracle(room);
        List<(string Holder, string? About, ConditionState State)> expected = [.. oracle.Made().Select(one => (Holder(one.Of), one.Condition.About, oracle.State(one.Of, one.Condition, one.Statement)))];
        var known = room.Conditions().ToDictionary(condition => condition.Id);
        var held = room.Follower.Conditions.Held.SelectMany(pair => pair.Value.Select(one => (Holder: pair.Key, one.About, Known: known[one.Id]))).ToList();
        Assert.Equal(expected.Select(one => (one.Holder, one.About)).Order(), held.Select(one => (one.Holder, one.About)).Order());
        Assert.All(held.Where(one => !one.Known.Settled), one => Assert.True(expected.Contains((one.Holder, one.About, one.Known.State)), $"{one.Holder} {one.About} is {one.Known.State} in the log, and: {string.Join("; ", expected)}"));
        Assert.All(known.Values.Where(condition => condition is { State: ConditionState.Open, Settled: false }), condition => Assert.Contains(held, one => one.Known.Id == condition.Id));
    }

    static string Holder(ConditionOf of) => of.Meeting is { } meeting ? $"participation/{meeting}/{of.Actor}" : $"position/{of.Actor}/{of.Topic}";

    IEnumerable<(ConditionOf Of, ConditionText Condition, StatementContent? Statement)> Made()
    {
        foreach (var cell in _cells)
        {
            var statement = _room.Log.Load<Statement, StatementCommand>("statement/" + cell.Evidence[0]).Content;
            foreach (var condition in cell.Conditions.Distinct()) yield return (new ConditionOf { Actor = cell.Actor, Topic = cell.Topic }, condition, statement);
        }
        foreach (var (id, meeting) in _meetings)
        {
            foreach (var one in meeting.Participants)
            {
                foreach (var condition in one.Conditions.Distinct()) yield return (new ConditionOf { Actor = one.Actor, Meeting = id }, condition, null);
            }
        }
    }

    ConditionState State(ConditionOf of, ConditionText condition, StatementContent? statement)
    {
        var id = condition.About is { } about ? Ref.IdOf(about) : "";
        bool? so = condition.About is null ? null : Ref.KindOf(condition.About) switch
        {
            "meeting" => Happened(id),
            "actor" => Comes(id, of.Meeting is { } own ? [own] : statement!.About?.Meetings ?? []),
            _ => Accepted(id, of.Actor, statement?.To ?? []),
        };
        return so is { } known ? known ? ConditionState.Met : ConditionState.Failed
            : of.Meeting is { } meeting && (Happened(meeting) == false || _meetings[meeting].Status is MeetingStatus.Concluded or MeetingStatus.BrokenOff) ? ConditionState.Lapsed
            : ConditionState.Open;
    }

    bool? Happened(string meeting) => _meetings[meeting].Status switch
    {
        MeetingStatus.UnderWay or MeetingStatus.Suspended or MeetingStatus.Concluded or MeetingStatus.BrokenOff => true,
        MeetingStatus.Declined or MeetingStatus.Cancelled or MeetingStatus.DidNotTakePlace => false,
        _ => null,
    };

    bool? Comes(string actor, IReadOnlyList<string> meetings)
    {
        var said = meetings.Select(meeting => _entries.Where(entry => entry.Meeting == meeting && Canonical(entry.One.Actor) == Canonical(actor)).Select(entry => (Attendance?)entry.One.Attendance).LastOrDefault()).ToList();
        if (said.Any(one => one is Attendance.Present or Attendance.Left)) return true;
        return said.Count > 0 && said.TrueForAll(one => one is Attendance.Absent or Attendance.Declined) ? false : null;
    }

    bool? Accepted(string topic, string holder, IReadOnlyList<string> to)
    {
        var sides = Sides(to);
        if (sides.Count == 0) sides = Sides(["a1", "a2"]);
        if (sides.Contains(-1)) return false;
        return sides.Count > 0 && sides.TrueForAll(side => side == 1) ? true : null;

        List<int> Sides(IReadOnlyList<string> actors) =>
        [
            .. actors.Select(Canonical).Distinct().Where(actor => actor != Canonical(holder)).Select(actor => _cells.SingleOrDefault(cell => cell.Actor == actor && cell.Topic == topic)).OfType<Cell>()
                .Select(cell => cell.Stance switch { Stance.Demands or Stance.Proposes or Stance.Supports => 1, Stance.Opposes or Stance.Rejects => -1, _ => 0 }),
        ];
    }

    string Canonical(string actor) => _room.Log.Load<Domain.Actors.Actor, Domain.Actors.ActorCommand>("actor/" + actor).MergedInto is { } into ? Canonical(into) : actor;
}
