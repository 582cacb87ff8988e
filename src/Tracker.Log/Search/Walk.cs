using Tracker.Log.Derived;
using Tracker.Log.Sqlite;
using Moment = Tracker.Log.Index.Moment;

namespace Tracker.Log.Search;

/// <summary>
/// The hits of a query, newest statement first, from the newest partition to the oldest. Filters are intersected inside the full-text tables; only what was changed, and the edges of a
/// span of time, are checked hit by hit.
/// </summary>
sealed class Walk
{
    readonly Database _database;
    readonly List<Partition> _partitions;
    readonly Match _match;
    readonly long _end, _known, _from, _until;
    int _next;
    Statement? _hits;
    Statement? _row;

    /// <param name="before">Only statements before this position, or null.</param>
    public Walk(Snapshot from, List<Partition> partitions, SearchQuery query, Match match, long? before)
    {
        (_database, _partitions, _match) = (from.Database, partitions, match);
        _known = query.At is Moment.Known known ? Math.Min(known.Position, from.Position) : from.Position;
        _end = RowKey.First(Math.Min(before ?? long.MaxValue, _known + 1));
        (_from, _until) = (query.SaidFrom, query.At is Moment.Said said ? Math.Min(said.Until, query.SaidUntil) : query.SaidUntil);
        _next = partitions.Count;
    }

    public long Key => _hits!.Int64(0);

    /// <summary>See <see cref="TermCounts"/>; 0 where the query has no words.</summary>
    public long Counts => _match.Wanted.Count == 0 ? 0 : _hits!.Int64(1);

    public bool Next()
    {
        while (true)
        {
            if (_hits is not null && _hits.Step()) return true;
            _hits = null;
            if (--_next < 0) return false;
            Begin(_partitions[_next]);
        }
    }

    /// <summary>What the hit is counted under (see <see cref="FacetCodes"/>); valid until the next call.</summary>
    public ReadOnlySpan<byte> Facets(out long saidKey)
    {
        _row ??= _database[_partitions[_next].Sql("SELECT said_key, facets FROM rows_$ WHERE id = ?")];
        _row.Reset();
        _row.Bind(Key).Step();
        saidKey = _row.Int64(0);
        return _row.Bytes(1);
    }

    /// <summary>Before its end: lets go of the rows.</summary>
    public void Stop()
    {
        _hits?.Reset();
        _row?.Reset();
        (_hits, _row, _next) = (null, null, 0);
    }

    void Begin(Partition partition)
    {
        _row?.Reset();
        _row = null;
        if (RowKey.First(partition.First) >= _end || partition.SaidFrom > _until || partition.SaidUntil < _from) return;
        var (early, late) = (partition.SaidFrom >= _from, partition.SaidUntil <= _until);
        // Where the partition ends and not the span, any day beyond will do: whole years are fewer marks.
        var match = _match.With(early && late && !_match.OnlyExcludes ? [] : SaidMarks.Cover(
            early ? SaidMarks.BeginOfYear(partition.SaidFrom) : _from, late ? SaidMarks.EndOfYear(partition.SaidUntil) : _until));
        _hits = _database[partition.Sql(Sql(match is not null, edges: !early || !late))];
        if (match is null) _hits.Bind(0);
        else _hits.Bind(match);
        _hits.Bind(_end).Bind(_known);
        if (!early || !late) _hits.Bind(_from).Bind(_until);
        if (_match.Wanted.Count > 0) _hits.Bind(_match.Wanted.Count);
    }

    // Parameters are numbered as they are bound: match, end, moment, then the edges, then the number of terms.
    string Sql(bool matched, bool edges)
    {
        var (table, id) = matched ? ("fts_$", "fts_$.rowid") : ("rows_$", "rows_$.id");
        return $"""
            SELECT {id}{(_match.Wanted.Count == 0 ? "" : $", term_counts(fts_$, ?{(edges ? 6 : 4)})")}
            FROM {table}{(edges ? $" CROSS JOIN rows_$ r ON r.id = {id}" : "")} LEFT JOIN changed_$ c ON c.id = {id}
            WHERE {(matched ? "fts_$ MATCH ?1" : "?1 = 0")} AND {id} < ?2 AND (c.id IS NULL OR (c.known_from <= ?3 AND (c.known_to = 0 OR c.known_to > ?3)))
            {(edges ? "AND r.said_key >= ?4 AND r.said_key <= ?5" : "")} ORDER BY {id} DESC
            """;
    }
}
