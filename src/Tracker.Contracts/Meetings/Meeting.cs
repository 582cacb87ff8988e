using Tracker.Contracts.Statements;

namespace Tracker.Contracts.Meetings;

/// <summary>Who takes part, how. One entry an actor, the newest counts.</summary>
public record ParticipationFields
{
    /// <summary>Actor id.</summary>
    public required string Actor { get; init; }
    public ParticipationRole? Role { get; init; }
    /// <summary>Default: unknown.</summary>
    public Attendance? Attendance { get; init; }
    public string? Rank { get; init; }
    public IReadOnlyList<ConditionText>? Conditions { get; init; }
    /// <summary>Where this is known from, when it is inferred.</summary>
    public string? Basis { get; init; }
    /// <summary>EDTF.</summary>
    public string? At { get; init; }
    /// <summary>References (<c>statement/x</c>, <c>act/x</c>).</summary>
    public IReadOnlyList<string>? Evidence { get; init; }
}

/// <summary>A participation as it was taken in.</summary>
public sealed record Participation : ParticipationFields
{
    /// <summary>Last millisecond of <c>at</c> in the meeting's zone; absent with it.</summary>
    public DateTimeOffset? AtUntil { get; init; }
}

/// <summary>Body of <c>POST /api/meetings/{id}/participants</c>.</summary>
public sealed record ParticipationRequest : ParticipationFields
{
    /// <summary>Under the same id a retry answers the first receipt. Default: none.</summary>
    public string? Id { get; init; }
}

/// <summary>One step of a meeting's lifecycle, with what it rests on.</summary>
public sealed record StatusEntry
{
    public required MeetingStatus Status { get; init; }
    /// <summary>EDTF; absent when nobody said.</summary>
    public string? At { get; init; }
    /// <summary>Last millisecond of <c>at</c> in the meeting's zone; absent with it.</summary>
    public DateTimeOffset? AtUntil { get; init; }
    public MeetingOutcome? Outcome { get; init; }
    public string? Reason { get; init; }
    /// <summary>References (<c>statement/x</c>, <c>act/x</c>).</summary>
    public IReadOnlyList<string>? Evidence { get; init; }
    /// <summary>An editor set it against the lifecycle.</summary>
    public bool? Forced { get; init; }
    public string? By { get; init; }
}

/// <summary>A meeting's own fields, without status and people.</summary>
public record MeetingFields
{
    /// <summary>Story id; fixed once created.</summary>
    public required string Story { get; init; }
    public required string Name { get; init; }
    public MeetingKind? Kind { get; init; }
    /// <summary>EDTF.</summary>
    public string? Start { get; init; }
    /// <summary>EDTF.</summary>
    public string? End { get; init; }
    /// <summary>ISO 8601 duration, with <c>&lt;</c>, <c>&gt;</c> or <c>~</c> before it when it is not exact: <c>&lt;PT2H</c>.</summary>
    public string? Duration { get; init; }
    /// <summary>IANA zone. Default: the story's.</summary>
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
    public IReadOnlyList<string>? Topics { get; init; }
    public string? Note { get; init; }
}

/// <summary>Body of <c>POST /api/meetings</c> and <c>PUT /api/meetings/{id}</c>.</summary>
public sealed record MeetingRequest : MeetingFields
{
    public string? Id { get; init; }
    /// <summary>Any for a new meeting (default: proposed); on PUT by the lifecycle, absent = unchanged.</summary>
    public MeetingStatus? Status { get; init; }
    /// <summary>EDTF: when it came to be so.</summary>
    public string? At { get; init; }
    public MeetingOutcome? Outcome { get; init; }
    public string? Reason { get; init; }
    /// <summary>References (<c>statement/x</c>, <c>act/x</c>) that the status rests on.</summary>
    public IReadOnlyList<string>? Evidence { get; init; }
    /// <summary>On PUT: those named are set, the others stay.</summary>
    public IReadOnlyList<ParticipationFields>? Participants { get; init; }
}

/// <summary>Body of <c>POST /api/meetings/{id}/status</c>.</summary>
public sealed record StatusRequest
{
    public string? Id { get; init; }
    public required MeetingStatus Status { get; init; }
    /// <summary>EDTF; absent when nobody said.</summary>
    public string? At { get; init; }
    public MeetingOutcome? Outcome { get; init; }
    public string? Reason { get; init; }
    /// <summary>References (<c>statement/x</c>, <c>act/x</c>).</summary>
    public IReadOnlyList<string>? Evidence { get; init; }
    /// <summary>Against the lifecycle: scope <c>edit</c> and a reason. Default: false.</summary>
    public bool? Force { get; init; }
}

public sealed record MeetingDocument : MeetingFields
{
    public required string Id { get; init; }
    public required MeetingStatus Status { get; init; }
    public MeetingOutcome? Outcome { get; init; }
    public IReadOnlyList<Participation>? Participants { get; init; }
    public IReadOnlyList<StatusEntry>? StatusHistory { get; init; }
    public required int Version { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public string? Cursor { get; init; }
}
