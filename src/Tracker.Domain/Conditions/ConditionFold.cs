using System.Collections.Immutable;
using Tracker.Domain.Positions;
using Tracker.Domain.Stories;

namespace Tracker.Domain.Conditions;

/// <summary>
/// The conditions that are made now in a story, and what they wait for: a fold of meeting and statement records (through the matrix), of merged actors and
/// of editors' words. What is so now decides, so a correction that takes the deciding fact back opens the condition again. Bounded by positions and
/// participations that have conditions.
/// </summary>
public sealed record ConditionFold
{
    /// <summary>By <see cref="Holder"/>, in the order in which they are made.</summary>
    public ImmutableDictionary<string, ImmutableList<HeldCondition>> Held { get; init; } = ImmutableDictionary<string, ImmutableList<HeldCondition>>.Empty;

    /// <summary>Reference that conditions are about → their holders.</summary>
    public ImmutableDictionary<string, ImmutableList<string>> Waiting { get; init; } = ImmutableDictionary<string, ImmutableList<string>>.Empty;

    /// <summary>By meeting id: the story's own meetings.</summary>
    public ImmutableDictionary<string, MeetingFacts> Meetings { get; init; } = ImmutableDictionary<string, MeetingFacts>.Empty;

    public static ConditionFold Empty { get; } = new();

    /// <summary>Takes one record in that touches the story.</summary>
    /// <param name="matrix">With the record taken in.</param>
    /// <param name="moves">What the record changed of the matrix.</param>
    /// <param name="lives">Those of the cells that a takedown touches: what the log has of their conditions.</param>
    /// <param name="story">Story id.</param>
    /// <param name="parties">Actor ids of the story's parties.</param>
    /// <param name="propose">False: the story wants no proposals.</param>
    /// <param name="takedown">When the record is one.</param>
    public static (ConditionFold After, IReadOnlyList<Reaction> Reactions) Follow(
        ConditionFold before, Record record, Matrix matrix, IReadOnlyList<PositionChanged> moves, IReadOnlyDictionary<string, IReadOnlyList<Record>> lives,
        string story, IReadOnlyList<string> parties, bool propose, Takedown? takedown = null)
    {
        if (record.Kind is "condition.opened" or "condition.resolved") return (before.Settle(record), []);
        // What rules do to links does not come here: it has a cause.
        if (record.Kind is "link.confirmed" or "link.dismissed") return (before.Linked(Ref.IdOf(record.Entity), link => link with { Decided = true }), []);
        if (moves.Count == 0 && record.Kind is not ("actor.merged" or "statement.corrected") && !record.Entity.StartsWith("meeting/", StringComparison.Ordinal)) return (before, []);
        var step = new ConditionStep(before, record, matrix, story, parties, propose);
        step.Meeting();
        foreach (var move in moves)
        {
            if (takedown is not null) step.Forget(move, takedown, lives);
            step.Position(move);
        }
        if (record.Kind == "statement.corrected") step.Corrected(moves);
        if (record.Kind == "actor.merged") step.Merged();
        // Deciding comes first: it changes what is held.
        var reactions = step.Decide();
        return (step.After, reactions);
    }

    /// <summary>What is written of a condition that the log has open and nobody makes after a takedown.</summary>
    internal static Fact Lapsed(string id, IReadOnlyList<Touch> touched, Takedown takedown) => new Touches(Ref.Condition(id)).Add(touched).With(new ConditionResolved
    {
        State = ConditionState.Lapsed, Rule = "condition.takedown", ResolvedBy = takedown.Statement, SaidKey = takedown.At, Cause = takedown.Position,
    });

    /// <summary>Whether a condition that is made now goes on resting on this link.</summary>
    internal bool Keeps(string link, string from) =>
        Held.Values.Any(conditions => conditions.Exists(condition => condition.Links.Any(one => one.Id == link) && condition.Evidence.Contains(from, StringComparer.Ordinal)));

    /// <summary>None of its links is of the statement any more, whatever became of them: what took them back may be gone with the words.</summary>
    internal ConditionFold WithoutLinksOf(string statement)
    {
        var held = Held;
        foreach (var (holder, conditions) in Held.Where(pair => pair.Value.Exists(condition => condition.Links.Any(Of))))
            held = held.SetItem(holder, [.. conditions.Select(condition => condition with { Links = [.. condition.Links.Where(link => !Of(link))] })]);
        return this with { Held = held };

        bool Of(HeldLink link) => link.Content.From == statement || link.Content.To == statement;
    }

    /// <summary>The link was taken back.</summary>
    internal ConditionFold Without(string link) => Linked(link, _ => null);

    /// <summary>Only an editor's word is news here: what rules say was made here.</summary>
    ConditionFold Settle(Record record)
    {
        var (state, settled) = record.Event switch
        {
            ConditionOpened { By: not null } => (ConditionState.Open, true),
            ConditionResolved { By: not null } e => (e.State, true),
            _ => (default, false),
        };
        var id = Ref.IdOf(record.Entity);
        return settled ? Changed(condition => condition.Id == id, condition => condition with { State = state, Settled = true }) : this;
    }

    ConditionFold Linked(string link, Func<HeldLink, HeldLink?> change) => Changed(
        condition => condition.Links.Any(one => one.Id == link),
        condition => condition with { Links = [.. condition.Links.Select(one => one.Id == link ? change(one) : one).OfType<HeldLink>()] });

    ConditionFold Changed(Predicate<HeldCondition> which, Func<HeldCondition, HeldCondition> change)
    {
        foreach (var (holder, conditions) in Held)
        {
            var at = conditions.FindIndex(which);
            if (at >= 0) return this with { Held = Held.SetItem(holder, conditions.SetItem(at, change(conditions[at]))) };
        }
        return this;
    }
}
