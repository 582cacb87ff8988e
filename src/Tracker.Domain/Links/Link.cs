namespace Tracker.Domain.Links;

/// <summary>A relation between statements that is a record of its own: who or what says so, and what an editor made of it.</summary>
public sealed record Link : IEntity<Link, LinkCommand>
{
    public string Id { get; init; } = "";
    public LinkContent Content { get; init; } = new();
    public LinkState State { get; init; }
    public string? Rule { get; init; }
    /// <summary>Who made it, confirmed it or dismissed it last; null while only a rule has spoken.</summary>
    public string? Editor { get; init; }
    public string? Reason { get; init; }
    /// <summary>Position of the record that the proposal follows from; null for an editor's link.</summary>
    public long? Cause { get; init; }
    public int Version { get; init; }
    /// <summary>When its first record was taken.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    public static Link Initial { get; } = new();

    public static int FoldVersion => 1;

    public static Decision Decide(Link state, LinkCommand command) => (state.Version, command) switch
    {
        (0, LinkCommand.Make c) => Made(c),
        (0, _) => Refusals.NotFound("link"),
        (_, LinkCommand.Make) => Refusals.IdTaken(Ref.Link(state.Id)),
        (_, LinkCommand.Confirm) when state.State == LinkState.Confirmed => Decision.Nothing,
        (_, LinkCommand.Confirm c) => Decision.Of(Touching(state.Id, state.Content).With(new LinkConfirmed { Reason = c.Reason, By = c.By })),
        (_, LinkCommand.Dismiss) when state is { State: LinkState.Dismissed, Editor: not null } => Decision.Nothing,
        (_, LinkCommand.Dismiss c) => string.IsNullOrWhiteSpace(c.Reason)
            ? Refusals.ReasonNeeded("Dismissing a link needs a reason.")
            : Decision.Of(Touching(state.Id, state.Content).With(new LinkDismissed { Reason = c.Reason, By = c.By })),
        _ => throw new InvalidOperationException($"Unhandled {command.GetType().Name}."),
    };

    public static Link Evolve(Link state, Record record)
    {
        if (!Stream.Owns(state.Version, Ref.Link(state.Id), "statement.linked", record)) return state;
        var next = state with
        {
            Id = Ref.IdOf(record.Entity),
            Version = record.Version,
            RecordedAt = state.Version == 0 ? record.At : state.RecordedAt,
        };
        return record.Event switch
        {
            StatementLinked e => next with { Content = e.Link, State = e.State, Rule = e.Rule, Editor = e.By, Cause = e.Cause },
            LinkConfirmed e => next with { State = LinkState.Confirmed, Editor = e.By, Reason = e.Reason },
            // A rule takes back only what no editor has decided about.
            LinkDismissed { Rule: not null } when state.Editor is not null => next,
            LinkDismissed e => next with { State = LinkState.Dismissed, Editor = e.By, Reason = e.Reason },
            null or RecordRedacted => next,
            _ => throw Stream.Unknown(record),
        };
    }

    /// <summary>What a record about a link touches.</summary>
    internal static Touches Touching(string id, LinkContent link) => new Touches(Ref.Link(id))
        .Add(link.Story, Ref.Story, TouchRole.Story)
        .Add(link.From, TouchRole.Link)
        .Add(link.To, TouchRole.Link)
        .Add(link.Topic, Ref.Topic, TouchRole.Link);

    static Decision Made(LinkCommand.Make c)
    {
        if ((Rules.Id(c.Id, "id") ?? Check(c.Link)) is { } refusal) return refusal;
        // The story's rules name links after positions to come: a taken name would stop them.
        if (ProposalFold.IsOfRules(c.Id)) return Refusals.Invalid("id", "Ids such as p12.1 are those of links that rules propose.");
        if (c.Link.Kind == LinkKind.Supersedes && c.Superseded.Contains(c.Link.From))
            return Refusals.Circle("to", "It supersedes this statement itself, directly or through others.");
        return Decision.Of(Touching(c.Id, c.Link).With(new StatementLinked { Link = c.Link, State = LinkState.Confirmed, By = c.By }));
    }

    static Refusal? Check(LinkContent link) =>
        Rules.Id(link.Story, "story")
        ?? Rules.Reference(link.From, "from", "statement")
        ?? (link.Kind is LinkKind.Precedes or LinkKind.ConditionMet or LinkKind.ConditionFailed
            ? Rules.Reference(link.To, "to", "statement", "meeting", "act")
            : Rules.Reference(link.To, "to", "statement"))
        ?? (link.From == link.To ? Refusals.Invalid("to", "A statement is not linked to itself.") : null)
        ?? Rules.OptionalId(link.Topic, "topic");
}
