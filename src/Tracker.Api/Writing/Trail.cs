using Tracker.Domain;
using Tracker.Log;

namespace Tracker.Api.Writing;

/// <summary>One entity on the way: to which others it refers, and what says so.</summary>
/// <param name="To">References.</param>
/// <param name="Read">The streams that this rests on, as they were.</param>
internal readonly record struct Step(IReadOnlyList<string> To, IReadOnlyList<Expectation> Read);

/// <summary>
/// Where a reference leads, followed from entity to entity through the log. Whoever writes the reference on condition of <see cref="Given"/> closes no
/// circle, whatever others write at the same moment.
/// </summary>
/// <param name="Passed">The references on the way, the first one among them.</param>
/// <param name="Refusal">It leads back to where it begins, or so far that this cannot be told.</param>
internal sealed record Trail(IReadOnlyList<string> Passed, IReadOnlyList<Expectation> Given, Refusal? Refusal)
{
    const int Longest = 1_000;

    public static readonly Trail None = new([], [], null);

    /// <param name="field">The request's field that has the reference.</param>
    /// <param name="from">The reference of the entity that is to refer.</param>
    /// <param name="to">What it is to refer to; null = nothing. That it is itself is for the domain to refuse.</param>
    public static async ValueTask<Trail> FollowAsync(string field, string from, string? to, Func<string, ValueTask<Step>> read)
    {
        if (to is null || to == from) return None;
        var (passed, given) = (new List<string> { to }, new List<Expectation>());
        var seen = new HashSet<string>(StringComparer.Ordinal) { to };
        for (var i = 0; i < passed.Count; i++)
        {
            if (passed[i] == from) return new Trail(passed, given, Refusals.Circle(field, "It would lead back to itself, directly or through others."));
            if (i == Longest) return new Trail(passed, given, Refusals.Circle(field, $"It leads on over more than {Longest} others: whether it leads back cannot be told."));
            var step = await read(passed[i]);
            given.AddRange(step.Read);
            passed.AddRange(step.To.Where(seen.Add));
        }
        return new Trail(passed, given, null);
    }

    public Trail And(Trail other) => new([.. Passed, .. other.Passed], [.. Given, .. other.Given], Refusal ?? other.Refusal);
}
