using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Json;
using Tracker.Api.Problems;
using Tracker.Api.Reading;
using Tracker.Api.Statements;
using Tracker.Contracts;
using Tracker.Contracts.Reading;
using Tracker.Domain;
using Tracker.Log;
using Tracker.Log.Index;
using Tracker.Log.Search;
using Considered = Tracker.Contracts.Reading.Considered;

namespace Tracker.Api.Searching;

/// <summary>Full text: hits from the search, their documents from the index, as of the same moment.</summary>
internal static class SearchEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/search", async (HttpContext http, SearchReads reads, CancellationToken ct) =>
            await reads.FindAsync(http, ct) switch { (null, { } refusal) => ProblemAnswer.Of(refusal), var (found, _) => new Bytes(found!.Value) })
        .Needs(Scope.Read).WithTags("search").Gives<Found>(200)
        .WithSummary("Statements by words (q: words, \"a phrase\", begin*, -not), actor= (with role=), meeting=, topic=, story=, kind=, source=, lang=, from=, to=; order=newest or best; facets=true; names=true; asOf= and clock=");
}

/// <summary>One search: what the request's query asks for, as the endpoint and the page answer it.</summary>
public sealed class SearchReads(ISearch search, IIndex index, IEventLog log, Known known, Consistency consistency, AsOf asOf)
{
    // A search that is so far behind is being made anew.
    const long MostBehind = 50_000;

    /// <param name="asked">What is asked for; default: the request's query.</param>
    public async Task<(ReadOnlyMemory<byte>? Found, Refusal? Refusal)> FindAsync(HttpContext http, CancellationToken ct, IQueryCollection? asked = null)
    {
        if (await consistency.WaitAsync(http, ct) is { } behind) return (null, behind);
        var given = asked ?? http.Request.Query;
        var (query, unfit) = await SearchRequest.ReadAsync(given, known, index, ct);
        if (unfit is not null) return (null, unfit);
        if (given["names"].ToString() is not ("" or "true" or "false")) return (null, new Refusal("invalid", "true or false.", "names"));
        var (moment, notThen) = await asOf.ReadAsync(http, query!.Stories is [var story] ? story : null, ct);
        if (notThen is not null) return (null, notThen);
        if (log.Head - search.Position is > MostBehind and var lag) return (null, new Refusal("indexing", string.Create(CultureInfo.InvariantCulture, $"{lag} records of {log.Head} are to be read yet.")));
        if (await consistency.SearchAsync(http, moment, ct) is { } late) return (null, late);
        var found = await search.FindAsync(query with { At = moment }, ct);
        // The documents are at least as new as the hits.
        if (await consistency.WaitAsync(found.Position, ct) is { } indexBehind) return (null, indexBehind);
        consistency.Stamp(http, moment is Moment.Known then ? then.Position : found.Position);
        return (await WriteAsync(http, query, moment, found, given["names"] == "true", ct), null);
    }

    async Task<ReadOnlyMemory<byte>> WriteAsync(HttpContext http, SearchQuery query, Moment? moment, SearchAnswer found, bool withNames, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await using var json = new Utf8JsonWriter(body);
        var named = withNames ? new Named() : null;
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var hit in found.Hits)
        {
            // Taken down between the two reads: it is gone.
            if (await index.GetAsync(Ref.Statement(hit.Statement), moment, ct) is { } document) Write(json, document, query.Terms, named);
        }
        json.WriteEndArray();
        json.WriteString("next", Next(http, query, found));
        if (found.Ranked is { } ranked) Write(json, "ranked", new Considered(ranked.Hits, ranked.All));
        if (found.Facets is { } facets) Write(json, "facets", await ToContractAsync(facets, known));
        if (named is not null) Write(json, "names", await NamesAsync(named, query, found.Facets, moment, ct));
        json.WriteEndObject();
        await json.FlushAsync(ct);
        return body.ToArray();
    }

    static void Write(Utf8JsonWriter json, Document document, IReadOnlyList<SearchTerm> terms, Named? named)
    {
        using var read = JsonDocument.Parse(document.Body);
        named?.Add(read.RootElement, "statement");
        json.WriteStartObject();
        json.WritePropertyName("statement");
        json.WriteRawValue(document.Body.Span, skipInputValidation: true);
        json.WriteStartArray("highlights");
        foreach (var (start, length) in read.RootElement.TryGetProperty("text", out var text) ? Highlights.Of(text.GetString()!, terms) : [])
        {
            json.WriteStartObject();
            json.WriteNumber("start", start);
            json.WriteNumber("length", length);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Write<T>(Utf8JsonWriter json, string name, T value)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value, ApiJson.Options);
    }

    async Task<SortedDictionary<string, string>> NamesAsync(Named named, SearchQuery query, FacetCounts? facets, Moment? moment, CancellationToken ct)
    {
        foreach (var (kind, ids) in new[] { ("actor", query.Actors), ("topic", query.Topics), ("meeting", query.Meetings), ("story", query.Stories) })
            foreach (var id in ids) named.Add($"{kind}/{id}");
        foreach (var (facet, kind) in new[] { (Facet.Actor, "actor"), (Facet.Topic, "topic"), (Facet.Meeting, "meeting") })
            foreach (var value in facets?.Values[facet] ?? []) named.Add($"{kind}/{(kind == "actor" ? await known.CanonicalAsync(value.Value) : value.Value)}");
        var names = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var reference in named.References)
        {
            if (await index.GetAsync(reference, moment, ct) is not { } document) continue;
            using var read = JsonDocument.Parse(document.Body);
            if (read.RootElement.TryGetProperty("name", out var name) || read.RootElement.TryGetProperty("title", out name)) names[reference] = name.GetString()!;
        }
        return names;
    }

    static string? Next(HttpContext http, SearchQuery query, SearchAnswer found) =>
        !found.More ? null : found.Ranked is null ? Paging.NextPath(http, "before", found.Hits[^1].Position) : query.Offset + query.Limit > SearchQuery.Considered ? null : Paging.NextPath(http, "offset", query.Offset + query.Limit);

    static async Task<FoundFacets> ToContractAsync(FacetCounts from, Known known)
    {
        var actors = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var actor in from.Values[Facet.Actor])
        {
            var canonical = await known.CanonicalAsync(actor.Value);
            actors[canonical] = actors.GetValueOrDefault(canonical) + actor.Count;
        }
        return new FoundFacets
        {
            Of = new Considered(from.Of.Hits, from.Of.All),
            Actor = [.. actors.Select(actor => new FacetCount(actor.Key, actor.Value)).OrderByDescending(actor => actor.Count).ThenBy(actor => actor.Value, StringComparer.Ordinal)],
            Meeting = Counts(from.Values[Facet.Meeting]), Topic = Counts(from.Values[Facet.Topic]), Kind = Counts(from.Values[Facet.Kind]),
            Lang = Counts(from.Values[Facet.Language]), Source = Counts(from.Values[Facet.Source]), Date = Counts(from.Dates),
        };
    }

    static IReadOnlyList<FacetCount> Counts(IEnumerable<FacetValue> values) => [.. values.Select(value => new FacetCount(value.Value, value.Count))];
}
