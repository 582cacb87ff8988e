namespace Tracker.Domain.Meetings;

/// <summary>Orders to a meeting.</summary>
public abstract record MeetingCommand(string? By)
{
    /// <summary>Any initial status: a past meeting may be entered with its final one.</summary>
    public sealed record Create(string Id, MeetingProfile Profile, StatusEntry Status, IReadOnlyList<Participation> Participants, string? By) : MeetingCommand(By);

    /// <summary>Creates or revises the whole. <paramref name="Status"/> and <paramref name="Participants"/> null = as they are; a status goes by the lifecycle; participants that are not named stay.</summary>
    public sealed record Put(string Id, MeetingProfile Profile, StatusEntry? Status, IReadOnlyList<Participation>? Participants, string? By) : MeetingCommand(By);

    /// <summary>One step of the lifecycle. A step that the lifecycle lacks is refused with <c>meeting-transition</c> naming the allowed ones, unless <see cref="StatusEntry.Forced"/>, which wants a reason. The status that it has already is nothing.</summary>
    public sealed record ChangeStatus(StatusEntry To, string? By) : MeetingCommand(By);

    /// <summary>Who takes part, how; the newest entry of an actor counts. An equal entry is nothing.</summary>
    public sealed record ChangeParticipation(Participation To, string? By) : MeetingCommand(By);
}
