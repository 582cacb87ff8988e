using Tracker.Log.Derived;

namespace Tracker.Log.Search;

/// <summary>Answers a query in one walk over its hits.</summary>
static class SearchReads
{
    const int BetweenLooks = 1_024;

    public static SearchAnswer Find(Snapshot from, SearchQuery query, CancellationToken ct)
    {
        var partitions = Partition.ReadAll(from.Database);
        var match = new Match(query);
        var best = query.Order == SearchOrder.Best && match.Wanted.Count > 0 ? new BestHits(new Ranking(from, partitions, match.Wanted), query.Offset + query.Limit) : null;
        var facets = query.Facets ? new FacetCounter() : null;
        var newest = new List<long>();
        var before = query.Before is { } given ? RowKey.First(given) : long.MaxValue;
        var walk = new Walk(from, partitions, query, match, best is null && facets is null ? query.Before : null);
        var hits = 0;
        try
        {
            while (!Enough() && walk.Next())
            {
                if (++hits % BetweenLooks == 0) ct.ThrowIfCancellationRequested();
                if (hits <= SearchQuery.Considered)
                {
                    best?.Add(walk);
                    facets?.Add(walk);
                }
                if (best is null && newest.Count <= query.Limit && walk.Key < before) newest.Add(walk.Key);
            }
        }
        finally
        {
            walk.Stop();
        }
        var all = hits <= SearchQuery.Considered;
        var considered = new Considered(Math.Min(hits, SearchQuery.Considered), all);
        var (keys, more) = best?.Page(query.Offset, query.Limit) ?? (newest.Take(query.Limit), newest.Count > query.Limit);
        return new SearchAnswer([.. keys.Select(key => Hit(from, partitions, key))], more, from.Position, best is null ? null : considered, facets?.Counts(from, partitions, all));

        // One hit more than is considered tells that there are others.
        bool Enough() => (best is not null || newest.Count > query.Limit) && ((best is null && facets is null) || hits > SearchQuery.Considered);
    }

    static SearchHit Hit(Snapshot from, List<Partition> partitions, long key)
    {
        var position = RowKey.PositionOf(key);
        var row = from.Database[Partition.Of(partitions, position).Sql("SELECT statement FROM texts_$ WHERE id = ?")].Bind(key);
        row.Step();
        var hit = new SearchHit(row.Text(0), position);
        row.Reset();
        return hit;
    }
}

/// <summary>The best of the hits that were seen; among equals the newest.</summary>
sealed class BestHits(Ranking ranking, int kept)
{
    readonly PriorityQueue<long, (double Score, long Key)> _worstFirst = new(Math.Min(kept, SearchQuery.Considered) + 1);
    int _seen;

    public void Add(Walk hit)
    {
        _seen++;
        var rank = (ranking.Score(hit.Counts, RowKey.LengthOf(hit.Key)), hit.Key);
        if (_worstFirst.Count < kept) _worstFirst.Enqueue(hit.Key, rank);
        else if (_worstFirst.TryPeek(out _, out var worst) && rank.CompareTo(worst) > 0) _worstFirst.EnqueueDequeue(hit.Key, rank);
    }

    public (IEnumerable<long> Keys, bool More) Page(int offset, int limit)
    {
        var best = new long[_worstFirst.Count];
        for (var n = best.Length - 1; n >= 0; n--) best[n] = _worstFirst.Dequeue();
        return (best.Skip(offset).Take(limit), _seen > offset + limit);
    }
}
