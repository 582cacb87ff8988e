using Tracker.Domain;
using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>
/// The moments at which something changed, nearest first. Known: a record that somebody made, together with what the story made of it, or a single move. Said: everything
/// of one moment. Cost: as many rows as the stops have; said, as many seeks as the story has topics, and its meetings' and acts' entries.
/// </summary>
static class StopReads
{
    // However much a story makes of one record, or of many together, this many rows are looked at for a page.
    const int Looked = 20_000;

    public static ReadOnlyMemory<byte>? Stops(Snapshot from, string epoch, string story, Moment at, bool forward, bool onlyMoves, int limit)
    {
        if (from.IdOf("story/" + story) is not { } id || DocumentReads.At(from, id, DocumentKind.Story, from.Position) is null) return null;
        var stops = at switch
        {
            Moment.Known known => Known(from, id, known.Position, forward, onlyMoves, limit),
            Moment.Said said => Said(from, id, said.Until, forward, onlyMoves, limit),
            _ => throw new InvalidOperationException($"Unhandled {at.GetType().Name}."),
        };
        return new JsonBuffer(16 * 1024).Raw("{\"story\":"u8).Plain(story).Raw(",\"clock\":"u8).Plain(at is Moment.Said ? "said" : "known").Raw(",\"cursor\":"u8).Plain(new Cursor(epoch, from.Position).ToString())
            .Raw(",\"items\":"u8).Items(stops.ConvertAll(stop => stop.Json())).Raw("}"u8).Written;
    }

    static List<Mark> Known(Snapshot from, long story, long position, bool forward, bool onlyMoves, int limit)
    {
        var stops = new List<Mark>();
        var at = position;
        while (stops.Count < limit)
        {
            var stop = onlyMoves ? MoveBeside(from, story, at, forward) : forward ? RunAfter(from, story, at) : RunBefore(from, story, at);
            if (stop is not { } found) break;
            stops.Add(found.Stop);
            at = forward ? found.Stop.Position : found.First;
        }
        return stops;
    }

    /// <summary>A move is a stop by itself: what a story makes of many records at once is walked move by move.</summary>
    static (Mark Stop, long First)? MoveBeside(Snapshot from, long story, long position, bool forward)
    {
        var row = from.Database[forward
            ? "SELECT position, at FROM changes INDEXED BY changes_moves WHERE story = ? AND position > ? AND move = 1 ORDER BY position LIMIT 1"
            : "SELECT position, at FROM changes INDEXED BY changes_moves WHERE story = ? AND position < ? AND move = 1 ORDER BY position DESC LIMIT 1"].Bind(story).Bind(position);
        if (!row.Step()) return null;
        var move = new Mark(row.Int64(1), row.Int64(0), 0, 1, 0);
        row.Reset();
        return (move, move.Position);
    }

    static (Mark Stop, long First)? RunAfter(Snapshot from, long story, long position) =>
        from.Database["SELECT position FROM changes WHERE story = ? AND position > ? ORDER BY position LIMIT 1"].Bind(story).Bind(position).Number() is { } next ? RunOf(from, story, next) : null;

    static (Mark Stop, long First)? RunBefore(Snapshot from, long story, long position)
    {
        if (FirstOfRun(from, story, position) is not { } first) return null;
        return from.Database["SELECT position FROM changes WHERE story = ? AND position < ? ORDER BY position DESC LIMIT 1"].Bind(story).Bind(first).Number() is { } last ? RunOf(from, story, last) : null;
    }

    /// <summary>Where the run begins that the last record up to this position is in.</summary>
    static long? FirstOfRun(Snapshot from, long story, long position)
    {
        var rows = from.Database["SELECT position, reaction FROM changes WHERE story = ? AND position <= ? ORDER BY position DESC LIMIT ?"].Bind(story).Bind(position).Bind(Looked);
        long? first = null;
        while (rows.Step())
        {
            first = rows.Int64(0);
            if (rows.Int64(1) != 0) continue;
            rows.Reset();
            break;
        }
        return first;
    }

    /// <summary>The run that a record of the story is in: from a record that somebody made to the last that the story made of it.</summary>
    static (Mark Stop, long First)? RunOf(Snapshot from, long story, long within)
    {
        if (FirstOfRun(from, story, within) is not { } first) return null;
        var before = Counts(from, story, first - 1);
        var last = before;
        var rows = from.Database["SELECT position, at, statements, moves, statuses, reaction FROM changes WHERE story = ? AND position >= ? ORDER BY position LIMIT ?"].Bind(story).Bind(first).Bind(Looked);
        while (rows.Step())
        {
            if (rows.Int64(0) > first && rows.Int64(5) == 0)
            {
                rows.Reset();
                break;
            }
            last = new Mark(rows.Int64(1), rows.Int64(0), rows.Int64(2), rows.Int64(3), rows.Int64(4));
        }
        return (new Mark(last.At, last.Position, last.Statements - before.Statements, last.Moves - before.Moves, last.Statuses - before.Statuses), first);
    }

    static Mark Counts(Snapshot from, long story, long upTo)
    {
        var row = from.Database["SELECT at, position, statements, moves, statuses FROM changes WHERE story = ? AND position <= ? ORDER BY position DESC LIMIT 1"].Bind(story).Bind(upTo);
        if (!row.Step()) return default;
        var counts = new Mark(row.Int64(0), row.Int64(1), row.Int64(2), row.Int64(3), row.Int64(4));
        row.Reset();
        return counts;
    }

