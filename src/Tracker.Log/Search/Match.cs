using Tracker.Domain.Statements;

namespace Tracker.Log.Search;

/// <summary>
/// A query as FTS5 reads it: words that are to be found, then filters, then what is not to be found, so that the first phrases of the match are the ranked
/// ones. Everything stands in quotes; nothing of a user's text is ever syntax, since no word has a quote in it.
/// </summary>
sealed class Match
{
    const string Nothing = "no:";

    readonly List<string> _filters = [];
    readonly string _excluded;

    public Match(SearchQuery query)
    {
        Wanted = [.. query.Terms.Where(term => !term.Excluded).Select(Words)];
        _excluded = string.Join(" OR ", query.Terms.Where(term => term.Excluded).Select(Words));
        Filter(query.Actors.SelectMany(actor => query.Roles.Select(role => Marks.Role(role) + actor)));
        Filter(query.Meetings.Select(id => Marks.Meeting + id));
        Filter(query.Topics.Select(id => Marks.Topic + id));
        Filter(query.Stories.Select(id => Marks.Story + id));
        Filter(query.Kinds.Select(Marks.OfKind));
        Filter(query.Sources.Select(Marks.OfSource));
        Filter(query.Languages.Select(lang => Marks.Language + lang.ToLowerInvariant()));
    }

    /// <summary>Each term that is to be found, as a match of its own.</summary>
    public IReadOnlyList<string> Wanted { get; }

    /// <summary>There is nothing that is to be found, only what is not: the match needs dates.</summary>
    public bool OnlyExcludes => _excluded.Length > 0 && Wanted.Count == 0 && _filters.Count == 0;

    /// <summary>The match with dates that one of is enough; null = everything matches.</summary>
    public string? With(IReadOnlyList<string> dates)
    {
        var wanted = string.Join(" AND ", [.. Wanted, .. _filters, .. dates.Count == 0 ? [] : new[] { OneOf(dates) }]);
        if (wanted.Length == 0) return null;
        return _excluded.Length == 0 ? wanted : $"({wanted}) NOT ({_excluded})";
    }

    void Filter(IEnumerable<string> marks)
    {
        var given = marks.ToList();
        if (given.Count > 0) _filters.Add(OneOf(given.FindAll(IsMark).DefaultIfEmpty(Nothing)));
    }

    // What cannot be a mark is none: nothing that comes from outside stands in a match unless it is one.
    static bool IsMark(string mark) => mark.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is ':' or '.' or '_' or '-');

    static string OneOf(IEnumerable<string> marks) => $"marks : ({string.Join(" OR ", marks.Select(mark => $"\"{mark}\""))})";

    static string Words(SearchTerm term)
    {
        var phrase = string.Join(' ', term.Words);
        return !term.Prefix ? $"words : \"{phrase}\"" : term.Words.Count == 1 && phrase.Length <= Heads.Longest ? $"heads : \"{phrase}\"" : $"words : \"{phrase}\" *";
    }
}
