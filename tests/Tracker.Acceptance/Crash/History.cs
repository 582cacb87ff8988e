using System.Collections.Concurrent;

namespace Tracker.Acceptance.Crash;

/// <summary>What the clients tried and were told, kept outside the store under test (Jepsen's sets).</summary>
sealed class History
{
    readonly ConcurrentDictionary<string, long> _acknowledged = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, int> _attempts = new(StringComparer.Ordinal);

    public int Acknowledged => _acknowledged.Count;
    public int Retries => _attempts.Values.Sum(count => count - 1);

    public void Tried(string id) => _attempts.AddOrUpdate(id, 1, static (_, count) => count + 1);
    public void Told(string id, long position) => _acknowledged[id] = position;

    /// <summary>Compares with what is read at the end.</summary>
    /// <param name="read">Statement id and position of every statement in the log.</param>
    public Verdict Judge(IReadOnlyList<(string Id, long Position)> read, ResumingReader reader, long head)
    {
        var found = read.GroupBy(entry => entry.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Select(entry => entry.Position).ToList(), StringComparer.Ordinal);
        return new Verdict(
            Lost: [.. _acknowledged.Keys.Where(id => !found.ContainsKey(id)).Order(StringComparer.Ordinal)],
            Doubled: [.. found.Where(entry => entry.Value.Count > 1).Select(entry => $"{entry.Key} at {string.Join(", ", entry.Value)}")],
            Moved: [.. _acknowledged.Where(told => found.TryGetValue(told.Key, out var at) && at[0] != told.Value).Select(told => $"{told.Key}: told {told.Value}, read {found[told.Key][0]}")],
            Phantoms: [.. found.Keys.Where(id => !_attempts.ContainsKey(id))],
            Holes: [.. Holes(reader.Positions, head), .. reader.Problems]);
    }

    static IEnumerable<string> Holes(IReadOnlyList<long> positions, long head)
    {
        for (var i = 0; i < positions.Count; i++)
        {
            if (positions[i] != i + 1)
            {
                yield return $"item {i + 1} of the subscriber is position {positions[i]}";
                yield break;
            }
        }
        if (positions.Count != head)
            yield return $"the subscriber has {positions.Count} items, the log {head}";
    }
}

/// <summary>All empty = nothing went wrong.</summary>
sealed record Verdict(IReadOnlyList<string> Lost, IReadOnlyList<string> Doubled, IReadOnlyList<string> Moved, IReadOnlyList<string> Phantoms, IReadOnlyList<string> Holes)
{
    const int Shown = 32;

    public bool IsClean => Lost.Count + Doubled.Count + Moved.Count + Phantoms.Count + Holes.Count == 0;

    public override string ToString() => string.Join('\n', Line("lost", Lost), Line("doubled", Doubled), Line("moved", Moved), Line("phantoms", Phantoms), Line("holes", Holes));

    static string Line(string name, IReadOnlyList<string> found) => $"{found.Count} {name}: {string.Join("; ", found.Take(Shown))}";
}
