namespace Tracker.Domain.Topics;

/// <summary>A thing that one can support or reject, in one story for ever.</summary>
public sealed record Topic : IEntity<Topic, TopicCommand>
{
    public string Id { get; init; } = "";
    public TopicProfile Profile { get; init; } = new();
    public int Version { get; init; }
    /// <summary>When its first record was taken.</summary>
    public DateTimeOffset RecordedAt { get; init; }
    public Life Life { get; init; } = new();

    public static Topic Initial { get; } = new();

    public static int FoldVersion => 1;

    public static Decision Decide(Topic state, TopicCommand command) => (state.Version, command) switch
    {
        (0, TopicCommand.Create c) => Created(c.Id, c.Profile, c.By),
        (0, TopicCommand.Put c) => Created(c.Id, c.Profile, c.By),
        (_, TopicCommand.Create) => Refusals.IdTaken(Ref.Topic(state.Id)),
        (_, TopicCommand.Put c) => Revised(state, c.Profile, c.By),
        _ => throw new InvalidOperationException($"Unhandled {command.GetType().Name}."),
    };

    public static Topic Evolve(Topic state, Record record)
    {
        if (!Stream.Owns(state.Version, Ref.Topic(state.Id), "topic.created", record))
            return state with { Life = state.Life.With(record, Ref.Topic(state.Id)) };
        var next = state with
        {
            Id = Ref.IdOf(record.Entity),
            Version = record.Version,
            RecordedAt = state.Version == 0 ? record.At : state.RecordedAt,
            Life = state.Life.With(record, record.Entity),
        };
        return record.Event switch
        {
            TopicCreated e => next with { Profile = e.Topic },
            TopicRevised e => next with { Profile = e.Topic },
            null or RecordRedacted => next,
            _ => throw Stream.Unknown(record),
        };
    }

    static Decision Created(string id, TopicProfile profile, string? by)
    {
        if ((Rules.Id(id, "id") ?? Check(id, profile)) is { } refusal) return refusal;
        return Decision.Of(Touching(id, profile).With(new TopicCreated { Topic = profile, By = by }));
    }

    static Decision Revised(Topic state, TopicProfile profile, string? by)
    {
        if (Check(state.Id, profile) is { } refusal) return refusal;
        if (profile.Story != state.Profile.Story) return Refusals.StoryFixed("topic", state.Profile.Story);
        return Stored.Same(state.Profile, profile)
            ? Decision.Nothing
            : Decision.Of(Touching(state.Id, state.Profile, profile).With(new TopicRevised { Topic = profile, By = by }));
    }

    static Refusal? Check(string id, TopicProfile topic) =>
        Rules.Id(topic.Story, "story")
        ?? Rules.Required(topic.Title, "title")
        ?? Rules.Other(topic.Parent, id, "parent")
        ?? Rules.Other(topic.Opposes, id, "opposes")
        ?? Rules.Each(topic.Formulations, "formulations", Formulation);

    static Refusal? Formulation(Formulation formulation, string field) =>
        Rules.Required(formulation.Text, field + ".text")
        ?? (formulation.By is not { } by ? null
            : by.Contains('/', StringComparison.Ordinal) ? Rules.Reference(by, field + ".by", "actor", "statement")
            : Rules.Id(by, field + ".by"));

    static Touches Touching(string id, params ReadOnlySpan<TopicProfile> profiles)
    {
        var touches = new Touches(Ref.Topic(id));
        foreach (var profile in profiles)
        {
            touches.Add(profile.Story, Ref.Story, TouchRole.Story)
                .Add(profile.Parent, Ref.Topic, TouchRole.Parent)
                .Add(profile.Opposes, Ref.Topic, TouchRole.Parent);
        }
        return touches;
    }
}
