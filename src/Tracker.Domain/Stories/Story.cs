namespace Tracker.Domain.Stories;

/// <summary>A running story. Its stream also has the reactions (<c>position.changed</c>), which only count its version up here; see <see cref="StoryFollowing"/>.</summary>
public sealed record Story : IEntity<Story, StoryCommand>
{
    public string Id { get; init; } = "";
    public StoryProfile Profile { get; init; } = new();
    public StoryStatus Status { get; init; }
    public int Version { get; init; }
    /// <summary>When its first record was taken.</summary>
    public DateTimeOffset RecordedAt { get; init; }
    public Life Life { get; init; } = new();

    public static Story Initial { get; } = new();

    public static int FoldVersion => 1;

    public static Decision Decide(Story state, StoryCommand command) => (state.Version, command) switch
    {
        (0, StoryCommand.Create c) => Created(c.Id, c.Profile, c.Status, c.By),
        (0, StoryCommand.Put c) => Created(c.Id, c.Profile, c.Status ?? StoryStatus.Active, c.By),
        (_, StoryCommand.Create) => Refusals.IdTaken(Ref.Story(state.Id)),
        (_, StoryCommand.Put c) => Revised(state, c),
        _ => throw new InvalidOperationException($"Unhandled {command.GetType().Name}."),
    };

    public static Story Evolve(Story state, Record record)
    {
        if (!Stream.Owns(state.Version, Ref.Story(state.Id), "story.created", record))
            return state with { Life = state.Life.With(record, Ref.Story(state.Id)) };
        var next = state with
        {
            Id = Ref.IdOf(record.Entity),
            Version = record.Version,
            RecordedAt = state.Version == 0 ? record.At : state.RecordedAt,
            Life = state.Life.With(record, record.Entity),
        };
        return record.Event switch
        {
            StoryCreated e => next with { Profile = e.Story, Status = e.Status },
            StoryRevised e => next with { Profile = e.Story },
            StoryStatusChanged e => next with { Status = e.To },
            null or Positions.PositionChanged or RecordRedacted => next,
            _ => throw Stream.Unknown(record),
        };
    }

    static Decision Created(string id, StoryProfile profile, StoryStatus status, string? by)
    {
        if ((Rules.Id(id, "id") ?? Check(profile)) is { } refusal) return refusal;
        return Decision.Of(Touching(id, profile).With(new StoryCreated { Story = profile, Status = status, By = by }));
    }

    static Decision Revised(Story state, StoryCommand.Put c)
    {
        if (Check(c.Profile) is { } refusal) return refusal;
        List<Fact> facts = [];
        if (!Stored.Same(state.Profile, c.Profile))
            facts.Add(Touching(state.Id, state.Profile, c.Profile).With(new StoryRevised { Story = c.Profile, By = c.By }));
        if (c.Status is { } status && status != state.Status)
            facts.Add(Touching(state.Id, c.Profile).With(new StoryStatusChanged { From = state.Status, To = status, By = c.By }));
        return Decision.Of(facts);
    }

    static Refusal? Check(StoryProfile story) =>
        Rules.Required(story.Title, "title")
        ?? Rules.Ids(story.Parties, "parties")
        ?? Rules.Ids(story.ThirdParties, "thirdParties")
        ?? Rules.Zone(story.Tz, "tz");

    static Touches Touching(string id, params ReadOnlySpan<StoryProfile> profiles)
    {
        var touches = new Touches(Ref.Story(id));
        foreach (var profile in profiles)
        {
            touches.Add(profile.Parties, Ref.Actor, TouchRole.Party).Add(profile.ThirdParties, Ref.Actor, TouchRole.Party);
        }
        return touches;
    }
}
