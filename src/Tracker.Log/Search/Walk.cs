using Tracker.Log.Derived;
using Tracker.Log.Sqlite;
using Moment = Tracker.Log.Index.Moment;

namespace Tracker.Log.Search;

/// <summary>
/// The hits of a query, newest statement first, from the newest partition to the oldest. Filters are intersected inside the full-text tables; the moment
/// and the edges of a time span are checked on the rows.
/// </summary>
sealed class Walk
{
    const string Columns = "r.id, r.said_key, r.length, r.facets";
    const string Holds = "r.known_from <= ?3 AND r.known_to > ?3 AND r.said_key >= ?4 AND r.said_key <= ?5";

    readonly Database _database;
    readonly List<Partition> _partitions;
    readonly Match _match;
    readonly long _end, _known, _from, _until;
    int _next;
    Statement? _rows;

    /// <param name="before">Only statements before this position, or null.</param>
    public Walk(Snapshot from, List<Partition> partitions, SearchQuery query, Match match, long? before)
    {
        (_database, _partitions, _match) = (from.Database, partitions, match);
        _known = query.At is Moment.Known known ? known.Position : SearchFile.Forever - 1;
        _end = Partition.Key(Math.Min(before ?? long.MaxValue, Math.Min(_known, from.Position) + 1));
        (_from, _until) = (query.SaidFrom, query.At is Moment.Said said ? Math.Min(said.Until, query.SaidUntil) : query.SaidUntil);
        _next = partitions.Count;
    }

    /// <summary>The statement's position.</summary>
    public long Position => Partition.PositionOf(Key);

    public long Key => _rows!.Int64(0);
    public long SaidKey => _rows!.Int64(1);
    public int Length => _rows!.Int32(2);

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Facets => _rows!.Bytes(3);

    /// <summary>See <see cref="TermCounts"/>; 0 where the query has no words.</summary>
    public long Counts => _match.Wanted.Count == 0 ? 0 : _rows!.Int64(4);

    public bool Next()
    {
        while (true)
        {
            if (_rows is not null && _rows.Step()) return true;
            _rows = null;
            if (--_next < 0) return false;
            Begin(_partitions[_next]);
        }
    }

    /// <summary>Before its end: lets go of the rows.</summary>
    public void Stop()
    {
        _rows?.Reset();
        _rows = null;
        _next = 0;
    }

    void Begin(Partition partition)
    {
        if (Partition.Key(partition.First) >= _end || partition.SaidFrom > _until || partition.SaidUntil < _from) return;
        var inside = partition.SaidFrom >= _from && partition.SaidUntil <= _until;
        var match = _match.With(inside && !_match.OnlyExcludes ? [] : SaidMarks.Cover(Math.Max(_from, partition.SaidFrom), Math.Min(_until, partition.SaidUntil)));
        _rows = _database[partition.Sql(Sql(match))];
        if (match is null) _rows.Bind(0);
        else _rows.Bind(match);
        _rows.Bind(_end).Bind(_known).Bind(_from).Bind(_until);
        if (_match.Wanted.Count > 0) _rows.Bind(_match.Wanted.Count);
    }

    string Sql(string? match) =>
        match is null ? $"SELECT {Columns} FROM rows_$ r WHERE ?1 = 0 AND r.id < ?2 AND {Holds} ORDER BY r.id DESC"
        : _match.Wanted.Count == 0 ? $"SELECT {Columns} FROM fts_$ CROSS JOIN rows_$ r ON r.id = fts_$.rowid WHERE fts_$ MATCH ?1 AND fts_$.rowid < ?2 AND {Holds} ORDER BY fts_$.rowid DESC"
        : $"SELECT {Columns}, term_counts(fts_$, ?6) FROM fts_$ CROSS JOIN rows_$ r ON r.id = fts_$.rowid WHERE fts_$ MATCH ?1 AND fts_$.rowid < ?2 AND {Holds} ORDER BY fts_$.rowid DESC";
}
