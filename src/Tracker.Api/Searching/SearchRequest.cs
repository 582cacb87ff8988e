using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tracker.Api.Json;
using Tracker.Api.Reading;
using Tracker.Api.Statements;
using Tracker.Domain;
using Tracker.Domain.Dates;
using Tracker.Log.Index;
using Tracker.Log.Search;

namespace Tracker.Api.Searching;

/// <summary>What <c>GET /api/search</c> can be asked, from its query; several values of one name stand in several parameters, ids also between commas.</summary>
internal static class SearchRequest
{
    const int MostValues = 20, LongestValue = 500;

    /// <summary>The query without its moment; actors under all names that they turned out to have.</summary>
    public static async ValueTask<(SearchQuery? Query, Refusal? Refusal)> ReadAsync(IQueryCollection given, Known known, IIndex index, CancellationToken ct)
    {
        var (terms, unfit) = SearchTerms.Parse(given["q"].ToString());
        if (unfit is not null) return (null, unfit);
        foreach (var (name, values) in given)
        {
            if (values.Count > MostValues || values.Sum(value => value?.Length ?? 0) > MostValues * LongestValue) return (null, Refusals.Invalid(name, $"At most {MostValues} values of {LongestValue} characters."));
        }
        var wrong = new List<Refusal>();
        var (actors, meetings, topics, stories) = (Ids(given, "actor", wrong), Ids(given, "meeting", wrong), Ids(given, "topic", wrong), Ids(given, "story", wrong));
        var kinds = Names<Domain.Statements.StatementKind>(given, "kind", wrong);
        var roles = Names<TouchRole>(given, "role", wrong);
        if (roles.Exists(role => !SearchQuery.SearchRoles.Contains(role)))
            wrong.Add(Refusals.Invalid("role", $"Some of {string.Join(", ", SearchQuery.SearchRoles.Select(role => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(role.ToString())))}."));
        var order = SearchOrder.Newest;
        if (given["order"].ToString() is { Length: > 0 } asked && !NameConverter<SearchOrder>.TryParse(asked, out order)) wrong.Add(Refusals.Invalid("order", NameConverter<SearchOrder>.AllowedNames));
        var facets = false;
        if (given["facets"].ToString() is { Length: > 0 } counted && !bool.TryParse(counted, out facets)) wrong.Add(Refusals.Invalid("facets", "true or false."));
        var limit = (int)Number(given, "limit", 1, 1000, 100, wrong);
        var offset = (int)Number(given, "offset", 0, SearchQuery.Considered, 0, wrong);
        long? before = given.ContainsKey("before") ? Number(given, "before", 0, long.MaxValue, 0, wrong) : null;
        var zone = stories.Count == 1 && wrong.Count == 0 ? await known.ZoneAsync(stories[0]) : TimeZoneInfo.Utc;
        var from = Edge(given, "from", edtf => edtf.FirstMillisecond(zone), long.MinValue, wrong);
        var until = Edge(given, "to", edtf => edtf.LastMillisecond(zone), long.MaxValue, wrong);
        if (from > until) wrong.Add(Refusals.Invalid("to", "It lies before from."));
        if (wrong.Count > 0) return (null, wrong[0]);
        return (new SearchQuery
        {
            Terms = terms, Actors = await AliasesAsync(actors, index, ct), Meetings = meetings, Topics = topics, Stories = stories, Kinds = kinds,
            Roles = roles.Count > 0 ? roles : new SearchQuery().Roles,
            Sources = [.. given["source"].OfType<string>().Where(name => name.Length > 0)], Languages = [.. given["lang"].SelectMany(Parts)],
            SaidFrom = from, SaidUntil = until, Order = order, Limit = limit, Before = before, Offset = offset, Facets = facets,
        }, null);
    }

    static async ValueTask<IReadOnlyList<string>> AliasesAsync(List<string> actors, IIndex index, CancellationToken ct)
    {
        var all = new List<string>();
        foreach (var actor in actors) all.AddRange(await index.AliasesAsync(actor, ct));
        return [.. all.Distinct(StringComparer.Ordinal)];
    }

    static List<string> Ids(IQueryCollection given, string name, List<Refusal> wrong)
    {
        List<string> ids = [.. given[name].SelectMany(Parts)];
        if (!ids.TrueForAll(Ref.IsId)) wrong.Add(Refusals.Invalid(name, $"Ids of {name}s, as GET /api/{(name == "story" ? "stories" : name + "s")} has them."));
        if (ids.Count > MostValues) wrong.Add(Refusals.Invalid(name, $"At most {MostValues}."));
        return ids;
    }

    static List<T> Names<T>(IQueryCollection given, string name, List<Refusal> wrong) where T : struct, Enum
    {
        var values = new List<T>();
        foreach (var part in given[name].SelectMany(Parts))
        {
            if (NameConverter<T>.TryParse(part, out var value)) values.Add(value);
            else wrong.Add(Refusals.Invalid(name, NameConverter<T>.AllowedNames));
        }
        return values;
    }

    static long Number(IQueryCollection given, string name, long least, long most, long otherwise, List<Refusal> wrong)
    {
        var text = given[name].ToString();
        if (text.Length == 0) return otherwise;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        wrong.Add(Refusals.Invalid(name, most == long.MaxValue ? "The key from `next`." : string.Create(CultureInfo.InvariantCulture, $"A whole number from {least} to {most}.")));
        return otherwise;
    }

    static long Edge(IQueryCollection given, string name, Func<Edtf, DateTimeOffset> edge, long otherwise, List<Refusal> wrong)
    {
        var text = given[name].ToString();
        if (text.Length == 0) return otherwise;
        if (Edtf.TryParse(text, out var edtf, out var why)) return edge(edtf).ToUnixTimeMilliseconds();
        wrong.Add(Refusals.Invalid(name, "A date. " + why));
        return otherwise;
    }

    static IEnumerable<string> Parts(string? value) => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
