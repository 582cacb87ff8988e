using System.Runtime.InteropServices;

namespace Tracker.Log.Sqlite;

[StructLayout(LayoutKind.Auto)]
readonly record struct Touched(long Entity, long Position);

/// <summary>
/// Touches of the newest records, in memory. A statement touches eight entities or so, and writing each into its place in the index would dirty eight pages
/// a post (measured: 22 KiB a post with 32 callers, 5 without). So the table <c>touches</c> follows the records at a distance: when enough have gathered they
/// are sorted and written in slices, a slice a transaction, and when all are there <c>meta.touched</c> says up to which position the table is whole.
/// Rows above that count for nothing; after a start the tail is read again from the records.
/// </summary>
sealed class TouchTail
{
    readonly Lock _gate = new();
    readonly int _window;
    Dictionary<long, List<long>> _young = [];
    int _gathered;
    long _last;
    Dictionary<long, List<long>> _leaving = [];
    Touched[] _sorted = [];
    int _written;
    long _leavingUpTo;
    long _indexed;

    TouchTail(long indexed, int window) => (_indexed, _last, _window) = (indexed, indexed, window);

    /// <summary>What the table does not have yet.</summary>
    public static TouchTail Load(Database database, int window)
    {
        var tail = new TouchTail(long.Parse(Schema.Meta(database, "touched"), System.Globalization.CultureInfo.InvariantCulture), window);
        var rows = database["SELECT position, touches FROM records WHERE position > ? ORDER BY position"].Bind(tail._indexed);
        var touches = new List<Touched>();
        while (rows.Step())
        {
            var position = rows.Int64(0);
            touches.AddRange(TouchCode.Read(rows.Bytes(1)).Select(touch => touch.Entity).Distinct().Select(entity => new Touched(entity, position)));
        }
        tail.Add(touches);
        return tail;
    }

    /// <summary>Positions above the table's watermark in (after, upTo] that touch the entity, at most <paramref name="limit"/>; and that watermark.</summary>
    public (long Indexed, List<long> Positions) Find(long entity, long after, long upTo, int limit)
    {
        var found = new List<long>();
        lock (_gate)
        {
            foreach (var part in (Dictionary<long, List<long>>[])[_leaving, _young])
            {
                if (!part.TryGetValue(entity, out var positions)) continue;
                var first = positions.BinarySearch(after + 1);
                for (var i = first < 0 ? ~first : first; i < positions.Count && positions[i] <= upTo && found.Count < limit; i++) found.Add(positions[i]);
            }
            return (_indexed, found);
        }
    }

    /// <summary>After the commit of their records, before anybody is told of them.</summary>
    public void Add(List<Touched> touches)
    {
        lock (_gate)
        {
            foreach (var (entity, position) in touches)
            {
                ref var positions = ref CollectionsMarshal.GetValueRefOrAddDefault(_young, entity, out _);
                (positions ??= []).Add(position);
                _last = position;
            }
            _gathered += touches.Count;
            if (_gathered < _window || _sorted.Length > 0) return;
            (_leaving, _young, _leavingUpTo) = (_young, [], _last);
            _sorted = new Touched[_gathered];
            _gathered = 0;
        }
        Sort();
    }

    /// <summary>The writer's next slice to write, sorted; a transaction that adds much also writes much, so that the tail stays short. Empty = nothing to do.</summary>
    public ArraySegment<Touched> Next(int added) =>
        new(_sorted, _written, Math.Min(_sorted.Length - _written, Math.Max(1 + _window / 32, 2 * added)));

    /// <summary>The watermark when the slice is the last of its window, else null.</summary>
    public long? Completes(ArraySegment<Touched> slice) =>
        slice.Count > 0 && slice.Offset + slice.Count == _sorted.Length ? _leavingUpTo : null;

    /// <summary>After the commit of the slice.</summary>
    public void Done(ArraySegment<Touched> slice)
    {
        _written += slice.Count;
        if (Completes(slice) is not { } indexed) return;
        lock (_gate) (_indexed, _leaving) = (indexed, []);
        (_sorted, _written) = ([], 0);
    }

    // Nobody else writes to what leaves, so readers may go on reading it meanwhile.
    void Sort()
    {
        var n = 0;
        foreach (var (entity, positions) in _leaving)
        {
            foreach (var position in positions) _sorted[n++] = new Touched(entity, position);
        }
        Array.Sort(_sorted, static (a, b) => a.Entity != b.Entity ? a.Entity.CompareTo(b.Entity) : a.Position.CompareTo(b.Position));
    }
}
