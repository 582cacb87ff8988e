using Tracker.Domain.Statements;

namespace Tracker.Domain.Acts;

/// <summary>A decision, a measure, a piece of conduct. It has no grain: whoever changes it loads its few records and appends on its version.</summary>
public sealed record Act : IEntity<Act, ActCommand>
{
    public string Id { get; init; } = "";
    public ActProfile Profile { get; init; } = new();
    public ActState State { get; init; } = ActState.Unknown;
    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ActStateEntry> StateHistory { get; init; } = [];
    public int Version { get; init; }
    /// <summary>When its first record was taken.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    public static Act Initial { get; } = new();

    public static int FoldVersion => 1;

    /// <summary>Whether what it implies still holds of those who did it.</summary>
    public static bool Speaks(ActState state) => state is not (ActState.Withdrawn or ActState.Failed);

    public static Decision Decide(Act state, ActCommand command) => (state.Version, command) switch
    {
        (0, ActCommand.Create c) => Created(c.Id, c.Profile, c.State, c.By),
        (0, ActCommand.Put c) => Created(c.Id, c.Profile, c.State ?? new ActStateEntry(), c.By),
        (0, _) => Refusals.NotFound("act"),
        (_, ActCommand.Create) => Refusals.IdTaken(Ref.Act(state.Id)),
        (_, ActCommand.Put c) => Revised(state, c),
        (_, ActCommand.ChangeState c) => Check(c.To, "") is { } refusal ? refusal : Moved(state, c.To, c.By),
        _ => throw new InvalidOperationException($"Unhandled {command.GetType().Name}."),
    };

    public static Act Evolve(Act state, Record record)
    {
        if (!Stream.Owns(state.Version, Ref.Act(state.Id), "act.added", record)) return state;
        var next = state with
        {
            Id = Ref.IdOf(record.Entity),
            Version = record.Version,
            RecordedAt = state.Version == 0 ? record.At : state.RecordedAt,
        };
        return record.Event switch
        {
            ActAdded e => next with { Profile = e.Act, State = e.State.State, StateHistory = [e.State] },
            ActRevised e => next with { Profile = e.Act },
            ActStateChanged e => next with { State = e.To.State, StateHistory = [.. state.StateHistory, e.To] },
            null or RecordRedacted => next,
            _ => throw Stream.Unknown(record),
        };
    }

    static Decision Created(string id, ActProfile profile, ActStateEntry entry, string? by)
    {
        if ((Rules.Id(id, "id") ?? Check(profile) ?? Check(entry, "state.")) is { } refusal) return refusal;
        return Decision.Of(Touching(id, profile).Add(entry.Evidence, reference => reference, TouchRole.Evidence)
            .With(new ActAdded { Act = profile, State = entry with { By = by }, By = by }));
    }

    static Decision Revised(Act state, ActCommand.Put c)
    {
        if ((Check(c.Profile) ?? (c.State is null ? null : Check(c.State, "state."))) is { } refusal) return refusal;
        if (c.Profile.Story != state.Profile.Story) return Refusals.StoryFixed("act", state.Profile.Story);
        List<Fact> facts = [];
        if (!Stored.Same(state.Profile, c.Profile))
            facts.Add(Touching(state.Id, state.Profile, c.Profile).With(new ActRevised { Act = c.Profile, By = c.By }));
        if (c.State is not null) facts.AddRange(Moved(state with { Profile = c.Profile }, c.State, c.By).Facts);
        return Decision.Of(facts);
    }

    static Decision Moved(Act state, ActStateEntry to, string? by) =>
        to.State == state.State
            ? Decision.Nothing
            : Decision.Of(Touching(state.Id, state.Profile).Add(to.Evidence, reference => reference, TouchRole.Evidence)
                .With(new ActStateChanged { From = state.State, To = to with { By = by }, By = by }));

    static Refusal? Check(ActProfile act) =>
        Rules.Id(act.Story, "story")
        ?? Rules.Words(act.Text, "text")
        ?? (act.Actors.Count == 0 ? Refusals.Invalid("actors", "An act has at least one actor.") : null)
        ?? Rules.Ids(act.Actors, "actors")
        ?? Rules.Ids(act.Targets, "targets")
        ?? Rules.Ids(act.Topics, "topics")
        ?? Rules.Ids(act.Meetings, "meetings")
        ?? Rules.Date(act.At, "at")
        ?? Rules.Each(act.Positions, "positions", (position, field) => Position(act, position, field))
        ?? Rules.Distinct(act.Positions.Select(position => $"{position.Actor} on {position.Topic}"), "positions")
        ?? Rules.References(act.Evidence, "evidence")
        ?? Rules.Each(act.Sources, "sources", (source, at) => StatementRules.Source(source, at + "."));

    static Refusal? Check(ActStateEntry entry, string prefix) => Rules.Date(entry.At, prefix + "at") ?? Rules.References(entry.Evidence, prefix + "evidence");

    // Conduct is one's own: what an act says of its targets is not their position.
    static Refusal? Position(ActProfile act, PositionByConduct position, string field) =>
        Rules.Id(position.Topic, field + ".topic")
        ?? (act.Actors.Contains(position.Actor, StringComparer.Ordinal) ? null : Refusals.Invalid(field + ".actor", "By conduct only those who act take a position: one of actors."));

    static Touches Touching(string id, params ReadOnlySpan<ActProfile> profiles)
    {
        var touches = new Touches(Ref.Act(id));
        foreach (var profile in profiles)
        {
            touches.Add(profile.Story, Ref.Story, TouchRole.Story)
                .Add(profile.Actors, Ref.Actor, TouchRole.Agent)
                .Add(profile.Targets, Ref.Actor, TouchRole.Target)
                .Add(profile.Meetings, Ref.Meeting, TouchRole.AboutMeeting)
                .Add(profile.Topics, Ref.Topic, TouchRole.Topic)
                .Add(profile.Positions.Select(position => position.Topic), Ref.Topic, TouchRole.Topic)
                .Add(profile.Evidence, reference => reference, TouchRole.Evidence);
        }
        return touches;
    }
}
