using System.Text.Json;
using Tracker.Domain.Statements;
using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>One cell with its moves and all its evidence; and parts of the matrix.</summary>
static class PositionReads
{
    enum Part { Move, Evidence, Historical }

    readonly record struct Found(long Position, Part Part, byte[] Json);

    /// <param name="Position">Rows known then.</param>
    /// <param name="Until">Of these only what was said until then.</param>
    readonly record struct Range(long Position, long Until)
    {
        public static Range Of(Snapshot from, Moment? at) => at switch
        {
            Moment.Known known => new Range(Math.Min(known.Position, from.Position), long.MaxValue),
            Moment.Said said => new Range(from.Position, said.Until),
            _ => new Range(from.Position, long.MaxValue),
        };
    }

    public static ReadOnlyMemory<byte>? Positions(Snapshot from, string epoch, string story, string actor, string topic, Moment? at, long? before, int limit)
    {
        var range = Range.Of(from, at);
        if (from.IdOf("story/" + story) is not { } id || DocumentReads.At(from, id, DocumentKind.Story, range.Position) is null) return null;
        var json = new JsonBuffer(8 * 1024).Raw("{\"story\":"u8).Plain(story).Raw(",\"actor\":"u8).Plain(actor).Raw(",\"topic\":"u8).Plain(topic)
            .Raw(",\"cursor\":"u8).Plain(new Cursor(epoch, range.Position).ToString());
        List<Found> found = [];
        List<byte[]> conduct = [];
        if (from.IdOf("actor/" + actor) is { } row && from.IdOf("topic/" + topic) is { } column)
        {
            var cell = at is Moment.Said said ? SaidMatrix.At(from, id, row, column, said.Until) : KnownMatrix.At(from, id, row, column, range.Position);
            if (cell is not null) json.Raw(",\"cell\":"u8).Raw(cell);
            found = Page(from, id, row, column, range, at, before ?? IndexStore.Forever, limit);
            conduct = Acts(from, id, row, column, range, at);
        }
        // One key pages all three lists: what lies before it is of all of them.
        long? next = found.Count > limit ? found[limit - 1].Position : null;
        if (next is not null) found.RemoveRange(limit, found.Count - limit);
        json.Raw(",\"moves\":"u8).Items(Of(found, Part.Move)).Raw(",\"evidence\":"u8).Items(Of(found, Part.Evidence)).Raw(",\"historical\":"u8).Items(Of(found, Part.Historical))
            .Raw(",\"conduct\":"u8).Items(conduct).Raw(",\"next\":"u8);
        return (next is { } key ? json.Number(key) : json.Raw("null"u8)).Raw("}"u8).Written;
    }

    public static ReadOnlyMemory<byte>? Matrix(Snapshot from, string epoch, string story, MatrixPart part, Moment? at)
    {
        var range = Range.Of(from, at);
        if (from.IdOf("story/" + story) is not { } id || DocumentReads.At(from, id, DocumentKind.Story, range.Position) is null) return null;
        MatrixView matrix = at is Moment.Said said ? new SaidMatrix(from, id, said.Until) : new KnownMatrix(from, id, range.Position);
        var actors = part.Actors.Count > 0 ? part.Actors : matrix.ActorsByMove(part.Offset, BoardReads.Actors);
        var topics = part.Topics.Count > 0 ? part.Topics : matrix.TopicsByMove(part.Actors.Count > 0 ? part.Offset : 0, BoardReads.Topics);
        return new JsonBuffer(64 * 1024).Raw("{\"story\":"u8).Plain(story).Raw(",\"cursor\":"u8).Plain(new Cursor(epoch, range.Position).ToString())
            .Raw(",\"actors\":"u8).Plain(actors).Raw(",\"topics\":"u8).Plain(topics).Raw(",\"cells\":"u8).Items(matrix.Window(actors, topics))
            .Raw(",\"conduct\":"u8).Items(Conduct(from, id, range))
            .Raw(",\"size\":{\"actors\":"u8).Number(matrix.Actors).Raw(",\"topics\":"u8).Number(matrix.Topics).Raw(",\"cells\":"u8).Number(matrix.Cells).Raw("}}"u8).Written;
    }

    /// <summary>Every actor and topic that has a cell, without the cells.</summary>
    public static ReadOnlyMemory<byte>? Axes(Snapshot from, string epoch, string story, Moment? at)
    {
        var range = Range.Of(from, at);
        if (from.IdOf("story/" + story) is not { } id || DocumentReads.At(from, id, DocumentKind.Story, range.Position) is null) return null;
        MatrixView matrix = at is Moment.Said said ? new SaidMatrix(from, id, said.Until) : new KnownMatrix(from, id, range.Position);
        return new JsonBuffer(8 * 1024).Raw("{\"story\":"u8).Plain(story).Raw(",\"cursor\":"u8).Plain(new Cursor(epoch, range.Position).ToString())
            .Raw(",\"actors\":"u8).Plain(matrix.ActorsByMove(0, int.MaxValue)).Raw(",\"topics\":"u8).Plain(matrix.TopicsByMove(0, int.MaxValue))
            .Raw(",\"cells\":"u8).Number(matrix.Cells).Raw("}"u8).Written;
    }

