using Tracker.Log.Sqlite;

namespace Tracker.Log.Search;

/// <summary>Writes the tables of partitions. Used by one thread at a time.</summary>
sealed class PartitionTables(Database database)
{
    // Words come ready, between spaces, and everything beyond ASCII belongs to a word: the tokenizer has nothing to decide, whatever Unicode its tables know.
    // Nothing is asked of the table but rows and places, so it keeps no text and no lengths.
    const string Tables = """
        CREATE TABLE rows_$(id INTEGER PRIMARY KEY, said_key INTEGER NOT NULL, facets BLOB NOT NULL) STRICT;
        CREATE TABLE changed_$(id INTEGER PRIMARY KEY, known_from INTEGER NOT NULL, known_to INTEGER NOT NULL) STRICT;
        CREATE TABLE texts_$(id INTEGER PRIMARY KEY, statement TEXT NOT NULL, words TEXT NOT NULL, marks TEXT NOT NULL, sources TEXT NOT NULL) STRICT;
        CREATE VIRTUAL TABLE fts_$ USING fts5(words, heads, marks, content = '', columnsize = 0, tokenize = "ascii tokenchars ':._-'");
        """;

    // A partition's SQL is made once: most of these run for every statement.
    readonly Dictionary<(long Number, string Sql), string> _sql = [];

    Sqlite.Statement On(Partition partition, string sql)
    {
        if (!_sql.TryGetValue((partition.Number, sql), out var own)) own = _sql[(partition.Number, sql)] = partition.Sql(sql);
        return database[own];
    }

    public void Create(Partition partition) => database.Execute(partition.Sql(Tables));

    /// <summary>The newest reading of a statement and its key; null where none holds now.</summary>
    public (long Key, Reading Reading)? Current(Partition partition, long position)
    {
        var row = On(partition, """
            SELECT r.id, r.said_key, t.statement, t.words, t.marks, t.sources FROM rows_$ r JOIN texts_$ t ON t.id = r.id LEFT JOIN changed_$ c ON c.id = r.id
            WHERE r.id >= ? AND r.id < ? AND ifnull(c.known_to, 0) = 0
            """).Bind(RowKey.First(position)).Bind(RowKey.First(position + 1));
        if (!row.Step()) return null;
        var current = (row.Int64(0), new Reading(row.Text(2), row.Int64(1), row.Text(3), row.Text(4), row.Text(5)));
        row.Reset();
        return current;
    }

    /// <summary>Number of the statement's next reading.</summary>
    public int NextNumber(Partition partition, long position)
    {
        var last = On(partition, "SELECT max(id) FROM rows_$ WHERE id >= ? AND id < ?").Bind(RowKey.First(position)).Bind(RowKey.First(position + 1)).Number();
        return last is { } key ? RowKey.NumberOf(key) + 1 : 0;
    }

    public void Close(Partition partition, long key, long knownTo) =>
        On(partition, "INSERT INTO changed_$(id, known_from, known_to) VALUES(?, ?, ?) ON CONFLICT(id) DO UPDATE SET known_to = excluded.known_to")
            .Bind(key).Bind(RowKey.PositionOf(key)).Bind(knownTo).Run();

    public void Add(Partition partition, long position, int number, long knownFrom, Reading reading)
    {
        var length = Length(reading.Words);
        var key = RowKey.Of(position, number, length);
        On(partition, "INSERT INTO rows_$(id, said_key, facets) VALUES(?, ?, ?)").Bind(key).Bind(reading.SaidKey).Bind(FacetCodes.Of(reading.Marks)).Run();
        On(partition, "INSERT INTO texts_$(id, statement, words, marks, sources) VALUES(?, ?, ?, ?, ?)")
            .Bind(key).Bind(reading.Statement).Bind(reading.Words).Bind(reading.Marks).Bind(reading.Sources).Run();
        AddWords(partition, key, reading.Words, reading.Marks);
        if (knownFrom != position) On(partition, "INSERT INTO changed_$(id, known_from, known_to) VALUES(?, ?, ?)").Bind(key).Bind(knownFrom).Bind(SearchFile.Now).Run();
        partition.Rows++;
        partition.Words += length;
        partition.SaidFrom = Math.Min(partition.SaidFrom, reading.SaidKey);
        partition.SaidUntil = Math.Max(partition.SaidUntil, reading.SaidKey);
    }

    /// <summary>All readings of a statement; its words stay in the full-text table until <see cref="Copy"/>. How many there were.</summary>
    public int Remove(Partition partition, long position)
    {
        var removed = 0;
        foreach (var table in (string[])["changed_$", "texts_$", "rows_$"])
            removed = database[partition.Sql($"DELETE FROM {table} WHERE id >= ? AND id < ?")].Bind(RowKey.First(position)).Bind(RowKey.First(position + 1)).Run();
        return removed;
    }

    /// <summary>The partition's rows in new tables; the old ones are dropped, every page of theirs overwritten.</summary>
    public void Copy(Partition partition, long number)
    {
        var copy = new Partition { Number = number, First = partition.First };
        Create(copy);
        foreach (var table in (string[])["rows_$", "changed_$", "texts_$"]) database.Execute(copy.Sql($"INSERT INTO {table} SELECT * FROM ") + partition.Sql($"{table} ORDER BY id"));
        (partition.Rows, partition.Words) = (0, 0);
        var texts = database[copy.Sql("SELECT id, words, marks FROM texts_$ ORDER BY id")];
        while (texts.Step())
        {
            var words = texts.Text(1);
            AddWords(copy, texts.Int64(0), words, texts.Text(2));
            partition.Rows++;
            partition.Words += Length(words);
        }
        database.Execute(partition.Sql("DROP TABLE fts_$; DROP TABLE texts_$; DROP TABLE changed_$; DROP TABLE rows_$"));
    }

    /// <summary>Brings the words of a partition into one piece: a search then looks in one place for each of its own.</summary>
    public void Pack(Partition partition) => database.Execute(partition.Sql("INSERT INTO fts_$(fts_$) VALUES('optimize')"));

    void AddWords(Partition partition, long key, string words, string marks) =>
        On(partition, "INSERT INTO fts_$(rowid, words, heads, marks) VALUES(?, ?, ?, ?)").Bind(key).Bind(words).Bind(Heads.Of(words)).Bind(marks).Run();

    static int Length(string words) => words.Length == 0 ? 0 : words.AsSpan().Count(' ') + 1;
}
