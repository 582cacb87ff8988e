using System.Globalization;
using Tracker.Domain;
using Tracker.Domain.Dates;
using Tracker.Domain.Statements;
using Tracker.Log.Search;
using Moment = Tracker.Log.Index.Moment;
using Record = Tracker.Domain.Record;
using Statement = Tracker.Domain.Statements.Statement;

namespace Tracker.Log.Tests.Searches;

/// <summary>What a search must find, the plain way: every statement is folded by the domain and asked whether it fits.</summary>
sealed class Oracle(IReadOnlyList<Record> log)
{
    readonly List<List<(long Position, Statement State)>> _lives = [.. log.Where(record => record.Entity.StartsWith("statement/", StringComparison.Ordinal))
        .GroupBy(record => record.Entity, StringComparer.Ordinal).Select(Life)];

    /// <summary>Newest statement first.</summary>
    public List<Statement> Find(SearchQuery query) =>
        [.. _lives.Select(life => At(life, query.At)).OfType<Statement>().Where(state => Fits(state, query)).OrderByDescending(state => state.Position)];

    public static Dictionary<Facet, Dictionary<string, int>> Counts(List<Statement> found) => Enum.GetValues<Facet>().ToDictionary(facet => facet, facet =>
        found.SelectMany(state => Values(state.Content, facet).Distinct(StringComparer.Ordinal)).GroupBy(value => value, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal));

    public static Dictionary<string, int> Days(List<Statement> found) =>
        found.GroupBy(state => Key(state).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).ToDictionary(group => group.Key, group => group.Count());

    static List<(long Position, Statement State)> Life(IEnumerable<Record> stream)
    {
        var (life, state) = (new List<(long, Statement)>(), Statement.Initial);
        foreach (var record in stream) life.Add((record.Position, state = Statement.Evolve(state, record)));
        return life;
    }

    static Statement? At(List<(long Position, Statement State)> life, Moment? moment)
    {
        if (life[^1].State.Redacted) return null;
        var state = moment is Moment.Known known ? life.LastOrDefault(entry => entry.Position <= known.Position).State : life[^1].State;
        return state is null || state.Content.Duplicate is not null || (moment is Moment.Said said && Key(state).ToUnixTimeMilliseconds() > said.Until) ? null : state;
    }

    static DateTimeOffset Key(Statement state) => Said.Key(state.Content.SaidUntil, state.RecordedAt);

    static bool Fits(Statement state, SearchQuery query)
    {
        var (content, key) = (state.Content, Key(state).ToUnixTimeMilliseconds());
        var words = SearchText.Words(content.Text).ConvertAll(word => word.Text);
        return query.Terms.All(term => Has(words, term) != term.Excluded)
            && Any(query.Actors, query.Roles.SelectMany(role => InRole(content, role)))
            && Any(query.Meetings, [content.Meeting ?? "", .. content.About?.Meetings ?? []])
            && Any(query.Topics, [.. content.Positions.Select(position => position.Topic), .. content.About?.Topics ?? []])
            && Any(query.Stories, [content.Story])
            && (query.Kinds.Count == 0 || query.Kinds.Contains(content.Kind))
            && Any(query.Sources, content.Sources.Select(source => source.Name!))
            && (query.Languages.Count == 0 || query.Languages.Any(lang => content.Lang is { } own && (own == lang || own.StartsWith(lang + "-", StringComparison.Ordinal))))
            && key >= query.SaidFrom && key <= query.SaidUntil;
    }

    static bool Any(IReadOnlyList<string> wanted, IEnumerable<string> has) => wanted.Count == 0 || has.Intersect(wanted, StringComparer.Ordinal).Any();

    static bool Has(List<string> words, SearchTerm term) => Enumerable.Range(0, Math.Max(0, words.Count - term.Words.Count + 1)).Any(at =>
        term.Words.Select((word, n) => term.Prefix && n == term.Words.Count - 1 ? words[at + n].StartsWith(word, StringComparison.Ordinal) : words[at + n] == word).All(same => same));

    static IEnumerable<string> InRole(StatementContent content, TouchRole role) => role switch
    {
        TouchRole.Speaker => content.Speakers,
        TouchRole.OnBehalf => content.OnBehalfOf,
        TouchRole.To => content.To,
        TouchRole.ReportedBy => content.ReportedBy,
        TouchRole.AboutActor => content.About?.Actors ?? [],
        _ => content.Platform is { } platform ? [platform] : [],
    };

    static IEnumerable<string> Values(StatementContent content, Facet facet) => facet switch
    {
        Facet.Actor => [.. content.Speakers, .. content.OnBehalfOf],
        Facet.Meeting => [.. content.Meeting is { } meeting ? [meeting] : Array.Empty<string>(), .. content.About?.Meetings ?? []],
        Facet.Topic => [.. content.Positions.Select(position => position.Topic), .. content.About?.Topics ?? []],
        Facet.Kind => [System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(content.Kind.ToString())],
        Facet.Language => content.Lang is { } lang ? [lang.Split('-')[0]] : [],
        _ => content.Sources.Select(source => source.Name!),
    };
}
