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
    public static Reading Of(string statement, StatementContent content, long saidKey)
    {
        var sources = Search.Marks.OfSources(content.Sources);
        return new Reading(statement, saidKey, SearchText.Folded(content.Text), Search.Marks.Of(content, saidKey, sources), Names([.. sources.Select(source => source.Name)]));
    }

    /// <summary>The same with one source more.</summary>
    public Reading With(Source source)
    {
        var known = JsonSerializer.Deserialize<List<string>>(Sources)!;
        var added = Search.Marks.OfSources([source]).Where(one => known.TrueForAll(name => Search.Marks.OfSource(name) != one.Mark)).ToList();
        return added.Count == 0 ? this : this with { Marks = Search.Marks.Of(Marks, added.Select(one => one.Mark)), Sources = Names([.. known, .. added.Select(one => one.Name)]) };
    }

    static string Names(IReadOnlyList<string> names) => JsonSerializer.Serialize(names, Events.Json);
}
