namespace Tracker.Log;

readonly record struct NameCandidate(string Normalized, NameHit Hit);

/// <summary>"Did you mean": which names to look at, and which of them are near. The same for every log.</summary>
static class NearNames
{
    const int LongestCompared = 64;

    /// <summary>Where to begin reading names in order, and how many from there: its first three letters, its first letter, the first names of all.</summary>
    public static IEnumerable<(string From, int Limit)> Ranges(string name)
    {
        if (name.Length > 3) yield return (Start(name, 3), 1_000);
        if (name.Length > 0) yield return (Start(name, 1), 1_000);
        yield return ("", 2_000);
    }

    /// <summary>Those that share a beginning or most letters (whole or word by word), best first, each entity once.</summary>
    public static IReadOnlyList<NameHit> Best(string name, IEnumerable<NameCandidate> candidates, int limit) =>
    [
        .. candidates.Select(candidate => (candidate.Hit, Far: Distance(name, candidate.Normalized)))
            .Where(found => found.Far < double.PositiveInfinity)
            .OrderBy(found => found.Far).ThenBy(found => found.Hit.Entity, StringComparer.Ordinal).ThenBy(found => found.Hit.Name, StringComparer.Ordinal)
            .DistinctBy(found => found.Hit.Entity).Take(Math.Max(0, limit)).Select(found => found.Hit),
    ];

    // 0 = equal; a shared beginning of three letters or more and single words count as near, but behind equally near whole names.
    static double Distance(string name, string other)
    {
        if (name.Length is 0 or > LongestCompared || other.Length is 0 or > LongestCompared) return double.PositiveInfinity;
        var best = Near(name, other) ?? double.PositiveInfinity;
        var shorter = Math.Min(name.Length, other.Length);
        if (shorter >= 3 && name.AsSpan(0, shorter).SequenceEqual(other.AsSpan(0, shorter))) best = Math.Min(best, 0.5 + (name.Length + other.Length - 2 * shorter) * 0.05);
        foreach (var mine in name.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var word in other.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (mine.Length >= 3 && Near(mine, word) is { } far) best = Math.Min(best, far + 1 + Math.Abs(name.Length - other.Length) * 0.05);
            }
        }
        return best;
    }

    /// <summary>Edits between the two when at most a third of the letters, else null.</summary>
    static int? Near(string name, string other)
    {
        var most = Math.Max(name.Length, other.Length) / 3;
        if (Math.Abs(name.Length - other.Length) > most) return null;
        Span<int> before = stackalloc int[LongestCompared + 1];
        Span<int> row = stackalloc int[LongestCompared + 1];
        for (var j = 0; j <= other.Length; j++) before[j] = j;
        for (var i = 1; i <= name.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= other.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], before[j]) + 1, before[j - 1] + (name[i - 1] == other[j - 1] ? 0 : 1));
                least = Math.Min(least, row[j]);
            }
            if (least > most) return null;
            row.CopyTo(before);
        }
        return before[other.Length] <= most ? before[other.Length] : null;
    }

    static string Start(string name, int length) => char.IsHighSurrogate(name[length - 1]) ? name[..(length - 1)] : name[..length];
}
