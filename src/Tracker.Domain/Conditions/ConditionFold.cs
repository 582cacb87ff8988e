using System.Collections.Immutable;
using Tracker.Domain.Dates;
using Tracker.Domain.Meetings;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;
using Tracker.Domain.Stories;

namespace Tracker.Domain.Conditions;

/// <summary>
/// The conditions that are made now in a story, and what they wait for: a fold of meeting and statement records (through the matrix) and of editors'
/// words. What is so now decides, so a correction that takes the deciding fact back opens the condition again. Bounded by positions and participations
/// that have conditions.
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
    public static (ConditionFold After, IReadOnlyList<Fact> Reactions) Follow(
        ConditionFold before, Record record, Matrix matrix, IReadOnlyList<PositionChanged> moves, IReadOnlyDictionary<string, IReadOnlyList<Record>> lives,
        string story, IReadOnlyList<string> parties)
    {
        if (record.Kind is "condition.opened" or "condition.resolved") return (before.Settle(record), []);
        if (moves.Count == 0 && !record.Entity.StartsWith("meeting/", StringComparison.Ordinal)) return (before, []);
        var step = new ConditionStep(before, record, matrix, story, parties);
        step.Meeting();
        foreach (var move in moves)
        {
            if (record.Kind == "record.redacted") step.Forget(move, lives);
            step.Position(move);
        }
        return (step.After, step.Decide());
    }

    /// <summary>Only an editor's word is news here: what rules say was made here.</summary>
    ConditionFold Settle(Record record)
    {
        var (state, settled) = record.Event switch
        {
            ConditionOpened { By: not null } => (ConditionState.Open, true),
            ConditionResolved { By: not null } e => (e.State, true),
            _ => (default, false),
        };
        if (!settled) return this;
        var id = Ref.IdOf(record.Entity);
        foreach (var (holder, conditions) in Held)
        {
            var at = conditions.FindIndex(condition => condition.Id == id);
            if (at >= 0) return this with { Held = Held.SetItem(holder, conditions.SetItem(at, conditions[at] with { State = state, Settled = true })) };
        }
        return this;
    }
}
