namespace Tracker.Domain.Meetings;

/// <summary>A meeting: announced, held or not, with who took part and how its status came to be.</summary>
public sealed partial record Meeting : IEntity<Meeting, MeetingCommand>
{
    public string Id { get; init; } = "";
    public MeetingProfile Profile { get; init; } = new();
    public MeetingStatus Status { get; init; }
    /// <summary>The newest outcome that a status entry gave.</summary>
    public MeetingOutcome? Outcome { get; init; }
    /// <summary>One entry an actor, the newest, in the order in which the actors were first named.</summary>
    public IReadOnlyList<Participation> Participants { get; init; } = [];
    /// <summary>Oldest first; as long as the lifecycle was walked.</summary>
    public IReadOnlyList<StatusEntry> StatusHistory { get; init; } = [];
    public int Version { get; init; }
    /// <summary>When its first record was taken.</summary>
    public DateTimeOffset RecordedAt { get; init; }
    public Life Life { get; init; } = new();

    public static Meeting Initial { get; } = new();

    public static int FoldVersion => 1;

    public static Meeting Evolve(Meeting state, Record record)
    {
        if (!Stream.Owns(state.Version, Ref.Meeting(state.Id), "meeting.created", record))
            return state with { Life = state.Life.With(record, Ref.Meeting(state.Id)) };
        var next = state with
        {
            Id = Ref.IdOf(record.Entity),
            Version = record.Version,
            RecordedAt = state.Version == 0 ? record.At : state.RecordedAt,
            Life = state.Life.With(record, record.Entity),
        };
        return record.Event switch
        {
            MeetingCreated e => next with
            {
                Profile = e.Meeting, Status = e.Status.Status, Outcome = e.Status.Outcome, StatusHistory = [e.Status], Participants = e.Participants,
            },
            MeetingRevised e => next with { Profile = e.Meeting },
            MeetingStatusChanged e => next with
            {
                Status = e.To.Status, Outcome = e.To.Outcome ?? state.Outcome, StatusHistory = [.. state.StatusHistory, e.To],
            },
            MeetingParticipationChanged e => next with { Participants = Placed(state.Participants, e.To) },
            null or RecordRedacted => next,
            _ => throw Stream.Unknown(record),
        };
    }

    static List<Participation> Placed(IReadOnlyList<Participation> participants, Participation entry)
    {
        List<Participation> placed = [.. participants];
        var at = placed.FindIndex(one => one.Actor == entry.Actor);
        if (at < 0) placed.Add(entry);
        else placed[at] = entry;
        return placed;
    }
}
