using Tracker.Domain;
using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>The positions that an actor holds over all stories, or that are held on a topic, with how they came to be.</summary>
static class HeldReads
{
    const int Cells = 300, MovesOfACell = 20, Moves = 200;

    readonly record struct Place(long Story, long Actor, long Topic);

    public static ReadOnlyMemory<byte> Of(Snapshot from, string entity, Moment? at)
    {
        var (cells, moves) = (new List<byte[]>(), new List<(long Position, byte[] Json)>());
        if (from.IdOf(entity) is { } id)
        {
            foreach (var place in Places(from, entity, id))
            {
                if (cells.Count == Cells) break;
                var cell = at is Moment.Said said ? SaidMatrix.At(from, place.Story, place.Actor, place.Topic, said.Until) : KnownMatrix.At(from, place.Story, place.Actor, place.Topic, Position(from, at));
                var moved = MovesOf(from, place, at);
                if (cell is not null) cells.Add(new JsonBuffer(cell.Length + 64).Raw("{\"story\":"u8).Plain(Ref.IdOf(from.RefOf(place.Story))).Raw(",\"cell\":"u8).Raw(cell).Raw("}"u8).Written.ToArray());
                moves.AddRange(moved);
            }
        }
        moves.Sort(static (a, b) => b.Position.CompareTo(a.Position));
        return new JsonBuffer(4096).Raw("{\"positions\":"u8).Items(cells).Raw(",\"moves\":"u8).Items([.. moves.Take(Moves).Select(move => move.Json)]).Raw("}"u8).Written;
    }

    /// <summary>Every place in a matrix where there may be a cell: an actor's row in each story that names it, or a topic's column.</summary>
    static List<Place> Places(Snapshot from, string entity, long id)
    {
        var actor = Ref.KindOf(entity) == "actor";
        var stories = Ids(from, actor ? "SELECT story FROM named WHERE actor = ? ORDER BY since DESC LIMIT 100" : "SELECT story FROM entities WHERE id = ? AND story IS NOT NULL", id);
        var places = new List<Place>();
        foreach (var story in stories)
        {
            foreach (var other in Ids(from, actor ? "SELECT entity FROM axis WHERE story = ? AND side = 1" : "SELECT entity FROM axis WHERE story = ? AND side = 0", story))
                places.Add(actor ? new Place(story, id, other) : new Place(story, other, id));
        }
        return places;
    }

    static List<(long, byte[])> MovesOf(Snapshot from, Place place, Moment? at)
    {
        var rows = from.Database["SELECT position, at, body FROM moves INDEXED BY moves_of WHERE story = ? AND actor = ? AND topic = ? AND position <= ? AND ifnull(said_key, 0) <= ? AND body IS NOT NULL ORDER BY position DESC LIMIT ?"]
            .Bind(place.Story).Bind(place.Actor).Bind(place.Topic).Bind(Position(from, at)).Bind(at is Moment.Said said ? said.Until : long.MaxValue).Bind(MovesOfACell);
        var found = new List<(long Position, long At, long Body)>();
        while (rows.Step()) found.Add((rows.Int64(0), rows.Int64(1), rows.Int64(2)));
        if (found.Count == 0) return [];
        var (story, actor, topic) = (Ref.IdOf(from.RefOf(place.Story)), Ref.IdOf(from.RefOf(place.Actor)), Ref.IdOf(from.RefOf(place.Topic)));
        return found.ConvertAll(move => (move.Position, new JsonBuffer(512).Raw("{\"story\":"u8).Plain(story).Raw(",\"actor\":"u8).Plain(actor).Raw(",\"topic\":"u8).Plain(topic)
            .Raw(",\"position\":"u8).Number(move.Position).Raw(",\"at\":"u8).Plain(Members.Time(DateTimeOffset.FromUnixTimeMilliseconds(move.At)))
            .Raw(","u8).Raw(from.Body(move.Body).AsSpan(1)).Written.ToArray()));
    }

    static long Position(Snapshot from, Moment? at) => at is Moment.Known known ? Math.Min(known.Position, from.Position) : from.Position;

    static List<long> Ids(Snapshot from, string sql, long of)
    {
        var ids = new List<long>();
        var rows = from.Database[sql].Bind(of);
        while (rows.Step()) ids.Add(rows.Int64(0));
        return ids;
    }
}
