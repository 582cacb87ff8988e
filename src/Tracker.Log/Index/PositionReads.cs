using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>One cell with its moves and all its evidence; and parts of the matrix.</summary>
static class PositionReads
{
    enum Part { Move, Evidence, Historical }

    readonly record struct Found(long Position, Part Part, byte[] Json);

    public static ReadOnlyMemory<byte>? Positions(Snapshot from, string epoch, string story, string actor, string topic, long? before, int limit)
    {
        if (from.IdOf("story/" + story) is not { } id || DocumentReads.At(from, id, from.Position) is null) return null;
        var json = new JsonBuffer(8 * 1024).Raw("{\"story\":"u8).Plain(story).Raw(",\"actor\":"u8).Plain(actor).Raw(",\"topic\":"u8).Plain(topic)
            .Raw(",\"cursor\":"u8).Plain(new Cursor(epoch, from.Position).ToString());
        List<Found> found = [];
        if (from.IdOf("actor/" + actor) is { } row && from.IdOf("topic/" + topic) is { } column)
        {
            if (Cell(from, id, row, column) is { } cell) json.Raw(",\"cell\":"u8).Raw(cell);
            found = Page(from, id, row, column, before ?? IndexStore.Forever, limit);
        }
        // One key pages all three lists: what lies before it is of all of them.
        long? next = found.Count > limit ? found[limit - 1].Position : null;
        if (next is not null) found.RemoveRange(limit, found.Count - limit);
        json.Raw(",\"moves\":"u8).Items(Of(found, Part.Move)).Raw(",\"evidence\":"u8).Items(Of(found, Part.Evidence)).Raw(",\"historical\":"u8).Items(Of(found, Part.Historical)).Raw(",\"next\":"u8);
        return (next is { } key ? json.Number(key) : json.Raw("null"u8)).Raw("}"u8).Written;
    }

    public static ReadOnlyMemory<byte>? Matrix(Snapshot from, string epoch, string story, MatrixPart part)
    {
        if (from.IdOf("story/" + story) is not { } id || DocumentReads.At(from, id, from.Position) is null) return null;
        var matrix = MatrixRows.Read(from, id, from.Position);
        var actors = part.Actors.Count > 0 ? part.Actors : matrix.ActorsByMove(part.Offset, BoardReads.Actors);
        var topics = part.Topics.Count > 0 ? part.Topics : matrix.TopicsByMove(part.Actors.Count > 0 ? part.Offset : 0, BoardReads.Topics);
        return new JsonBuffer(64 * 1024).Raw("{\"story\":"u8).Plain(story).Raw(",\"cursor\":"u8).Plain(new Cursor(epoch, from.Position).ToString())
            .Raw(",\"actors\":"u8).Plain(actors).Raw(",\"topics\":"u8).Plain(topics).Raw(",\"cells\":"u8).Items(matrix.Window(actors, topics))
            .Raw(",\"size\":{\"actors\":"u8).Number(matrix.Actors).Raw(",\"topics\":"u8).Number(matrix.Topics).Raw(",\"cells\":"u8).Number(matrix.Cells).Raw("}}"u8).Written;
    }

    static byte[]? Cell(Snapshot from, long story, long actor, long topic) =>
        from.Database["SELECT body FROM cells WHERE story = ? AND actor = ? AND topic = ? AND known_to = ? ORDER BY known_from DESC LIMIT 1"]
            .Bind(story).Bind(actor).Bind(topic).Bind(IndexStore.Forever).Number() is { } body ? from.Body(body) : null;

    /// <summary>The newest of all three lists together, one more than asked when there are more.</summary>
    static List<Found> Page(Snapshot from, long story, long actor, long topic, long before, int limit)
    {
        var found = Moves(from, story, actor, topic, before, limit + 1);
        found.AddRange(Evidence(from, story, actor, topic, before, limit + 1, Part.Evidence));
        found.AddRange(Evidence(from, story, actor, topic, before, limit + 1, Part.Historical));
        found.Sort(static (a, b) => b.Position.CompareTo(a.Position));
        if (found.Count > limit + 1) found.RemoveRange(limit + 1, found.Count - limit - 1);
        return found;
    }

    static List<Found> Moves(Snapshot from, long story, long actor, long topic, long before, int limit)
    {
        var rows = from.Database["SELECT position, at, body FROM moves WHERE story = ? AND actor = ? AND topic = ? AND position < ? ORDER BY position DESC LIMIT ?"]
            .Bind(story).Bind(actor).Bind(topic).Bind(before).Bind(limit);
        var moves = new List<(long Position, long At, long Body)>();
        while (rows.Step()) moves.Add((rows.Int64(0), rows.Int64(1), rows.Int64(2)));
        return moves.ConvertAll(move => new Found(move.Position, Part.Move, new JsonBuffer(512).Raw("{\"position\":"u8).Number(move.Position)
            .Raw(",\"at\":"u8).Plain(Members.Time(DateTimeOffset.FromUnixTimeMilliseconds(move.At))).Raw(","u8).Raw(from.Body(move.Body).AsSpan(1)).Written.ToArray()));
    }

    static List<Found> Evidence(Snapshot from, long story, long actor, long topic, long before, int limit, Part part)
    {
        var rows = from.Database["SELECT position, statement FROM evidence WHERE story = ? AND actor = ? AND topic = ? AND position < ? AND known_to = ? AND historical = ? ORDER BY position DESC LIMIT ?"]
            .Bind(story).Bind(actor).Bind(topic).Bind(before).Bind(IndexStore.Forever).Bind(part == Part.Historical ? 1 : 0).Bind(limit);
        var statements = new List<(long Position, long Statement)>();
        while (rows.Step()) statements.Add((rows.Int64(0), rows.Int64(1)));
        var found = new List<Found>(statements.Count);
        foreach (var (position, statement) in statements)
        {
            var head = StatementReads.HeadOf(from, statement, position);
            if (DocumentReads.Now(from, head.Ref, head.Id, head.Version, head.Touched) is { } document) found.Add(new Found(position, part, document.Body.ToArray()));
        }
        return found;
    }

    static List<byte[]> Of(List<Found> found, Part part) => [.. found.Where(one => one.Part == part).Select(one => one.Json)];
}
