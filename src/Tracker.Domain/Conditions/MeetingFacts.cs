using System.Collections.Immutable;
using Tracker.Domain.Meetings;

namespace Tracker.Domain.Conditions;

/// <summary>What conditions ask of a meeting: its status, and who came.</summary>
public sealed record MeetingFacts
{
    public MeetingStatus Status { get; init; }

    /// <summary>By actor id, as recorded.</summary>
    public ImmutableDictionary<string, Attendance> Attendance { get; init; } = ImmutableDictionary<string, Attendance>.Empty;

    internal bool TookPlace => Status is MeetingStatus.UnderWay or MeetingStatus.Suspended or MeetingStatus.Concluded or MeetingStatus.BrokenOff;

    internal bool Fell => Status is MeetingStatus.Declined or MeetingStatus.Cancelled or MeetingStatus.DidNotTakePlace;

    /// <summary>Nothing that was still open about who comes will be decided any more.</summary>
    internal bool Over => Fell || Status is MeetingStatus.Concluded or MeetingStatus.BrokenOff;
}
