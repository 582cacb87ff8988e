namespace Tracker.Domain.Meetings;

public sealed partial record Meeting
{
    public static Decision Decide(Meeting state, MeetingCommand command) => (state.Version, command) switch
    {
        (0, MeetingCommand.Create c) => Created(c.Id, c.Profile, c.Status, c.Participants, c.By),
        (0, MeetingCommand.Put c) => Created(c.Id, c.Profile, c.Status ?? new StatusEntry { Status = MeetingStatus.Proposed }, c.Participants ?? [], c.By),
        (0, _) => Refusals.NotFound("meeting"),
        (_, MeetingCommand.Create) => Refusals.IdTaken(Ref.Meeting(state.Id)),
        (_, MeetingCommand.Put c) => Revised(state, c),
        (_, MeetingCommand.ChangeStatus c) => Check(c.To, "") is { } refusal ? refusal : Moved(state, c.To, c.By),
        (_, MeetingCommand.ChangeParticipation c) => Check(c.To, "") is { } refusal ? refusal : Attended(state, c.To, c.By),
        _ => throw new InvalidOperationException($"Unhandled {command.GetType().Name}."),
    };

    static Decision Created(string id, MeetingProfile profile, StatusEntry status, IReadOnlyList<Participation> participants, string? by)
    {
        if ((Rules.Id(id, "id") ?? Check(id, profile) ?? Check(status, "status.") ?? Check(participants)) is { } refusal) return refusal;
        var touches = Touching(id, profile);
        foreach (var participation in participants) Touch(touches, participation);
        return Decision.Of(Touch(touches, status).With(new MeetingCreated
        {
            Meeting = profile, Status = status with { Forced = false, By = by }, Participants = participants, By = by,
        }));
    }

    static Decision Revised(Meeting state, MeetingCommand.Put c)
    {
        if ((Check(state.Id, c.Profile) ?? (c.Status is null ? null : Check(c.Status, "status.")) ?? Check(c.Participants ?? [])) is { } refusal) return refusal;
        if (c.Profile.Story != state.Profile.Story) return Refusals.StoryFixed("meeting", state.Profile.Story);
        List<Fact> facts = [];
        if (!Stored.Same(state.Profile, c.Profile))
            facts.Add(Touching(state.Id, state.Profile, c.Profile).With(new MeetingRevised { Meeting = c.Profile, By = c.By }));
        if (c.Status is not null)
        {
            var moved = Moved(state, c.Status, c.By);
            if (moved.Refusal is not null) return moved;
            facts.AddRange(moved.Facts);
        }
        foreach (var participation in c.Participants ?? []) facts.AddRange(Attended(state, participation, c.By).Facts);
        return Decision.Of(facts);
    }

    static Decision Moved(Meeting state, StatusEntry to, string? by)
    {
        if (to.Forced && string.IsNullOrWhiteSpace(to.Reason)) return Refusals.ReasonNeeded("A status that is forced needs a reason.");
        // The same status again says nothing new, unless its outcome has become known.
        var outcomeKnown = to.Status == state.Status && to.Outcome is not null && to.Outcome != state.Outcome;
        if (to.Status == state.Status && !outcomeKnown) return Decision.Nothing;
        var allowed = outcomeKnown || Lifecycle.Allows(state.Status, to.Status);
        if (!allowed && !to.Forced) return Lifecycle.Refuse(state.Status, to.Status);
        var touches = Touch(Story(state), to).Add(state.Participants.Select(one => one.Actor), Ref.Actor, TouchRole.Participant);
        return Decision.Of(touches.With(new MeetingStatusChanged { From = state.Status, To = to with { Forced = !allowed, By = by }, By = by }));
    }

    static Decision Attended(Meeting state, Participation to, string? by)
    {
        var from = state.Participants.FirstOrDefault(one => one.Actor == to.Actor);
        return from is not null && Stored.Same(from, to)
            ? Decision.Nothing
            : Decision.Of(Touch(Story(state), to).With(new MeetingParticipationChanged { From = from, To = to, By = by }));
    }

    static Refusal? Check(string id, MeetingProfile meeting) =>
        Rules.Id(meeting.Story, "story")
        ?? Rules.Required(meeting.Name, "name")
        ?? Rules.Date(meeting.Start, "start")
        ?? Rules.Date(meeting.End, "end")
        ?? Rules.Duration(meeting.Duration, "duration")
        ?? Rules.Zone(meeting.Tz, "tz")
        ?? Rules.OptionalId(meeting.Place, "place")
        ?? Rules.OptionalId(meeting.Host, "host")
        ?? Rules.OptionalId(meeting.Organizer, "organizer")
        ?? Rules.Other(meeting.Previous, id, "previous")
        ?? Rules.Other(meeting.Parent, id, "parent")
        ?? Rules.Ids(meeting.Topics, "topics");

    static Refusal? Check(StatusEntry status, string prefix) =>
        Rules.Date(status.At, prefix + "at") ?? Rules.References(status.Evidence, prefix + "evidence");

    static Refusal? Check(IReadOnlyList<Participation> participants) =>
        Rules.Each(participants, "participants", (one, at) => Check(one, at + "."))
        ?? Rules.Distinct(participants.Select(one => one.Actor), "participants");

    static Refusal? Check(Participation one, string prefix) =>
        Rules.Id(one.Actor, prefix + "actor")
        ?? Rules.Each(one.Conditions, prefix + "conditions", Rules.Condition)
        ?? Rules.Date(one.At, prefix + "at")
        ?? Rules.References(one.Evidence, prefix + "evidence");

    static Touches Touching(string id, params ReadOnlySpan<MeetingProfile> profiles)
    {
        var touches = new Touches(Ref.Meeting(id));
        foreach (var profile in profiles)
        {
            touches.Add(profile.Story, Ref.Story, TouchRole.Story)
                .Add(profile.Topics, Ref.Topic, TouchRole.Topic)
                .Add(profile.Host, Ref.Actor, TouchRole.Host)
                .Add(profile.Organizer, Ref.Actor, TouchRole.Organizer)
                .Add(profile.Place, Ref.Place, TouchRole.Place)
                .Add(profile.Parent, Ref.Meeting, TouchRole.Parent)
                .Add(profile.Previous, Ref.Meeting, TouchRole.Parent);
        }
        return touches;
    }

    static Touches Story(Meeting state) => new Touches(Ref.Meeting(state.Id)).Add(state.Profile.Story, Ref.Story, TouchRole.Story);

    static Touches Touch(Touches touches, StatusEntry status) => touches.Add(status.Evidence, reference => reference, TouchRole.Evidence);

    static Touches Touch(Touches touches, Participation one) =>
        touches.Add(one.Actor, Ref.Actor, TouchRole.Participant).Add(one.Evidence, reference => reference, TouchRole.Evidence);
}
