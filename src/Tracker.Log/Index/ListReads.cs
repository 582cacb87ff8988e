using System.Text.Json;
using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>Lists of one kind, newest first, out of one snapshot.</summary>
static class ListReads
{
    // A past state is in the document alone: how far to look for a page of it.
    const int LookedThrough = 5_000;

    public static Listing List(Snapshot from, Listed listed, long? before, int limit)
    {
        var code = DocumentKind.CodeOf(listed.Kind + "/");
        long? story = null;
        if (listed.Story is not null && (story = from.IdOf("story/" + listed.Story)) is null) return new Listing([], null, from.Position);
        var state = listed.State is null ? 0 : DocumentKind.Of(code).States.ToList().IndexOf(listed.State) + 1;
        // A statement that tells again what another has is in no list but that of its state, then as now.
        var past = listed.At is not null && (listed.State is not null || code == DocumentKind.Statement);
        var heads = listed.Of is { } of ? Naming(from, of, code, story, before, past ? LookedThrough : limit)
            : Of(from, code, story, past ? 0 : state, before, past ? LookedThrough : limit, everything: past);
        return past ? Filtered(from, heads, listed, limit) : Page(from, heads, limit, listed.At, state: listed.Of is null ? null : listed.State);
    }

    /// <summary>Documents for these, in their order; the last one of more than <paramref name="limit"/> only tells that there is a next page.</summary>
    public static Listing Page(Snapshot from, List<Head> heads, int limit, Moment? at, string? state = null)
    {
        var more = heads.Count > limit;
        if (more) heads.RemoveAt(limit);
        var items = new List<Document>(heads.Count);
        foreach (var head in heads)
        {
            if (Read(from, head, at) is { } document && (state is null || StateOf(document) == state)) items.Add(document);
        }
        return new Listing(items, more ? heads[^1].Created : null, from.Position);
    }

    static Document? Read(Snapshot from, Head head, Moment? at) => at switch
    {
        null => DocumentReads.Now(from, head.Ref, head.Id, head.Version, head.Touched),
        Moment.Known known when head.Created > known.Position => null,
        _ => DocumentReads.Get(from, head.Ref, at),
    };

    static Listing Filtered(Snapshot from, List<Head> heads, Listed listed, int limit)
    {
        var items = new List<Document>();
        foreach (var head in heads)
        {
            if (Read(from, head, listed.At) is not { } document || StateOf(document) != listed.State) continue;
            items.Add(document);
            if (items.Count == limit) return new Listing(items, head.Created, from.Position);
        }
        return new Listing(items, heads.Count > LookedThrough ? heads[^1].Created : null, from.Position);
    }

    static string? StateOf(Document document)
    {
        using var json = JsonDocument.Parse(document.Body);
        var root = json.RootElement;
        if (document.Entity.StartsWith("statement/", StringComparison.Ordinal)) return root.TryGetProperty("duplicate", out var duplicate) ? duplicate.GetProperty("state").GetString() : null;
        return root.TryGetProperty("state", out var state) || root.TryGetProperty("status", out state) ? state.GetString() : null;
    }

    static List<Head> Naming(Snapshot from, string of, int code, long? story, long? before, int limit)
    {
        if (from.IdOf(of) is not { } id) return [];
        var rows = from.Database["SELECT DISTINCT e.ref, e.id, e.version, e.touched, e.created FROM mentions m JOIN entities e ON e.id = m.subject WHERE m.entity = ? AND e.kind = ? AND (? IS NULL OR e.story = ?) AND e.created < ? ORDER BY e.created DESC LIMIT ?"]
            .Bind(id).Bind(code).Bind(story).Bind(story).Bind(before ?? IndexStore.Forever).Bind(limit + 1L);
        return Heads(rows);
    }

    /// <param name="everything">Also statements that tell again what another has.</param>
    static List<Head> Of(Snapshot from, int code, long? story, int state, long? before, int limit, bool everything)
    {
        var rows = from.Database[Sql(everything && code == DocumentKind.Statement ? DocumentKind.Act : code, story is not null, state > 0)];
        if (story is { } of) rows.Bind(of);
        if (story is null || code != DocumentKind.Actor) rows.Bind(code);
        if (state > 0) rows.Bind(state);
        return Heads(rows.Bind(before ?? IndexStore.Forever).Bind(limit + 1L));
    }

    static List<Head> Heads(Sqlite.Statement rows)
    {
        var heads = new List<Head>();
        while (rows.Step()) heads.Add(new Head(rows.Text(0), rows.Int64(1), rows.Int32(2), rows.Int64(3), rows.Int64(4)));
        return heads;
    }

    // Statements that tell again what another has are listed by that state alone.
    static string Sql(int kind, bool ofStory, bool byState) => (ofStory, kind, byState) switch
    {
        (true, DocumentKind.Actor, _) => "SELECT e.ref, e.id, e.version, e.touched, e.created FROM named n JOIN entities e ON e.id = n.actor WHERE n.story = ? AND e.created < ? ORDER BY e.created DESC LIMIT ?",
        (true, _, true) => "SELECT ref, id, version, touched, created FROM entities WHERE story = ? AND kind = ? AND state = ? AND state > 0 AND created < ? ORDER BY created DESC LIMIT ?",
        (true, DocumentKind.Statement, _) => "SELECT ref, id, version, touched, created FROM entities WHERE story = ? AND kind = ? AND state = 0 AND created < ? ORDER BY created DESC LIMIT ?",
        (true, _, _) => "SELECT ref, id, version, touched, created FROM entities WHERE story = ? AND kind = ? AND created < ? ORDER BY created DESC LIMIT ?",
        (_, _, true) => "SELECT ref, id, version, touched, created FROM entities WHERE kind = ? AND state = ? AND created < ? ORDER BY created DESC LIMIT ?",
        (_, DocumentKind.Statement, _) => "SELECT ref, id, version, touched, created FROM entities WHERE kind = ? AND state = 0 AND created < ? ORDER BY created DESC LIMIT ?",
        _ => "SELECT ref, id, version, touched, created FROM entities WHERE kind = ? AND created < ? ORDER BY created DESC LIMIT ?",
    };
}

/// <param name="Created">Position of its first record: the paging key.</param>
readonly record struct Head(string Ref, long Id, int Version, long Touched, long Created);
