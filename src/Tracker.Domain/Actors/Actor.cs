namespace Tracker.Domain.Actors;

/// <summary>Somebody or something that speaks, is spoken for, or is spoken about.</summary>
public sealed record Actor : IEntity<Actor, ActorCommand>
{
    public string Id { get; init; } = "";
    public ActorProfile Profile { get; init; } = new();
    public int Version { get; init; }
    /// <summary>When its first record was taken.</summary>
    public DateTimeOffset RecordedAt { get; init; }
    public Life Life { get; init; } = new();
    /// <summary>Actor id: it turned out to be that one; null = it is its own.</summary>
    public string? MergedInto { get; init; }

    public static Actor Initial { get; } = new();

    public static int FoldVersion => 2;

    public static Decision Decide(Actor state, ActorCommand command) => (state.Version, command) switch
    {
        (0, ActorCommand.Create c) => Created(c.Id, c.Profile, c.By),
        (0, ActorCommand.Put c) => Created(c.Id, c.Profile, c.By),
        (_, ActorCommand.Create) => Refusals.IdTaken(Ref.Actor(state.Id)),
        (_, ActorCommand.Put) when state.MergedInto is { } into => Refusals.Merged(into),
        (_, ActorCommand.Put c) => Revised(state, c.Profile, c.By),
        (0, ActorCommand.Merge) => Refusals.NotFound("actor"),
        (_, ActorCommand.Merge c) => MergedWith(state, c),
        _ => throw new InvalidOperationException($"Unhandled {command.GetType().Name}."),
    };

    public static Actor Evolve(Actor state, Record record)
    {
        if (!Stream.Owns(state.Version, Ref.Actor(state.Id), "actor.created", record))
            return Following(state, record);
        var next = state with
        {
            Id = Ref.IdOf(record.Entity),
            Version = record.Version,
            RecordedAt = state.Version == 0 ? record.At : state.RecordedAt,
            Life = state.Life.With(record, record.Entity),
        };
        return record.Event switch
        {
            ActorCreated e => next with { Profile = e.Actor },
            ActorRevised e => next with { Profile = e.Actor },
            ActorMerged e => next with { MergedInto = e.Into },
            null or RecordRedacted => next,
            _ => throw Stream.Unknown(record),
        };
    }

    static Actor Following(Actor state, Record record) => state with { Life = state.Life.With(record, Ref.Actor(state.Id)) };

    static Decision MergedWith(Actor state, ActorCommand.Merge c)
    {
        if (Rules.Other(c.Into, state.Id, "into") is { } refusal) return refusal;
        if (state.MergedInto is { } already) return already == c.Into ? Decision.Nothing : Refusals.Merged(already);
        if (c.Onward.Contains(state.Id, StringComparer.Ordinal)) return Refusals.Circle("into", "That actor was merged into this one, directly or through others.");
        if (string.IsNullOrWhiteSpace(c.Reason)) return Refusals.ReasonNeeded("Merging actors needs a reason.");
        return Decision.Of(Touching(state.Id, state.Profile).Add(c.Into, Ref.Actor, TouchRole.Merged).Add(c.Stories, Ref.Story, TouchRole.Story)
            .With(new ActorMerged { Into = c.Into, Reason = c.Reason, By = c.By }));
    }

    static Decision Created(string id, ActorProfile profile, string? by)
    {
        if ((Rules.Id(id, "id") ?? Check(id, profile)) is { } refusal) return refusal;
        return Decision.Of(Touching(id, profile).With(new ActorCreated { Actor = profile, By = by }));
    }

    static Decision Revised(Actor state, ActorProfile profile, string? by)
    {
        if (Check(state.Id, profile) is { } refusal) return refusal;
        return Stored.Same(state.Profile, profile)
            ? Decision.Nothing
            : Decision.Of(Touching(state.Id, state.Profile, profile).With(new ActorRevised { Actor = profile, By = by }));
    }

    static Refusal? Check(string id, ActorProfile actor) =>
        Rules.Required(actor.Name, "name")
        ?? Rules.Each(actor.OtherNames, "otherNames", Rules.OtherName)
        ?? Rules.Each(actor.Metonyms, "metonyms", Rules.Required)
        ?? Rules.Each(actor.Identifiers, "identifiers", Identifier)
        ?? Rules.Each(actor.Memberships, "memberships", Membership)
        ?? Rules.Other(actor.Parent, id, "parent");

    static Refusal? Identifier(Identifier identifier, string field) =>
        Rules.Required(identifier.Scheme, field + ".scheme") ?? Rules.Required(identifier.Value, field + ".value");

    static Refusal? Membership(Membership membership, string field) =>
        Rules.Id(membership.Organization, field + ".organization")
        ?? Rules.OptionalId(membership.OnBehalfOf, field + ".onBehalfOf")
        ?? Rules.Date(membership.From, field + ".from")
        ?? Rules.Date(membership.To, field + ".to");

    static Touches Touching(string id, params ReadOnlySpan<ActorProfile> profiles)
    {
        var touches = new Touches(Ref.Actor(id));
        foreach (var profile in profiles) touches.Add(profile.Parent, Ref.Actor, TouchRole.Parent);
        return touches;
    }
}
