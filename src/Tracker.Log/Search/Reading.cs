using System.Text.Json;
using Tracker.Domain;
using Tracker.Domain.Statements;

namespace Tracker.Log.Search;

/// <summary>A statement as it reads between two records, as far as a search needs it.</summary>
/// <param name="Statement">Id.</param>
/// <param name="SaidKey">Milliseconds since 1970, UTC.</param>
/// <param name="Words">Folded, between single spaces.</param>
/// <param name="Marks">Between single spaces.</param>
/// <param name="Sources">Names of sources as they are written, a JSON array.</param>
sealed record Reading(string Statement, long SaidKey, string Words, string Marks, string Sources)
{
    public static Reading Of(string statement, StatementContent content, long saidKey) => new(
        statement, saidKey, SearchText.Join(SearchText.Words(content.Text)), Search.Marks.Of(content, saidKey), Names(Search.Marks.SourceNames(content.Sources)));

    /// <summary>The same with one source more.</summary>
    public Reading With(Source source)
    {
        var known = JsonSerializer.Deserialize<List<string>>(Sources)!;
        IReadOnlyList<string> added = [.. Search.Marks.SourceNames([source]).Where(name => known.TrueForAll(one => Search.Marks.OfSource(one) != Search.Marks.OfSource(name)))];
        return added.Count == 0 ? this : this with { Marks = Search.Marks.Of(Marks, added.Select(Search.Marks.OfSource)), Sources = Names([.. known, .. added]) };
    }

    static string Names(IReadOnlyList<string> names) => JsonSerializer.Serialize(names, Events.Json);
}
