using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>Single documents, out of one snapshot.</summary>
static class DocumentReads
{
    public static Document? Get(Snapshot from, string entity, Moment? at)
    {
        var row = from.Database["SELECT id, version, touched, kind FROM entities WHERE ref = ? AND created IS NOT NULL"].Bind(entity);
        if (!row.Step()) return null;
        var (id, version, touched, kind) = (row.Int64(0), row.Int32(1), row.Int64(2), row.Int32(3));
        row.Reset();
        return at switch
        {
            Moment.Known known when known.Position < from.Position => Past(from, entity, id, kind, known.Position),
            Moment.Said said => SaidDocuments.Read(from, id, kind, said.Until) is { } body ? new Document(entity, version, from.Position, touched, body) : null,
            _ => Now(from, entity, id, version, touched),
        };
    }

    public static Document? Now(Snapshot from, string entity, long id, int version, long touched)
    {
        var body = from.Database["SELECT body FROM docs WHERE entity = ? ORDER BY known_from DESC LIMIT 1"].Bind(id).Number();
        return body is { } found ? new Document(entity, version, from.Position, touched, from.Document(found, version)) : null;
    }

    /// <summary>The stored document (without version) and the version that the entity had at a position; null = it was not there.</summary>
    public static (long Body, int Version, long KnownFrom)? At(Snapshot from, long id, int kind, long position)
    {
        var row = from.Database["SELECT body, version, known_from FROM docs WHERE entity = ? AND known_from <= ? ORDER BY known_from DESC LIMIT 1"].Bind(id).Bind(position);
        if (!row.Step()) return null;
        var (body, version, knownFrom) = (row.Int64(0), row.Int32(1), row.Int64(2));
        row.Reset();
        return (body, kind == DocumentKind.Story ? OfReactions(from, id, version, position) : version, knownFrom);
    }

    /// <summary>The whole document at a position; null = it was not there.</summary>
    public static byte[]? Whole(Snapshot from, long id, int kind, long position)
    {
        // Two lookups in one statement: a board asks for a thousand.
        var row = from.Database["SELECT d.version, b.body FROM docs d JOIN bodies b ON b.id = d.body WHERE d.entity = ? AND d.known_from <= ? ORDER BY d.known_from DESC LIMIT 1"].Bind(id).Bind(position);
        if (!row.Step()) return null;
        var version = row.Int32(0);
        if (kind != DocumentKind.Story)
        {
            var whole = SnapshotRows.Whole(row.Bytes(1), version);
            row.Reset();
            return whole;
        }
        var stored = row.Bytes(1).ToArray();
        row.Reset();
        return SnapshotRows.Whole(stored, OfReactions(from, id, version, position));
    }

    // A story's reactions raise its version and change nothing else of it: they are in moves.
    static int OfReactions(Snapshot from, long story, int version, long position) =>
        Math.Max(version, (int)(from.Database["SELECT version FROM moves WHERE story = ? AND position <= ? ORDER BY position DESC LIMIT 1"].Bind(story).Bind(position).Number() ?? 0));

    static Document? Past(Snapshot from, string entity, long id, int kind, long at) =>
        At(from, id, kind, at) is var (body, version, knownFrom) ? new Document(entity, version, at, knownFrom, from.Document(body, version)) : null;
}
