using System.Collections.Immutable;
using Tracker.Domain.Conditions;
using Tracker.Domain.Links;
using Tracker.Domain.Positions;

namespace Tracker.Domain.Stories;

/// <summary>
/// Words that were taken down, until what that caused is in the log. It tells their cells anew, so what was still to be written of these cells is not
/// written; and what another activation had in hand when they went, and writes after it, is taken back.
/// </summary>
public sealed record Takedown
{
    public long Position { get; init; }
    /// <summary>When it was taken down.</summary>
    public DateTimeOffset At { get; init; }
    /// <summary>Reference: <c>statement/x</c>.</summary>
    public string Statement { get; init; } = "";
    /// <summary>References of all cells that the statement ever touched.</summary>
    public IReadOnlyList<string> Cells { get; init; } = [];

    internal static Takedown Of(Record record, Merges merges) => new()
    {
        Position = record.Position, At = record.At, Statement = record.Entity, Cells = Matrix.CellsOf(record, merges),
    };

    /// <summary>
    /// Those of the reactions that are still to be written. No link is proposed that was not yet: which it was depends on the words. A stream that is not
    /// begun is not gone on with either.
    /// </summary>
    internal ImmutableList<Reaction> Unsaid(ImmutableList<Reaction> pending, Merges merges)
    {
        if (pending.IsEmpty) return pending;
        HashSet<string> unbegun = [.. pending.Where(reaction => reaction.Creates && Drops(reaction)).Select(reaction => reaction.Entity)];
        return pending.RemoveAll(reaction => Drops(reaction) || unbegun.Contains(reaction.Entity));

        bool Drops(Reaction reaction) => (reaction.Creates && reaction.Kind == "statement.linked") || Concerns(reaction.Entity, reaction.Kind, reaction.Touches, merges);
    }

    /// <summary>For a reaction to an earlier record that came into the log after this: what takes it back, or null.</summary>
    internal Reaction? TakesBack(Record late, Merges merges)
    {
        if (!Concerns(late.Entity, late.Kind, late.Touches, merges)) return null;
        return late.Event switch
        {
            // Of conditions of its cells none goes on that was before it.
            ConditionOpened => Reaction.Of(Position, ConditionFold.Lapsed(Ref.IdOf(late.Entity), late.Touches, this)),
            StatementLinked { Rule: { } rule } e => Reaction.Of(Position, Link.Touching(Ref.IdOf(late.Entity), e.Link).With(new LinkDismissed { Rule = rule, Reason = "record.redacted", Cause = Position })),
            _ => null,
        };
    }

    bool Concerns(string entity, string kind, IReadOnlyList<Touch> touches, Merges merges) => Ref.KindOf(entity) switch
    {
        "link" => touches.Any(touch => touch.Entity == Statement),
        "condition" => touches.Any(touch => touch.Role == TouchRole.Cell && IsOfThese(touch.Entity, merges)),
        _ => kind == "position.changed" && IsOfThese(Matrix.CellOf(entity, touches), merges),
    };

    bool IsOfThese(string cell, Merges merges) => Cells.Contains(Matrix.Canonical(cell, merges), StringComparer.Ordinal);
}
