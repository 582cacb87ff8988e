using System.Text.Json;
using Tracker.Domain;
using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>A stretch of a story's life, by where it ends.</summary>
/// <param name="At">Milliseconds since 1970, UTC.</param>
/// <param name="Position">On the clock of what was known: of its last record; else 0.</param>
readonly record struct Mark(long At, long Position, long Statements, long Moves, long Statuses)
{
    public byte[] Json()
    {
        var json = new JsonBuffer(120).Raw("{\"at\":"u8).Plain(Members.Time(DateTimeOffset.FromUnixTimeMilliseconds(At)));
        if (Position != 0) json.Raw(",\"position\":"u8).Number(Position);
        return json.Raw(",\"statements\":"u8).Number(Statements).Raw(",\"moves\":"u8).Number(Moves).Raw(",\"statuses\":"u8).Number(Statuses).Raw("}"u8).Written.ToArray();
    }
}

/// <summary>
/// A story's whole life in a few hundred stretches. Known: halved until a stretch is small, by running counts, so it costs as many rows as there are
/// stretches, however long the life. Said: by scanning what has a place in said order, the newest 100,000 of it.
/// </summary>
static class TimelineReads
{
    const int Scanned = 100_000;

    readonly record struct Row(long Position, long At, long N, long Statements, long Moves, long Statuses);

    public static ReadOnlyMemory<byte>? Timeline(Snapshot from, string epoch, string story, bool said, int marks)
    {
        if (from.IdOf("story/" + story) is not { } id || DocumentReads.At(from, id, DocumentKind.Story, from.Position) is null) return null;
        var (found, complete) = said ? Said(from, id, marks) : (Known(from, id, marks), true);
        return new JsonBuffer(64 * 1024).Raw("{\"story\":"u8).Plain(story).Raw(",\"clock\":"u8).Plain(said ? "said" : "known").Raw(",\"cursor\":"u8).Plain(new Cursor(epoch, from.Position).ToString())
            .Raw(",\"marks\":"u8).Items(found.ConvertAll(mark => mark.Json())).Raw(complete ? ",\"complete\":true}"u8 : ",\"complete\":false}"u8).Written;
    }

    static List<Mark> Known(Snapshot from, long story, int marks)
    {
        var found = new List<Mark>();
        if (RowAt(from, story, long.MaxValue) is not { } last) return found;
        Split(default, last);
        return found;

        void Split(Row a, Row b)
        {
            if (b.N - a.N > Math.Max(1, last.N / marks))
            {
                var half = a.Position + (b.Position - a.Position) / 2;
                var middle = RowAt(from, story, half) is { } before && before.Position > a.Position ? before : RowAfter(from, story, half);
                Split(a, middle);
                Split(middle, b);
                return;
            }
            found.Add(new Mark(b.At, b.Position, b.Statements - a.Statements, b.Moves - a.Moves, b.Statuses - a.Statuses));
        }
    }

    static Row? RowAt(Snapshot from, long story, long position) =>
        Read(from.Database["SELECT position, at, n, statements, moves, statuses FROM changes WHERE story = ? AND position <= ? ORDER BY position DESC LIMIT 1"].Bind(story).Bind(position));

    static Row RowAfter(Snapshot from, long story, long position) =>
        Read(from.Database["SELECT position, at, n, statements, moves, statuses FROM changes WHERE story = ? AND position > ? ORDER BY position LIMIT 1"].Bind(story).Bind(position))!.Value;

    static Row? Read(Sqlite.Statement row)
    {
        if (!row.Step()) return null;
        var read = new Row(row.Int64(0), row.Int64(1), row.Int64(2), row.Int64(3), row.Int64(4), row.Int64(5));
        row.Reset();
        return read;
    }

    static (List<Mark> Marks, bool Complete) Said(Snapshot from, long story, int marks)
    {
        var counts = new SortedDictionary<long, (long Statements, long Moves, long Statuses)>();
        var statements = from.Database["SELECT said FROM entities INDEXED BY entities_said WHERE story = ? AND kind = ? AND state = 0 AND said IS NOT NULL ORDER BY said DESC LIMIT ?"]
            .Bind(story).Bind(DocumentKind.Statement).Bind(Scanned);
        var scanned = 0;
        while (statements.Step())
        {
            scanned++;
            counts[statements.Int64(0)] = counts.GetValueOrDefault(statements.Int64(0)) is var count ? count with { Statements = count.Statements + 1 } : default;
        }
        foreach (var at in Moves(from, story)) counts[at] = counts.GetValueOrDefault(at) is var count ? count with { Moves = count.Moves + 1 } : default;
        var parts = from.Database["SELECT p.said_key, p.actor IS NULL FROM entities e CROSS JOIN parts p ON p.entity = e.id WHERE e.story = ? AND e.kind IN (?, ?)"].Bind(story).Bind(DocumentKind.Meeting).Bind(DocumentKind.Act);
        while (parts.Step()) counts[parts.Int64(0)] = counts.GetValueOrDefault(parts.Int64(0)) is var count ? count with { Statuses = count.Statuses + parts.Int64(1) } : default;

        // That somebody came or went is a moment too, though no status.
        static long Weight(long statements, long moves, long statuses) => Math.Max(1, statements + moves + statuses);
        var (found, all) = (new List<Mark>(), counts.Values.Sum(count => Weight(count.Statements, count.Moves, count.Statuses)));
        var (most, held, weight) = (all / marks, new Mark(), 0L);
        foreach (var (at, count) in counts)
        {
            held = new Mark(at, 0, held.Statements + count.Statements, held.Moves + count.Moves, held.Statuses + count.Statuses);
            weight += Weight(count.Statements, count.Moves, count.Statuses);
            if (weight <= most) continue;
            found.Add(held);
            (held, weight) = (default, 0);
        }
        if (held.At != 0) found.Add(held);
        return (found, scanned < Scanned);
    }

    /// <summary>Where a cell's position differs from the one that was said before it.</summary>
    static List<long> Moves(Snapshot from, long story)
    {
        var moves = new List<long>();
        var rows = from.Database["SELECT actor, topic, held, said_key FROM evidence WHERE story = ? AND known_to = ? AND historical = 0 ORDER BY actor, topic, said_key, position LIMIT ?"]
            .Bind(story).Bind(IndexStore.Forever).Bind(Scanned);
        var before = (Actor: 0L, Topic: 0L, Held: 0L);
        while (rows.Step())
        {
            var now = (rows.Int64(0), rows.Int64(1), rows.Int64(2));
            if (now != before) moves.Add(rows.Int64(3));
            before = now;
        }
        return moves;
    }
}
