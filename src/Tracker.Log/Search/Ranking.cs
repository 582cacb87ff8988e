using Tracker.Log.Derived;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Search;

/// <summary>
/// BM25 (k1 = 1.2, b = 0.75). All hits have all terms, so how rare a term is only weighs the terms against each other: it is taken from the newest thousand
/// rows that have it, and costs the same however many there are.
/// </summary>
sealed class Ranking
{
    const double K1 = 1.2, B = 0.75;
    const int Sample = 1_000;

    readonly double[] _weights;
    readonly double _mean;

    public Ranking(Snapshot from, List<Partition> partitions, IReadOnlyList<string> terms)
    {
        var rows = partitions.Sum(partition => partition.Rows);
        _mean = Math.Max(1, partitions.Sum(partition => (double)partition.Words) / Math.Max(1, rows));
        _weights = [.. terms.Select(term => terms.Count == 1 ? 1 : Weight(rows, Frequency(from, partitions, term)))];
    }

    /// <param name="counts">See <see cref="TermCounts"/>.</param>
    /// <param name="length">Words of the statement.</param>
    public double Score(long counts, float length)
    {
        var score = 0.0;
        var longer = K1 * (1 - B + (B * length / _mean));
        for (var term = 0; term < _weights.Length; term++)
        {
            var count = TermCounts.Of(counts, term);
            score += _weights[term] * count * (K1 + 1) / (count + longer);
        }
        return score;
    }

    static double Weight(long rows, double having) => Math.Log(1 + ((Math.Max(rows, having) - having + 0.5) / (having + 0.5)));

    /// <summary>Rows that have the term, as far as its newest ones tell.</summary>
    static double Frequency(Snapshot from, List<Partition> partitions, string term)
    {
        var (found, passed) = (0, 0.0);
        for (var n = partitions.Count - 1; n >= 0; n--)
        {
            var partition = partitions[n];
            var rows = from.Database[partition.Sql("SELECT rowid FROM fts_$ WHERE fts_$ MATCH ? ORDER BY rowid DESC")].Bind(term);
            while (found < Sample && rows.Step())
            {
                if (++found < Sample) continue;
                var (end, position) = (n + 1 < partitions.Count ? partitions[n + 1].First : from.Position + 1, RowKey.PositionOf(rows.Int64(0)));
                rows.Reset();
                passed += partition.Rows * (double)(end - position) / Math.Max(1, end - partition.First);
                return found * partitions.Sum(one => one.Rows) / Math.Max(1, passed);
            }
            passed += partition.Rows;
        }
        return found;
    }
}
