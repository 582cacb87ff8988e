using Tracker.Domain.Dates;
using Tracker.Domain.Statements;

namespace Tracker.Domain.Positions;

/// <summary>A cell from the records of its life alone: what the matrix falls back on when the newest ten do not answer.</summary>
static class CellLife
{
    /// <param name="life">In log order; where several actors are one, the lives of all of them.</param>
    /// <param name="except">A statement (reference) whose words were taken down: as if it had never been, also where a body of its is still there.</param>
    internal static CellState? Read(CellKey key, Merges merges, IEnumerable<Record> life, string? except, long cause)
    {
        var order = new SortedSet<Evidence>(Evidence.NewestFirst);
        var byStatement = new Dictionary<string, Evidence>(StringComparer.Ordinal);
        var moves = 0;
        foreach (var record in life)
        {
            if (record.Entity == except || !Concerns(record)) continue;
            var before = order.Min;
            if (byStatement.Remove(record.Entity, out var old)) order.Remove(old);
            if (EvidenceIn(record, key, merges) is { } evidence)
            {
                byStatement[record.Entity] = evidence;
                order.Add(evidence);
            }
            if (order.Min is not { } now) moves = 0;
            else if (before is null || !CellState.SameHeld(before, now)) moves++;
        }
        return order.Count == 0 ? null : new CellState { Newest = [.. order.Take(CellState.Kept)], Count = order.Count, Moves = moves, Cause = cause };
    }

    /// <summary>Can this record change what a statement says of positions? (One whose body is gone cannot be read; its takedown follows.)</summary>
    internal static bool Concerns(Record record) => !record.Redacted && record.Kind switch
    {
        "statement.added" or "statement.retracted" => true,
        "statement.corrected" => Concerns((StatementCorrected)record.Event!),
        "record.redacted" => record.Entity.StartsWith("statement/", StringComparison.Ordinal),
        _ => false,
    };

    static bool Concerns(StatementCorrected corrected) => corrected.Changes.Keys.Any(Corrections.OfPositions.Contains)
        || (corrected.Changes.Keys.Any(Corrections.OfConditions.Contains) && corrected.Statement.Positions.Any(position => position.Conditions.Count > 0));

    /// <summary>The position that the statement takes on the cell after this record; null = none (any more).</summary>
    internal static Evidence? EvidenceIn(Record record, CellKey key, Merges merges) => record.Event switch
    {
        StatementAdded e => EvidenceOf(record.Entity, e.Statement, record.At, record.Position, key, merges),
        StatementCorrected e => EvidenceOf(record.Entity, e.Statement, e.RecordedAt, e.Added, key, merges),
        _ => null,
    };

    static Evidence? EvidenceOf(string entity, StatementContent statement, DateTimeOffset recordedAt, long added, CellKey key, Merges merges)
    {
        if (statement.Historical || !statement.Holders.Any(holder => merges.Canonical(holder) == key.Actor)) return null;
        var taken = statement.Positions.FirstOrDefault(position => position.Topic == key.Topic);
        return taken is null ? null : new Evidence
        {
            Statement = Ref.IdOf(entity),
            SaidKey = Said.Key(statement.SaidUntil, recordedAt),
            Position = added,
            Stance = taken.Stance,
            Conditions = taken.Conditions,
            Scope = taken.Conditions.Count == 0 ? null : new ConditionScope { Meetings = statement.About?.Meetings ?? [], To = statement.To },
            SaidAt = statement.SaidAt,
        };
    }
}
