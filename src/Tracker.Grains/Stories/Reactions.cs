using Tracker.Domain.Stories;

namespace Tracker.Grains.Stories;

/// <summary>The store refused the reactions for now; nothing is lost, they are computed again.</summary>
public sealed class ReactionsPendingException(string message) : Exception(message);

static class Reactions
{
    /// <summary>Reactions in one append; a single cause with more goes whole.</summary>
    const int Together = 500;

    /// <summary>The first of them, never half of a cause's.</summary>
    public static IReadOnlyList<Reaction> WholeCauses(IReadOnlyList<Reaction> pending)
    {
        if (pending.Count <= Together) return pending;
        var end = Together;
        while (end < pending.Count && pending[end].Cause == pending[end - 1].Cause) end++;
        return [.. pending.Take(end)];
    }
}