    static List<Mark> Said(Snapshot from, long story, long until, bool forward, bool onlyMoves, int limit)
    {
        var found = new SortedDictionary<long, Mark>(forward ? Comparer<long>.Default : Comparer<long>.Create(static (a, b) => b.CompareTo(a)));
        void Add(long at, long statements, long moves, long statuses) =>
            found[at] = found.GetValueOrDefault(at) is var known ? new Mark(at, 0, known.Statements + statements, known.Moves + moves, known.Statuses + statuses) : default;
        // A moment that one of the lists does not reach is left out, not told in part.
        var reach = forward ? long.MaxValue : long.MinValue;
        long Nearer(long a, long b) => forward ? Math.Min(a, b) : Math.Max(a, b);
        if (!onlyMoves)
        {
            var taken = 0;
            var statements = from.Database[forward
                ? "SELECT said, count(*) FROM entities INDEXED BY entities_said WHERE story = ? AND kind = ? AND state = 0 AND said > ? GROUP BY said ORDER BY said LIMIT ?"
                : "SELECT said, count(*) FROM entities INDEXED BY entities_said WHERE story = ? AND kind = ? AND state = 0 AND said < ? GROUP BY said ORDER BY said DESC LIMIT ?"]
                .Bind(story).Bind(DocumentKind.Statement).Bind(until).Bind(limit);
            while (statements.Step())
            {
                Add(statements.Int64(0), statements.Int64(1), 0, 0);
                if (++taken == limit) reach = Nearer(reach, statements.Int64(0));
            }
            var parts = from.Database[forward
                ? "SELECT p.said_key, sum(p.actor IS NULL) FROM entities e CROSS JOIN parts p ON p.entity = e.id WHERE e.story = ? AND e.kind IN (?, ?) AND p.said_key > ? GROUP BY p.said_key ORDER BY p.said_key LIMIT ?"
                : "SELECT p.said_key, sum(p.actor IS NULL) FROM entities e CROSS JOIN parts p ON p.entity = e.id WHERE e.story = ? AND e.kind IN (?, ?) AND p.said_key < ? GROUP BY p.said_key ORDER BY p.said_key DESC LIMIT ?"]
                .Bind(story).Bind(DocumentKind.Meeting).Bind(DocumentKind.Act).Bind(until).Bind(limit);
            taken = 0;
            while (parts.Step())
            {
                Add(parts.Int64(0), 0, 0, parts.Int64(1));
                if (++taken == limit) reach = Nearer(reach, parts.Int64(0));
            }
        }
        foreach (var topic in Topics(from, story))
        {
            var moves = Moves(from, story, topic, until, forward, limit, out var end);
            foreach (var at in moves) Add(at, 0, 1, 0);
            reach = Nearer(reach, end);
        }
        return [.. found.Values.Where(mark => forward ? mark.At <= reach : mark.At >= reach).Where(mark => !onlyMoves || mark.Moves > 0).Take(limit)];
    }

    static List<long> Topics(Snapshot from, long story)
    {
        var topics = new List<long>();
        var rows = from.Database["SELECT entity FROM axis WHERE story = ? AND side = ?"].Bind(story).Bind(TurnRows.Topics);
        while (rows.Step()) topics.Add(rows.Int64(0));
        return topics;
    }

    /// <summary>When positions on a topic became others, in said order, as far as <paramref name="end"/>.</summary>
    static List<long> Moves(Snapshot from, long story, long topic, long until, bool forward, int limit, out long end)
    {
        end = forward ? long.MaxValue : long.MinValue;
        var rows = from.Database[forward
            ? "SELECT actor, said_key, position, held FROM evidence INDEXED BY evidence_of_topic WHERE story = ? AND topic = ? AND said_key > ? AND known_to = ? AND historical = 0 ORDER BY said_key LIMIT ?"
            : "SELECT actor, said_key, position, held FROM evidence INDEXED BY evidence_of_topic WHERE story = ? AND topic = ? AND said_key < ? AND known_to = ? AND historical = 0 ORDER BY said_key DESC LIMIT ?"]
            .Bind(story).Bind(topic).Bind(until).Bind(IndexStore.Forever).Bind(limit * 4L);
        var taken = new List<(long Actor, long Said, long Position, long Held)>();
        while (rows.Step()) taken.Add((rows.Int64(0), rows.Int64(1), rows.Int64(2), rows.Int64(3)));
        // The last of a full page may have brothers of the same moment beyond it. A page of one moment is told all the same, or nobody would get past it.
        if (taken.Count == limit * 4) end = taken[^1].Said + (taken[0].Said == taken[^1].Said ? 0 : forward ? -1 : 1);
        var moves = new List<long>();
        foreach (var (actor, at, position, held) in taken)
        {
            var before = from.Database["SELECT held FROM evidence WHERE story = ? AND actor = ? AND topic = ? AND (said_key < ? OR (said_key = ? AND position < ?)) AND known_to = ? AND historical = 0 ORDER BY said_key DESC, position DESC LIMIT 1"]
                .Bind(story).Bind(actor).Bind(topic).Bind(at).Bind(at).Bind(position).Bind(IndexStore.Forever).Number();
            if (before != held) moves.Add(at);
        }
        return moves;
    }
}
