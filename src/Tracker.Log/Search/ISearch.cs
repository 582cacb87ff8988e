using Tracker.Domain;
using Tracker.Domain.Statements;
using Tracker.Log.Index;

namespace Tracker.Log.Search;

/// <summary>
/// Full text over statements: words of any script, filters, facets, the past. Derived from the log, in this process; never the truth. Statements whose words
/// were taken down, and duplicates as long as they are one, are not found; retracted ones are. All members may be called from any thread.
/// </summary>
public interface ISearch : IAsyncDisposable
{
    /// <summary>The last position that it has taken in.</summary>
    long Position { get; }

    /// <summary>True when <see cref="Position"/> ≥ position; false when <paramref name="ct"/> is cancelled first.</summary>
    ValueTask<bool> WaitAsync(long position, CancellationToken ct);

    /// <summary>Statements that have every term and pass every filter.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up; it is looked at between hits.</exception>
    ValueTask<SearchAnswer> FindAsync(SearchQuery query, CancellationToken ct);
}

public enum SearchOrder
{
    /// <summary>By position of the statement, the last one first.</summary>
    Newest,
    /// <summary>By BM25 among the newest hits; without words to rank by: newest.</summary>
    Best,
}

/// <summary>What is looked for. Every filter names several values of which one is enough; empty = no filter.</summary>
public sealed record SearchQuery
{
    /// <summary>See <see cref="SearchTerms.Parse"/>; empty = all statements.</summary>
    public IReadOnlyList<SearchTerm> Terms { get; init; } = [];

    /// <summary>Ids of actors, in any of <see cref="Roles"/>.</summary>
    public IReadOnlyList<string> Actors { get; init; } = [];

    /// <summary>Some of <see cref="SearchRoles"/>. Default: they speak or are spoken for.</summary>
    public IReadOnlyList<TouchRole> Roles { get; init; } = [TouchRole.Speaker, TouchRole.OnBehalf];

    /// <summary>Ids of meetings: where it was said, or what it is about.</summary>
    public IReadOnlyList<string> Meetings { get; init; } = [];

    /// <summary>Ids of topics: what it takes a position on, or is about.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    public IReadOnlyList<string> Stories { get; init; } = [];
    public IReadOnlyList<StatementKind> Kinds { get; init; } = [];

    /// <summary>Names of sources, whatever their case, accents and punctuation.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>BCP 47; <c>uk</c> also finds <c>uk-UA</c>.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Least said key, milliseconds since 1970, UTC.</summary>
    public long SaidFrom { get; init; } = long.MinValue;

    /// <summary>Greatest said key, milliseconds since 1970, UTC.</summary>
    public long SaidUntil { get; init; } = long.MaxValue;

    /// <summary>Null = now.</summary>
    public Moment? At { get; init; }

    public SearchOrder Order { get; init; }

    /// <summary>Hits to answer, at least 1.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Newest: only statements before this position (paging key).</summary>
    public long? Before { get; init; }

    /// <summary>Best: hits to skip.</summary>
    public int Offset { get; init; }

    /// <summary>Whether to count by facet, over the newest hits whatever the page.</summary>
    public bool Facets { get; init; }

    /// <summary>Roles in which an actor can be asked for.</summary>
    public static IReadOnlyList<TouchRole> SearchRoles => Marks.Roles;

    /// <summary>Hits, newest first, that <see cref="SearchOrder.Best"/> ranks and that facets count: what a search costs must not grow with the history.</summary>
    public const int Considered = 10_000;
}

/// <param name="More">There are hits after these.</param>
/// <param name="Position">What the search had taken in.</param>
/// <param name="Ranked">What was ranked; null when the order is newest.</param>
/// <param name="Facets">Null when they were not asked for.</param>
public sealed record SearchAnswer(IReadOnlyList<SearchHit> Hits, bool More, long Position, Considered? Ranked, FacetCounts? Facets);

/// <param name="Statement">Id.</param>
/// <param name="Position">Of its first record.</param>
public sealed record SearchHit(string Statement, long Position);

/// <param name="Hits">How many were looked at, the newest ones.</param>
/// <param name="All">There are no others.</param>
public sealed record Considered(int Hits, bool All);

/// <param name="Values">By facet, those of most hits first, at most 50 of each; ties in ordinal order. An actor counts that speaks or is spoken for.</param>
/// <param name="Dates">By date said (UTC), the last one first: days, over a longer time months or years; EDTF. At most 366.</param>
public sealed record FacetCounts(Considered Of, IReadOnlyDictionary<Facet, IReadOnlyList<FacetValue>> Values, IReadOnlyList<FacetValue> Dates);

/// <param name="Value">An id, a kind (snake_case), a language, a source's name as one of the statements has it, or an EDTF date.</param>
public sealed record FacetValue(string Value, int Count);
