using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>A story's cells at a position, and who moved last: rows and columns by the largest cause of their cells, then by id.</summary>
sealed class MatrixRows
{
    readonly record struct CellRow(string Actor, string Topic, long Body);

    readonly Snapshot _from;
    readonly List<CellRow> _cells = [];
    readonly Dictionary<string, long> _actors = new(StringComparer.Ordinal);
    readonly Dictionary<string, long> _topics = new(StringComparer.Ordinal);

    MatrixRows(Snapshot from) => _from = from;

    public int Cells => _cells.Count;
    public int Actors => _actors.Count;
    public int Topics => _topics.Count;

    public static MatrixRows Read(Snapshot from, long story, long position)
    {
        var matrix = new MatrixRows(from);
        var ids = new Dictionary<long, string>();
        var found = new List<(long Actor, long Topic, long Cause, long Body)>();
        var rows = from.Database["SELECT actor, topic, cause, body FROM cells WHERE story = ? AND known_to > ? AND known_from <= ?"].Bind(story).Bind(position).Bind(position);
        while (rows.Step()) found.Add((rows.Int64(0), rows.Int64(1), rows.Int64(2), rows.Int64(3)));
        foreach (var (actor, topic, cause, body) in found)
        {
            var cell = new CellRow(IdOf(from, ids, actor), IdOf(from, ids, topic), body);
            matrix._cells.Add(cell);
            matrix._actors[cell.Actor] = Math.Max(cause, matrix._actors.GetValueOrDefault(cell.Actor));
            matrix._topics[cell.Topic] = Math.Max(cause, matrix._topics.GetValueOrDefault(cell.Topic));
        }
        return matrix;
    }

    public List<string> ActorsByMove(int skip, int take) => ByMove(_actors, skip, take);

    public List<string> TopicsByMove(int skip, int take) => ByMove(_topics, skip, take);

    /// <summary>Bodies of the cells of these rows and columns, by actor, then topic.</summary>
    public List<byte[]> Window(IEnumerable<string> actors, IEnumerable<string> topics)
    {
        var rows = actors.ToHashSet(StringComparer.Ordinal);
        var columns = topics.ToHashSet(StringComparer.Ordinal);
        var window = _cells.FindAll(cell => rows.Contains(cell.Actor) && columns.Contains(cell.Topic));
        window.Sort(static (a, b) => string.CompareOrdinal(a.Actor, b.Actor) is var byActor and not 0 ? byActor : string.CompareOrdinal(a.Topic, b.Topic));
        return window.ConvertAll(cell => _from.Body(cell.Body));
    }

    static List<string> ByMove(Dictionary<string, long> causes, int skip, int take) =>
        [.. causes.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Skip(skip).Take(take).Select(pair => pair.Key)];

    static string IdOf(Snapshot from, Dictionary<long, string> known, long entity)
    {
        if (known.TryGetValue(entity, out var id)) return id;
        var reference = from.RefOf(entity);
        return known[entity] = reference[(reference.IndexOf('/', StringComparison.Ordinal) + 1)..];
    }
}
