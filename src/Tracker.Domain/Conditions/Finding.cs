using Tracker.Domain.Meetings;
using Tracker.Domain.Positions;

namespace Tracker.Domain.Conditions;

/// <summary>
/// What is so now of what a condition is about; null = not decided. A meeting: met when it takes place, failed when it is declined, cancelled or did
/// not take place. An actor, of a participation: by whether that actor comes to the same meeting; of a position: by whether the actor comes to the
/// meetings that the statement is about (met by one, failed by all). A topic: by the positions of those to whom it was said, or where none of them
/// holds one, of the story's other parties: met when all that hold one are for it, failed when one is against it.
/// </summary>
readonly record struct Finding(ConditionState State, string Rule, string ResolvedBy)
{
    internal static Finding? Of(HeldCondition condition, ConditionOf of, ConditionFold fold, Matrix matrix, string story, IReadOnlyList<string> parties)
    {
        if (condition.About is not { } about) return null;
        var id = Ref.IdOf(about);
        return Ref.KindOf(about) switch
        {
            "meeting" => OfMeeting(id, fold),
            "actor" => OfActor(id, of.Meeting is { } own ? [own] : condition.Meetings, fold, matrix.Merges),
            "topic" => OfTopic(id, of.Actor, condition.To, matrix, story, parties),
            _ => null,
        };
    }

    static Finding? OfMeeting(string meeting, ConditionFold fold) => fold.Meetings.GetValueOrDefault(meeting) switch
    {
        { TookPlace: true } => new Finding(ConditionState.Met, "condition.meeting", Ref.Meeting(meeting)),
        { Fell: true } => new Finding(ConditionState.Failed, "condition.meeting", Ref.Meeting(meeting)),
        _ => null,
    };

    static Finding? OfActor(string actor, IReadOnlyList<string> meetings, ConditionFold fold, Merges merges)
    {
        var stayedAway = 0;
        foreach (var meeting in meetings)
        {
            switch (fold.Meetings.GetValueOrDefault(meeting)?.Of(actor, merges))
            {
                case Attendance.Present or Attendance.Left: return new Finding(ConditionState.Met, "condition.attendance", Ref.Meeting(meeting));
                case Attendance.Declined or Attendance.Absent: stayedAway++; break;
            }
        }
        return stayedAway > 0 && stayedAway == meetings.Count ? new Finding(ConditionState.Failed, "condition.attendance", Ref.Meeting(meetings[^1])) : null;
    }

    static Finding? OfTopic(string topic, string holder, IReadOnlyList<string> to, Matrix matrix, string story, IReadOnlyList<string> parties)
    {
        var self = matrix.Merges.Canonical(holder);
        var cells = Cells(to);
        if (cells.Count == 0) cells = Cells(parties);
        if (cells.Count == 0) return null;
        if (cells.Find(cell => Firmness.Of(cell.Newest[0].Stance) < 0) is { } against) return new Finding(ConditionState.Failed, "condition.position", Ref.Statement(against.Newest[0].Statement));
        return cells.TrueForAll(cell => Firmness.Of(cell.Newest[0].Stance) > 0)
            ? new Finding(ConditionState.Met, "condition.position", Ref.Statement(cells[^1].Newest[0].Statement))
            : null;

        List<CellState> Cells(IReadOnlyList<string> actors) =>
            [.. actors.Select(matrix.Merges.Canonical).Distinct(StringComparer.Ordinal).Where(actor => actor != self).Select(actor => matrix.At(story, actor, topic)).OfType<CellState>()];
    }
}
