using Tracker.Domain;

namespace Tracker.Log.Feed;

/// <summary>A filter made ready to be asked often: the same answer as <see cref="Filter.Passes"/>, without a scan of the filter.</summary>
sealed class Match
{
    readonly HashSet<string> _touches;
    readonly HashSet<string>? _kinds;
    readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _families;
    readonly bool _ofStory;

    public Match(Filter filter)
    {
        _touches = new HashSet<string>(filter.Touches, StringComparer.Ordinal);
        foreach (var touch in filter.Touches) _ofStory |= touch.StartsWith("story/", StringComparison.Ordinal);
        if (filter.Kinds.Count == 0) return;
        var families = new HashSet<string>(StringComparer.Ordinal);
        _kinds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var kind in filter.Kinds)
        {
            if (kind.EndsWith(".*", StringComparison.Ordinal)) families.Add(kind[..^1]);
            else _kinds.Add(kind);
        }
        _families = families.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Passes by kind alone, whatever it touches.</summary>
    public bool OfAnything => _touches.Count == 0;

    /// <summary>Names a story, so actor records pass too.</summary>
    public bool OfStory => _ofStory;

    public IReadOnlyCollection<string> Touches => _touches;

    public bool Kind(string kind) =>
        _kinds is null || _kinds.Contains(kind) || _families.Contains(kind.AsSpan(0, kind.IndexOf('.', StringComparison.Ordinal) + 1));

    public bool Passes(Record record)
    {
        if (!Kind(record.Kind)) return false;
        if (OfAnything || (_ofStory && IsActor(record.Kind))) return true;
        var touches = record.Touches;
        for (var i = 0; i < touches.Count; i++)
        {
            if (_touches.Contains(touches[i].Entity)) return true;
        }
        return false;
    }

    public static bool IsActor(string kind) => kind.StartsWith("actor.", StringComparison.Ordinal);
}
