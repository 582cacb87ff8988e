using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>Documents and lists of them, out of one snapshot.</summary>
static class DocumentReads
{
    public static Document? Get(Snapshot from, string entity, long? at)
    {
        var row = from.Database["SELECT id, version, touched FROM entities WHERE ref = ? AND created IS NOT NULL"].Bind(entity);
        if (!row.Step()) return null;
        var (id, version, touched) = (row.Int64(0), row.Int32(1), row.Int64(2));
        row.Reset();
        return at is { } past && past < from.Position ? Past(from, entity, id, past) : Now(from, entity, id, version, touched);
    }

    public static Document? Now(Snapshot from, string entity, long id, int version, long touched)
    {
        var body = from.Database["SELECT body FROM docs WHERE entity = ? ORDER BY known_from DESC LIMIT 1"].Bind(id).Number();
        return body is { } found ? new Document(entity, version, from.Position, touched, from.Document(found, version)) : null;
    }

    /// <summary>The stored document (without version) and the version that the entity had at a position; null = it was not there.</summary>
    public static (long Body, int Version, long KnownFrom)? At(Snapshot from, long id, long position)
    {
        var row = from.Database["SELECT body, version, known_from FROM docs WHERE entity = ? AND known_from <= ? ORDER BY known_from DESC LIMIT 1"].Bind(id).Bind(position);
        if (!row.Step()) return null;
        var (body, version, knownFrom) = (row.Int64(0), row.Int32(1), row.Int64(2));
        row.Reset();
        // A story's reactions raise its version and change nothing else of it: they are in moves.
        var reaction = from.Database["SELECT version FROM moves WHERE story = ? AND position <= ? ORDER BY position DESC LIMIT 1"].Bind(id).Bind(position).Number();
        return (body, Math.Max(version, (int)(reaction ?? 0)), knownFrom);
    }

    public static Listing List(Snapshot from, string kind, string? story, long? before, int limit)
    {
        var code = Array.IndexOf(DocumentKind.Names, kind) + 1;
        var rows = from.Database[Sql(code, story is not null)];
        if (story is not null)
        {
            if (from.IdOf("story/" + story) is not { } id) return new Listing([], null, from.Position);
            rows.Bind(id);
        }
        if (story is null || code != DocumentKind.Actor) rows.Bind(code);
        rows.Bind(before ?? IndexStore.Forever).Bind(limit + 1L);
        var heads = new List<Head>();
        while (rows.Step()) heads.Add(new Head(rows.Text(0), rows.Int64(1), rows.Int32(2), rows.Int64(3), rows.Int64(4)));
        return Page(from, heads, limit);
    }

    /// <summary>Documents for these, in their order; the last one of more than <paramref name="limit"/> only tells that there is a next page.</summary>
    public static Listing Page(Snapshot from, List<Head> heads, int limit)
    {
        var more = heads.Count > limit;
        if (more) heads.RemoveAt(limit);
        var items = new List<Document>(heads.Count);
        foreach (var head in heads)
        {
            if (Now(from, head.Ref, head.Id, head.Version, head.Touched) is { } document) items.Add(document);
        }
        return new Listing(items, more ? heads[^1].Created : null, from.Position);
    }

    static Document? Past(Snapshot from, string entity, long id, long at) =>
        At(from, id, at) is var (body, version, knownFrom) ? new Document(entity, version, at, knownFrom, from.Document(body, version)) : null;

    static string Sql(int kind, bool ofStory) => (ofStory, kind) switch
    {
        (true, DocumentKind.Actor) => "SELECT e.ref, e.id, e.version, e.touched, e.created FROM named n JOIN entities e ON e.id = n.actor WHERE n.story = ? AND e.created < ? ORDER BY e.created DESC LIMIT ?",
        (true, _) => "SELECT ref, id, version, touched, created FROM entities WHERE story = ? AND kind = ? AND created < ? ORDER BY created DESC LIMIT ?",
        _ => "SELECT ref, id, version, touched, created FROM entities WHERE kind = ? AND created < ? ORDER BY created DESC LIMIT ?",
    };
}

/// <param name="Created">Position of its first record: the paging key.</param>
readonly record struct Head(string Ref, long Id, int Version, long Touched, long Created);