    /// <summary>All positions by conduct of the story: acts are few.</summary>
    static List<byte[]> Conduct(Snapshot from, long story, Range range)
    {
        var found = new SortedDictionary<(string Actor, string Topic, int Stance), List<string>>();
        var rows = from.Database["SELECT a.ref, t.ref, c.stance, x.ref FROM conduct c JOIN entities a ON a.id = c.actor JOIN entities t ON t.id = c.topic JOIN entities x ON x.id = c.act WHERE c.story = ? AND c.known_from <= ? AND c.known_to > ? AND c.said_key <= ? ORDER BY c.position"]
            .Bind(story).Bind(range.Position).Bind(range.Position).Bind(range.Until);
        while (rows.Step())
        {
            var key = (Domain.Ref.IdOf(rows.Text(0)), Domain.Ref.IdOf(rows.Text(1)), rows.Int32(2));
            if (!found.TryGetValue(key, out var acts)) found[key] = acts = [];
            acts.Add(rows.Text(3));
        }
        return [.. found.Select(pair => JsonSerializer.SerializeToUtf8Bytes(
            new { pair.Key.Actor, pair.Key.Topic, Stance = (Stance)pair.Key.Stance, Basis = "conduct", Evidence = pair.Value }, Domain.Events.Json))];
    }

    static List<byte[]> Acts(Snapshot from, long story, long actor, long topic, Range range, Moment? at)
    {
        var acts = new List<(long Position, long Act)>();
        var rows = from.Database["SELECT position, act FROM conduct WHERE story = ? AND actor = ? AND topic = ? AND known_from <= ? AND known_to > ? AND said_key <= ? ORDER BY position DESC LIMIT 100"]
            .Bind(story).Bind(actor).Bind(topic).Bind(range.Position).Bind(range.Position).Bind(range.Until);
        while (rows.Step()) acts.Add((rows.Int64(0), rows.Int64(1)));
        return [.. acts.Select(act => DocumentReads.Get(from, from.RefOf(act.Act), at)).OfType<Document>().Select(document => document.Body.ToArray())];
    }

    /// <summary>The newest of all three lists together, one more than asked when there are more.</summary>
    static List<Found> Page(Snapshot from, long story, long actor, long topic, Range range, Moment? at, long before, int limit)
    {
        var found = Moves(from, story, actor, topic, range, before, limit + 1);
        found.AddRange(Evidence(from, story, actor, topic, range, at, before, limit + 1, Part.Evidence));
        found.AddRange(Evidence(from, story, actor, topic, range, at, before, limit + 1, Part.Historical));
        found.Sort(static (a, b) => b.Position.CompareTo(a.Position));
        if (found.Count > limit + 1) found.RemoveRange(limit + 1, found.Count - limit - 1);
        return found;
    }

    static List<Found> Moves(Snapshot from, long story, long actor, long topic, Range range, long before, int limit)
    {
        var rows = from.Database["SELECT position, at, body FROM moves INDEXED BY moves_of WHERE story = ? AND actor = ? AND topic = ? AND position < ? AND position <= ? AND ifnull(said_key, 0) <= ? ORDER BY position DESC LIMIT ?"]
            .Bind(story).Bind(actor).Bind(topic).Bind(before).Bind(range.Position).Bind(range.Until).Bind(limit);
        var moves = new List<(long Position, long At, long Body)>();
        while (rows.Step()) moves.Add((rows.Int64(0), rows.Int64(1), rows.Int64(2)));
        return moves.ConvertAll(move => new Found(move.Position, Part.Move, new JsonBuffer(512).Raw("{\"position\":"u8).Number(move.Position)
            .Raw(",\"at\":"u8).Plain(Members.Time(DateTimeOffset.FromUnixTimeMilliseconds(move.At))).Raw(","u8).Raw(from.Body(move.Body).AsSpan(1)).Written.ToArray()));
    }

    static List<Found> Evidence(Snapshot from, long story, long actor, long topic, Range range, Moment? at, long before, int limit, Part part)
    {
        var rows = from.Database["SELECT position, statement FROM evidence INDEXED BY evidence_added WHERE story = ? AND actor = ? AND topic = ? AND position < ? AND known_from <= ? AND known_to > ? AND said_key <= ? AND historical = ? ORDER BY position DESC LIMIT ?"]
            .Bind(story).Bind(actor).Bind(topic).Bind(before).Bind(range.Position).Bind(range.Position).Bind(range.Until).Bind(part == Part.Historical ? 1 : 0).Bind(limit);
        var statements = new List<(long Position, long Statement)>();
        while (rows.Step()) statements.Add((rows.Int64(0), rows.Int64(1)));
        var found = new List<Found>(statements.Count);
        foreach (var (position, statement) in statements)
        {
            if (DocumentReads.Get(from, from.RefOf(statement), at) is { } document) found.Add(new Found(position, part, document.Body.ToArray()));
        }
        return found;
    }

    static List<byte[]> Of(List<Found> found, Part part) => [.. found.Where(one => one.Part == part).Select(one => one.Json)];
}
