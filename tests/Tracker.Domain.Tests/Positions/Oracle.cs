using Tracker.Domain.Dates;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;

namespace Tracker.DomainTests.Positions;

/// <summary>The matrix made from scratch after every record, slowly and by the vocabulary's words alone.</summary>
sealed class Oracle
{
    readonly Dictionary<string, (StatementContent Content, DateTimeOffset At, long Position)> _standing = new(StringComparer.Ordinal);

    public SortedDictionary<string, Cell> Cells { get; private set; } = new(StringComparer.Ordinal);

    public List<PositionChanged> Follow(Record record)
    {
        switch (record.Event)
        {
            case StatementAdded e: _standing[record.Entity] = (e.Statement, record.At, record.Position); break;
            case StatementCorrected e: _standing[record.Entity] = _standing[record.Entity] with { Content = e.Statement }; break;
            case StatementRetracted: _standing.Remove(record.Entity); break;
            default: return [];
        }
        var before = Cells;
        Cells = new(StringComparer.Ordinal);
        List<PositionChanged> changes = [];
        foreach (var (key, evidence) in Evidence())
        {
            var (now, old) = (evidence[0], before.GetValueOrDefault(key));
            var cell = new Cell
            {
                Actor = now.Actor, Topic = now.Taken.Topic, Stance = now.Taken.Stance, Conditions = now.Taken.Conditions, Since = now.SaidAt,
                Evidence = [.. evidence.Take(10).Select(one => one.Id)], EvidenceCount = evidence.Count,
            };
            var moved = old is null || old.Stance != cell.Stance || !old.Conditions.SequenceEqual(cell.Conditions);
            var same = old is not null && !moved && old.Since == cell.Since && old.EvidenceCount == cell.EvidenceCount && old.Evidence.SequenceEqual(cell.Evidence);
            Cells[key] = cell with { Moves = (old?.Moves ?? 0) + (moved ? 1 : 0), Cause = same ? old!.Cause : record.Position };
            if (!same) changes.Add(Told(old, Cells[key], record));
        }
        changes.AddRange(before.Where(pair => !Cells.ContainsKey(pair.Key)).Select(pair => Told(pair.Value, null, record)));
        return [.. changes.OrderBy(one => $"cell/talks/{one.Actor}/{one.Topic}", StringComparer.Ordinal)];
    }

    Dictionary<string, List<(string Id, string Actor, PositionTaken Taken, string? SaidAt)>> Evidence() => (
        from entry in _standing
        where !entry.Value.Content.Historical
        from actor in entry.Value.Content.Holders
        from taken in entry.Value.Content.Positions
        orderby Said.Key(entry.Value.Content.SaidUntil, entry.Value.At) descending, entry.Value.Position descending
        group (Ref.IdOf(entry.Key), actor, taken, entry.Value.Content.SaidAt) by $"cell/talks/{actor}/{taken.Topic}").ToDictionary(group => group.Key, group => group.ToList());

    static PositionChanged Told(Cell? old, Cell? now, Record record) => new()
    {
        Actor = (now ?? old)!.Actor, Topic = (now ?? old)!.Topic, From = Held(old), To = Held(now), Cell = now, Cause = record.Position,
    };

    static Held? Held(Cell? cell) => cell is null ? null : new Held { Stance = cell.Stance, Conditions = cell.Conditions };
}
