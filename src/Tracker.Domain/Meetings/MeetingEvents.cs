using Tracker.Domain.Statements;

namespace Tracker.Domain.Meetings;

public enum MeetingStatus
{
    Proposed, Invited, Scheduled, Postponed, Rescheduled, UnderWay, Suspended, Concluded, BrokenOff, Declined, Cancelled, DidNotTakePlace, Unknown,
}

public enum MeetingOutcome { Agreement, PartialAgreement, JointStatement, FollowUpAgreed, NoVisibleProgress, Collapsed, Unknown }

public enum MeetingKind
{
    Negotiation, NegotiationSeries, Bilateral, Multilateral, SideMeetingGroup, LeadersMeeting, Summit, Sitting, Visit, Call, PressConference,
    Interview, Speech, Debate, Other,
}

public enum ParticipationRole
{
    HeadOfDelegation, Delegate, Delegation, Principal, Host, Opener, Chair, Mediator, Facilitator, Observer, Participant, Guest, Visitor,
    Organizer, Spokesperson, Interpreter,
}

public enum Attendance { Invited, Accepted, Conditional, Declined, Present, Absent, Left, Unknown }

/// <summary>iCalendar's ATTENDEE: one entry an actor, the newest counts.</summary>
public sealed record Participation
{
    /// <summary>Actor id.</summary>
    public string Actor { get; init; } = "";
    public ParticipationRole? Role { get; init; }
    public Attendance Attendance { get; init; } = Attendance.Unknown;
    public string? Rank { get; init; }
    public IReadOnlyList<ConditionText> Conditions { get; init; } = [];
    /// <summary>Where this is known from, when it is inferred.</summary>
    public string? Basis { get; init; }
    /// <summary>EDTF.</summary>
    public string? At { get; init; }
    /// <summary>Last millisecond of <see cref="At"/> in the meeting's zone, settled when it was taken in; absent with it.</summary>
    public DateTimeOffset? AtUntil { get; init; }
    /// <summary>References (<c>statement/x</c>).</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
}

public sealed record MeetingProfile
{
    /// <summary>Story id.</summary>
    public string Story { get; init; } = "";
    public string Name { get; init; } = "";
    public MeetingKind? Kind { get; init; }
    /// <summary>EDTF.</summary>
    public string? Start { get; init; }
    /// <summary>EDTF.</summary>
    public string? End { get; init; }
    /// <summary>ISO 8601 duration, with <c>&lt;</c>, <c>&gt;</c> or <c>~</c> before it when it is not exact: <c>&lt;PT2H</c>.</summary>
    public string? Duration { get; init; }
    /// <summary>IANA zone in which its dates without a zone are read. Default: the story's.</summary>
    public string? Tz { get; init; }
    /// <summary>Place id.</summary>
    public string? Place { get; init; }
    /// <summary>Actor id.</summary>
    public string? Host { get; init; }
    /// <summary>Actor id.</summary>
    public string? Organizer { get; init; }
    /// <summary>Meeting id.</summary>
    public string? Previous { get; init; }
    /// <summary>Meeting id.</summary>
    public string? Parent { get; init; }
    /// <summary>Topic ids.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];
    public string? Note { get; init; }
}

/// <summary>One step of the lifecycle, kept with what it rests on.</summary>
public sealed record StatusEntry
{
    public MeetingStatus Status { get; init; }
    /// <summary>EDTF: when it came to be so; absent when nobody said.</summary>
    public string? At { get; init; }
    /// <summary>Last millisecond of <see cref="At"/> in the meeting's zone, settled when it was taken in; absent with it.</summary>
    public DateTimeOffset? AtUntil { get; init; }
    public MeetingOutcome? Outcome { get; init; }
    public string? Reason { get; init; }
    /// <summary>References (<c>statement/x</c>).</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
    /// <summary>An editor set it against the lifecycle.</summary>
    public bool Forced { get; init; }
    public string? By { get; init; }
}

public sealed record MeetingCreated : IEvent
{
    public MeetingProfile Meeting { get; init; } = new();
    public StatusEntry Status { get; init; } = new();
    public IReadOnlyList<Participation> Participants { get; init; } = [];
    public string? By { get; init; }
}

public sealed record MeetingRevised : IEvent
{
    public MeetingProfile Meeting { get; init; } = new();
    public string? By { get; init; }
}

public sealed record MeetingStatusChanged : IEvent
{
    public MeetingStatus From { get; init; }
    public StatusEntry To { get; init; } = new();
    public string? By { get; init; }
}

public sealed record MeetingParticipationChanged : IEvent
{
    public Participation? From { get; init; }
    public Participation To { get; init; } = new();
    public string? By { get; init; }
}
