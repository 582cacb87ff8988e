using System.Collections.Immutable;

namespace Tracker.Domain.Positions;

/// <summary>Which actors turned out to be which: what is recorded of one counts for the other from then on.</summary>
public sealed record Merges
{
    /// <summary>Actor id → the id that it was merged into, which may have been merged itself.</summary>
    public ImmutableDictionary<string, string> Into { get; init; } = ImmutableDictionary<string, string>.Empty;

    public static Merges None { get; } = new();

    /// <summary>The actor that this one is.</summary>
    public string Canonical(string actor)
    {
        // Decide refuses circles; the bound keeps a log of a broken program from hanging the fold.
        for (var step = 0; step < 100 && Into.TryGetValue(actor, out var into); step++) actor = into;
        return actor;
    }

    /// <summary>The actor itself, and all that turned out to be it.</summary>
    public IReadOnlyList<string> Aliases(string actor) =>
        Into.IsEmpty ? [actor] : [actor, .. Into.Keys.Where(merged => Canonical(merged) == actor).Order(StringComparer.Ordinal)];

    internal Merges With(string actor, string into) => new() { Into = Into.SetItem(actor, into) };
}
