using Tracker.Domain.Actors;
using Tracker.Domain.Dates;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;

namespace Tracker.DomainTests.Positions;

/// <summary>The matrix made from scratch after every record, slowly and by the vocabulary's words alone.</summary>
sealed class Oracle
{
    readonly List<Record> _history = [];
    readonly Dictionary<string, string> _into = new(StringComparer.Ordinal);
    Dictionary<string, (StatementContent Content, DateTimeOffset At, long Position)> _standing = new(StringComparer.Ordinal);

    public SortedDictionary<string, Cell> Cells { get; private set; } = new(StringComparer.Ordinal);

    public string Canonical(string actor) => _into.TryGetValue(actor, out var into) ? Canonical(into) : actor;

    public List<PositionChanged> Follow(Record record)
    {
        var before = Cells;
        if (record.Event is ActorMerged merged) return Merge(before, Ref.IdOf(record.Entity), merged.Into, record);
        if (!Take(record)) return [];
        _history.Add(record);
        Cells = After(before, record.Position);
        var keys = before.Keys.Union(Cells.Keys, StringComparer.Ordinal).Where(key => !ReferenceEquals(before.GetValueOrDefault(key), Cells.GetValueOrDefault(key)));
        return [.. keys.Order(StringComparer.Ordinal).Select(key => Told(before.GetValueOrDefault(key), Cells.GetValueOrDefault(key), record))];
    }

    // As if they had always been one: everything is told again from the beginning.
    List<PositionChanged> Merge(SortedDictionary<string, Cell> before, string from, string into, Record record)
    {
        _into[from] = into;
        (_standing, Cells) = (new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        foreach (var past in _history)
        {
            Take(past);
            Cells = After(Cells, past.Position);
        }
        var topics = before.Values.Where(cell => cell.Actor == from).Select(cell => cell.Topic).ToList();
        List<string> keys = [.. topics.Select(topic => Ref.Cell("talks", from, topic)), .. topics.Select(topic => Ref.Cell("talks", Canonical(into), topic))];
        // What is not told keeps what it counted.
        foreach (var (key, known) in before.Where(pair => Cells.ContainsKey(pair.Key) && !keys.Contains(pair.Key))) Cells[key] = Cells[key] with { Cause = known.Cause, Moves = known.Moves };
        foreach (var key in keys.Where(Cells.ContainsKey)) Cells[key] = Cells[key] with { Cause = record.Position };
        return [.. keys.Order(StringComparer.Ordinal).Select(key => Told(before.GetValueOrDefault(key), Cells.GetValueOrDefault(key), record))];
    }

    bool Take(Record record)
    {
        switch (record.Event)
        {
            case StatementAdded e: _standing[record.Entity] = (e.Statement, record.At, record.Position); return true;
            case StatementCorrected e: _standing[record.Entity] = _standing[record.Entity] with { Content = e.Statement }; return true;
            case StatementRetracted: _standing.Remove(record.Entity); return true;
            default: return false;
        }
    }

    SortedDictionary<string, Cell> After(SortedDictionary<string, Cell> before, long cause)
    {
        var cells = new SortedDictionary<string, Cell>(StringComparer.Ordinal);
        foreach (var (key, evidence) in Evidence())
        {
            var (now, old) = (evidence[0], before.GetValueOrDefault(key));
            var cell = new Cell
            {
                Actor = now.Actor, Topic = now.Taken.Topic, Stance = now.Taken.Stance, Conditions = now.Taken.Conditions, Since = now.SaidAt,
                Evidence = [.. evidence.Take(10).Select(one => one.Id)], EvidenceCount = evidence.Count, Cause = cause,
            };
            var moved = old is null || old.Stance != cell.Stance || !old.Conditions.SequenceEqual(cell.Conditions);
            var same = old is not null && !moved && old.Since == cell.Since && old.EvidenceCount == cell.EvidenceCount && old.Evidence.SequenceEqual(cell.Evidence);
            cells[key] = same ? old! : cell with { Moves = (old?.Moves ?? 0) + (moved ? 1 : 0) };
        }
        return cells;
    }

    Dictionary<string, List<(string Id, string Actor, PositionTaken Taken, string? SaidAt)>> Evidence() => (
        from entry in _standing
        where !entry.Value.Content.Historical && entry.Value.Content.Duplicate is null
        from actor in entry.Value.Content.Holders.Select(Canonical).Distinct(StringComparer.Ordinal)
        from taken in entry.Value.Content.Positions
        orderby Said.Key(entry.Value.Content.SaidUntil, entry.Value.At) descending, entry.Value.Position descending
        group (Ref.IdOf(entry.Key), actor, taken, entry.Value.Content.SaidAt) by Ref.Cell("talks", actor, taken.Topic)).ToDictionary(group => group.Key, group => group.ToList());

    static PositionChanged Told(Cell? old, Cell? now, Record record) => new()
    {
        Actor = (now ?? old)!.Actor, Topic = (now ?? old)!.Topic, From = Held(old), To = Held(now), Cell = now, Cause = record.Position,
    };

    static Held? Held(Cell? cell) => cell is null ? null : new Held { Stance = cell.Stance, Conditions = cell.Conditions };
}
