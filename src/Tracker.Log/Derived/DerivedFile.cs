using SQLitePCL;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Derived;

/// <summary>
/// What a file that is made from the log looks like. Besides its own tables it has <c>meta</c> (epoch and schema) and <c>progress</c> (the watermark and the
/// chain hash there). Deleted content is overwritten with zeros; it survives a crash of the process and may lose its last transactions with the power.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Schema">Changes with the meaning of its rows: a file of another one is made anew.</param>
/// <param name="Tables">SQL that makes its own tables.</param>
/// <param name="Readers">Reads at the same time.</param>
sealed record DerivedFile(string Path, string Schema, string Tables, int Readers)
{
    const string Common = """
        CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE progress(one INTEGER PRIMARY KEY, position INTEGER NOT NULL, hash BLOB NOT NULL) STRICT;
        INSERT INTO progress VALUES(1, 0, x'');
        """;

    /// <summary>Prepares each connection that reads. Default: nothing.</summary>
    public Action<Database>? Reading { get; init; }

    /// <summary>The file as it is when it can be gone on with, else a new one.</summary>
    public DerivedStore Open(string epoch, Action<string>? trouble)
    {
        if (File.Exists(Path))
        {
            Database? database = null;
            try
            {
                database = Connect();
                if (IsOurs(database, epoch)) return new DerivedStore(this, database);
            }
            catch (StoreError error) when (IsDamage(error))
            {
                trouble?.Invoke($"{Path} is damaged ({error.Message}) and is made anew from the log.");
            }
            database?.Dispose();
        }
        return Anew(epoch);
    }

    public DerivedStore Anew(string epoch)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm", "-journal" }) File.Delete(Path + suffix);
        var database = Connect();
        database.Begin();
        database.Execute(Common);
        database.Execute(Tables);
        database["INSERT INTO meta(name, value) VALUES('epoch', ?), ('schema', ?)"].Bind(epoch).Bind(Schema).Run();
        database.Commit();
        return new DerivedStore(this, database);
    }

    public static bool IsDamage(StoreError error) => error.Primary is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_FORMAT;

    Database Connect()
    {
        var database = Database.Open(Path, write: true, TimeSpan.FromSeconds(5));
        try
        {
            database.Execute("PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    bool IsOurs(Database database, string epoch)
    {
        if (database["SELECT count(*) FROM sqlite_schema WHERE name = 'meta'"].Number() is 0) return false;
        return database["SELECT count(*) FROM meta WHERE (name = 'epoch' AND value = ?) OR (name = 'schema' AND value = ?)"].Bind(epoch).Bind(Schema).Number() == 2;
    }
}
