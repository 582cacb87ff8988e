using System.Collections.Immutable;
using Tracker.Domain.Meetings;
using Tracker.Domain.Positions;

namespace Tracker.Domain.Conditions;

/// <summary>What conditions ask of a meeting: its status, and who came.</summary>
public sealed record MeetingFacts
{
    public MeetingStatus Status { get; init; }

    /// <summary>By actor id, as recorded.</summary>
    public ImmutableDictionary<string, Attended> Attendance { get; init; } = ImmutableDictionary<string, Attended>.Empty;

    internal bool TookPlace => Status is MeetingStatus.UnderWay or MeetingStatus.Suspended or MeetingStatus.Concluded or MeetingStatus.BrokenOff;

    internal bool Fell => Status is MeetingStatus.Declined or MeetingStatus.Cancelled or MeetingStatus.DidNotTakePlace;

    /// <summary>Nothing that was still open about who comes will be decided any more, unless it is recorded afterwards.</summary>
    internal bool Over => Fell || Status is MeetingStatus.Concluded or MeetingStatus.BrokenOff;

    /// <summary>The newest entry of the actor, under whichever of its names it was recorded; null = none.</summary>
    internal Attendance? Of(string actor, Merges merges)
    {
        Attended? newest = null;
        foreach (var alias in merges.Aliases(merges.Canonical(actor)))
        {
            if (Attendance.TryGetValue(alias, out var one) && (newest is null || one.Position > newest.Position)) newest = one;
        }
        return newest?.Attendance;
    }
}

/// <summary>Whether somebody comes, and the position of the record that says so.</summary>
public sealed record Attended
{
    public Attendance Attendance { get; init; }
    public long Position { get; init; }
}
