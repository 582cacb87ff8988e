using System.Globalization;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Search;

/// <summary>
/// A run of statements, in the order of their positions, with tables of its own: <c>fts_N</c>, the words, without a copy of the text; <c>changed_N</c>, from when to when a reading holds, of statements
/// that have more than one; <c>rows_N</c>, narrow, for counting; <c>texts_N</c>, for the few that are shown or changed. So the cost of one more statement is
/// that of a partition and not of the history, and words that were taken down are gone for sure: their partition is copied without them, and the old tables
/// are dropped and overwritten. Keys are those of <see cref="RowKey"/>.
/// </summary>
sealed class Partition
{
    public required long Number { get; set; }

    /// <summary>Statements from this position on lie in it, up to the first of the next partition.</summary>
    public required long First { get; init; }

    public long Rows { get; set; }

    /// <summary>Words of all rows together, for the mean.</summary>
    public long Words { get; set; }

    /// <summary>Least and greatest said key of its rows; of some that are gone too.</summary>
    public long SaidFrom { get; set; } = long.MaxValue;

    public long SaidUntil { get; set; } = long.MinValue;

    /// <summary>Nothing is added any more but corrections, and its words lie in one piece.</summary>
    public bool Packed { get; set; }

    public static List<Partition> ReadAll(Database database)
    {
        var partitions = new List<Partition>();
        var rows = database["SELECT number, first, rows, words, said_from, said_until, packed FROM partitions ORDER BY first"];
        while (rows.Step())
        {
            partitions.Add(new Partition
            {
                Number = rows.Int64(0), First = rows.Int64(1), Rows = rows.Int64(2), Words = rows.Int64(3), SaidFrom = rows.Int64(4), SaidUntil = rows.Int64(5),
                Packed = rows.Int64(6) != 0,
            });
        }
        return partitions;
    }

    /// <summary>The one that a position lies in.</summary>
    public static Partition Of(List<Partition> partitions, long position) => partitions[IndexOf(partitions, position)];

    public static int IndexOf(List<Partition> partitions, long position)
    {
        var after = partitions.FindIndex(partition => partition.First > position);
        return after < 0 ? partitions.Count - 1 : Math.Max(0, after - 1);
    }

    /// <summary>SQL about its tables: <c>$</c> is its number.</summary>
    public string Sql(string sql) => sql.Replace("$", Number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
