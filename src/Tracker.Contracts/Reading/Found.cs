using Tracker.Contracts.Statements;

namespace Tracker.Contracts.Reading;

/// <summary>Answer of <c>GET /api/search</c>.</summary>
public sealed record Found
{
    public required IReadOnlyList<FoundStatement> Items { get; init; }
    /// <summary>Path of the next page, or null at the end.</summary>
    public string? Next { get; init; }
    /// <summary>What the best were chosen from; only with <c>order=best</c>.</summary>
    public Considered? Ranked { get; init; }
    /// <summary>Only with <c>facets=true</c>.</summary>
    public FoundFacets? Facets { get; init; }
    /// <summary>Only with <c>names=true</c>: names and titles, by reference (<c>actor/x</c>), of all that the hits and the counts name; at most 400.</summary>
    public IReadOnlyDictionary<string, string>? Names { get; init; }
}

public sealed record FoundStatement
{
    public required StatementDocument Statement { get; init; }
    /// <summary>What was looked for, where it stands in the statement's text: in order, none over another, at most 200.</summary>
    public required IReadOnlyList<Span> Highlights { get; init; }
}

/// <summary>A piece of text in UTF-16 units, as browsers count.</summary>
public sealed record Span(int Start, int Length);

/// <summary>Only the newest hits are ranked and counted.</summary>
/// <param name="Hits">How many these were, at most 10,000.</param>
/// <param name="All">There are no others.</param>
public sealed record Considered(int Hits, bool All);

/// <summary>How many of the hits have which value: by name of the parameter that narrows the search to it, most hits first, at most 50 each.</summary>
public sealed record FoundFacets
{
    public required Considered Of { get; init; }
    /// <summary>Ids of who speaks or is spoken for.</summary>
    public required IReadOnlyList<FacetCount> Actor { get; init; }
    public required IReadOnlyList<FacetCount> Meeting { get; init; }
    public required IReadOnlyList<FacetCount> Topic { get; init; }
    public required IReadOnlyList<FacetCount> Kind { get; init; }
    public required IReadOnlyList<FacetCount> Lang { get; init; }
    /// <summary>Names as one of the statements has it.</summary>
    public required IReadOnlyList<FacetCount> Source { get; init; }
    /// <summary>Days (UTC), over a longer time months or years; EDTF, the last first, at most 366.</summary>
    public required IReadOnlyList<FacetCount> Date { get; init; }
}

public sealed record FacetCount(string Value, int Count);
