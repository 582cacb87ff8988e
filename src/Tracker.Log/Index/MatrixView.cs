using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>A story's matrix at one moment: how large it is, whose rows and columns come first, and the cells of a part of it.</summary>
abstract class MatrixView(Snapshot from)
{
    readonly record struct Line(long Entity, long Moved, long Tie);

    readonly List<Line> _actors = [];
    readonly List<Line> _topics = [];

    public int Actors => _actors.Count;
    public int Topics => _topics.Count;
    public int Cells { get; protected set; }

    /// <summary>Ids, those that moved last first.</summary>
    public List<string> ActorsByMove(int skip, int take) => ByMove(_actors, skip, take);

    public List<string> TopicsByMove(int skip, int take) => ByMove(_topics, skip, take);

    /// <summary>The cells of these rows and columns (ids), by actor, then topic, as canonical JSON.</summary>
    public List<byte[]> Window(IReadOnlyCollection<string> actors, IReadOnlyCollection<string> topics)
    {
        var rows = Entities("actor/", actors);
        var columns = Entities("topic/", topics);
        var window = new List<byte[]>();
        foreach (var row in rows)
        {
            foreach (var column in columns)
            {
                if (Cell(row, column) is { } cell) window.Add(cell);
            }
        }
        return window;
    }

    protected abstract byte[]? Cell(long actor, long topic);

    /// <param name="moved">Its last move, the larger the later; <paramref name="tie"/> decides between equal ones.</param>
    protected void Add(long entity, int side, long moved, long tie, int cells)
    {
        (side == TurnRows.Actors ? _actors : _topics).Add(new Line(entity, moved, tie));
        Cells += cells;
    }

    /// <summary>Every actor and topic that ever had a cell.</summary>
    protected static List<(long Entity, int Side)> Axis(Snapshot from, long story)
    {
        var axis = new List<(long, int)>();
        var rows = from.Database["SELECT entity, side FROM axis WHERE story = ?"].Bind(story);
        while (rows.Step()) axis.Add((rows.Int64(0), rows.Int32(1)));
        return axis;
    }

    List<string> ByMove(List<Line> lines, int skip, int take)
    {
        lines.Sort(static (a, b) => b.Moved.CompareTo(a.Moved) is var byMove and not 0 ? byMove : b.Tie.CompareTo(a.Tie) is var byTie and not 0 ? byTie : a.Entity.CompareTo(b.Entity));
        return [.. lines.Skip(skip).Take(take).Select(line => Domain.Ref.IdOf(from.RefOf(line.Entity)))];
    }

    List<long> Entities(string kind, IReadOnlyCollection<string> ids) =>
        [.. ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(id => from.IdOf(kind + id)).OfType<long>()];
}
