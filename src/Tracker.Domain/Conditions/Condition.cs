namespace Tracker.Domain.Conditions;

/// <summary>What was made to depend on what, and what became of it. Opened and resolved by the story's rules; an editor's word goes before theirs.</summary>
public sealed record Condition : IEntity<Condition, ConditionCommand>
{
    public string Id { get; init; } = "";
    public ConditionOpened Opened { get; init; } = new();
    public ConditionState State { get; init; }
    /// <summary>How it came to its state; null while it is open.</summary>
    public ConditionResolved? Resolution { get; init; }
    /// <summary>An editor has decided: what rules find afterwards does not count.</summary>
    public bool Settled { get; init; }
    /// <summary>Its words were taken down.</summary>
    public bool Redacted { get; init; }
    public int Version { get; init; }
    /// <summary>When its first record was taken.</summary>
    public DateTimeOffset RecordedAt { get; init; }
    public IReadOnlyList<Touch> Touched { get; init; } = [];

    public static Condition Initial { get; } = new();

    public static int FoldVersion => 1;

    public static Decision Decide(Condition state, ConditionCommand command) => (state.Version, command) switch
    {
        (0, _) => Refusals.NotFound("condition"),
        (_, ConditionCommand.Resolve c) => Resolved(state, c),
        _ => throw new InvalidOperationException($"Unhandled {command.GetType().Name}."),
    };

    public static Condition Evolve(Condition state, Record record)
    {
        if (!Stream.Owns(state.Version, Ref.Condition(state.Id), "condition.opened", record)) return state;
        var next = state with
        {
            Id = Ref.IdOf(record.Entity),
            Version = record.Version,
            RecordedAt = state.Version == 0 ? record.At : state.RecordedAt,
            Touched = new Touches(record.Entity).Add(state.Touched).Add(record.Touches).List,
        };
        if (record.Redacted) return next with { Redacted = true, Opened = state.Opened with { Text = "" } };
        return record.Event switch
        {
            // An editor's word stands: what a rule found of an earlier record, and wrote later, does not change it.
            ConditionOpened { By: null } or ConditionResolved { By: null } when state.Settled => next,
            // Opened again: its words are where they were said first.
            ConditionOpened e => next with { Opened = state.Version == 0 ? e : e with { Text = state.Opened.Text }, State = ConditionState.Open, Resolution = null, Settled = e.By is not null },
            ConditionResolved e => next with { State = e.State, Resolution = e, Settled = e.By is not null },
            RecordRedacted => next with { Redacted = true, Opened = state.Opened with { Text = "" } },
            _ => throw Stream.Unknown(record),
        };
    }

    static Decision Resolved(Condition state, ConditionCommand.Resolve c)
    {
        if (state.Redacted) return Refusals.Redacted;
        if (string.IsNullOrWhiteSpace(c.Reason)) return Refusals.ReasonNeeded("Deciding about a condition needs a reason.");
        if (Rules.References(c.Evidence, "evidence") is { } refusal) return refusal;
        if (state.Settled && state.State == c.State) return Decision.Nothing;
        var touches = new Touches(Ref.Condition(state.Id)).Add(state.Touched).Add(c.Evidence, reference => reference, TouchRole.Evidence);
        return Decision.Of(touches.With(c.State == ConditionState.Open
            ? state.Opened with { Text = "", Reason = c.Reason, By = c.By, Cause = null }
            : new ConditionResolved { State = c.State, Reason = c.Reason, Evidence = c.Evidence, By = c.By }));
    }
}
