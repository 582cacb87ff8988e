using static Tracker.Domain.Meetings.MeetingStatus;

namespace Tracker.Domain.Meetings;

/// <summary>Which status may follow which (the vocabulary's table). A meeting may begin in any.</summary>
public static class Lifecycle
{
    static readonly MeetingStatus[] Any = Enum.GetValues<MeetingStatus>();

    /// <summary>The statuses that may follow, in the order of the vocabulary; empty for a final one.</summary>
    public static IReadOnlyList<MeetingStatus> After(MeetingStatus status) => status switch
    {
        Proposed => [Invited, Scheduled, UnderWay, Declined, Cancelled, DidNotTakePlace],
        Invited => [Scheduled, Declined, Cancelled, DidNotTakePlace],
        Scheduled => [UnderWay, Postponed, Rescheduled, Declined, Cancelled, DidNotTakePlace],
        Postponed => [Scheduled, Rescheduled, UnderWay, Cancelled],
        Rescheduled => [Scheduled, Postponed, UnderWay, Cancelled],
        UnderWay => [Suspended, Concluded, BrokenOff],
        Suspended => [UnderWay, Concluded, BrokenOff],
        Declined => [Proposed, Invited],
        MeetingStatus.Unknown => [.. Any.Where(status => status != MeetingStatus.Unknown)],
        Concluded or BrokenOff or Cancelled or DidNotTakePlace => [],
        _ => throw new InvalidOperationException($"Unhandled {status}."),
    };

    public static bool Allows(MeetingStatus from, MeetingStatus to) => After(from).Contains(to);

    internal static Refusal Refuse(MeetingStatus from, MeetingStatus to)
    {
        var allowed = After(from);
        var next = allowed.Count == 0 ? "nothing follows it" : "after it may come " + string.Join(", ", allowed.Select(Word));
        return new Refusal(Refusals.TransitionCode, $"The meeting is {Word(from)}: {next}; not {Word(to)}. An editor can force it with a reason.", "status");
    }

    static string Word(MeetingStatus status) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());
}
