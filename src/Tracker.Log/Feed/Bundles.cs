using System.Runtime.InteropServices;

namespace Tracker.Log.Feed;

/// <summary>The bundles of one publication: the same records for two filters are one bundle, so a filter does not undo the sharing of bytes.</summary>
sealed class Bundles(string epoch, long next)
{
    readonly Dictionary<(long First, long Last, int Count), List<Bundle>> _made = [];

    public Bundle Of(List<Entry> entries)
    {
        var key = (entries[0].Position, entries[^1].Position, entries.Count);
        if (!_made.TryGetValue(key, out var alike)) _made.Add(key, alike = []);
        var wanted = CollectionsMarshal.AsSpan(entries);
        foreach (var bundle in alike)
        {
            if (wanted.SequenceEqual(bundle.Entries)) return bundle;
        }
        var made = new Bundle(epoch, next, [.. entries]);
        alike.Add(made);
        return made;
    }
}
