using System.Globalization;
using System.Reflection;

namespace Tracker.Log.Sqlite;

/// <summary>
/// The format of <c>log.db</c>. Number <see cref="Version"/> is in <c>user_version</c>; a store with a higher one is refused.
/// The table <c>touches</c> is an index that follows at a distance: it is whole up to the position in <c>meta.touched</c> (<see cref="TouchTail"/>).
/// Entities and roles are kept once and referred to by number; <c>records.touches</c> is <c>TouchCode</c>; a record that was taken down has
/// <c>redacted = 1</c> and zeros in the place of salt and body (same length: nothing moves, so no stale copy is left on another page).
/// </summary>
static class Schema
{
    public const int Version = 1;

    // "Trkr"
    const int ApplicationId = 0x54726b72;

    const string Tables = """
        CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE roles(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE entities(id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, cause INTEGER NOT NULL) STRICT;
        CREATE TABLE records(position INTEGER PRIMARY KEY, at INTEGER NOT NULL, entity INTEGER NOT NULL, version INTEGER NOT NULL, kind TEXT NOT NULL,
          touches BLOB NOT NULL, cause INTEGER, redacted INTEGER NOT NULL, salt BLOB NOT NULL, digest BLOB NOT NULL, hash BLOB NOT NULL, body BLOB NOT NULL) STRICT;
        CREATE UNIQUE INDEX streams ON records(entity, version);
        CREATE TABLE touches(entity INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY(entity, position)) STRICT, WITHOUT ROWID;
        CREATE TABLE once(key BLOB PRIMARY KEY, position INTEGER NOT NULL, fingerprint BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE names(normalized TEXT NOT NULL, entity INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY(normalized, entity)) STRICT, WITHOUT ROWID;
        CREATE INDEX names_of ON names(entity);
        CREATE TABLE redactions(position INTEGER PRIMARY KEY, by INTEGER NOT NULL) STRICT;
        CREATE TABLE settings(section TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY(section, key)) STRICT, WITHOUT ROWID;
        """;

    /// <summary>The writer's connection, with the tables there and of a format that this program knows.</summary>
    /// <exception cref="LogOpenException">See its codes.</exception>
    public static Database Open(SqliteLogOptions options, string file)
    {
        Database? database = null;
        try
        {
            database = Database.Open(file, write: true, TimeSpan.FromSeconds(1), options.Faults);
            var format = Recognize(database, file);
            database.Execute("PRAGMA secure_delete = ON");
            var mode = database["PRAGMA journal_mode = WAL"];
            if (!mode.Step() || mode.Text(0) != "wal")
                throw new LogOpenException("no-access", $"The file system of {options.Directory} has no shared memory for files, which the log needs (is it a network share?).");
            mode.Reset();
            database.Execute($"PRAGMA synchronous = {(options.Durable ? "FULL" : "NORMAL")}");
            // Our own checkpoints see their errors (SQLite's automatic one swallows them); without spilling, the disk is written only in COMMIT.
            database.Execute("PRAGMA wal_autocheckpoint = 0; PRAGMA cache_spill = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384");
            if (format == 0) Create(database);
            return database;
        }
        catch (StoreError error)
        {
            database?.Dispose();
            throw error.ToOpening(options.Directory, file);
        }
        catch
        {
            database?.Dispose();
            throw;
        }
    }

    /// <summary>The store's format number, 0 for a new file.</summary>
    public static int Recognize(Database database, string file)
    {
        var format = (int)(database["PRAGMA user_version"].Number() ?? 0);
        var application = database["PRAGMA application_id"].Number() ?? 0;
        var tables = database["SELECT count(*) FROM sqlite_schema"].Number() ?? 0;
        if (format == 0 && application == 0 && tables == 0) return 0;
        if (application != ApplicationId) throw new LogOpenException("not-a-log", $"{file} is not a Tracker log.");
        if (format <= Version) return format;
        var program = database["SELECT value FROM meta WHERE name = 'program'"];
        var maker = program.Step() ? program.Text(0) : "a newer one";
        program.Reset();
        throw new LogOpenException("newer-format",
            $"{file} has format {format}, written by Tracker {maker}; this is Tracker {Program}, which knows formats up to {Version}. Start the newer program.");
    }

    public static string Meta(Database database, string name)
    {
        var value = database["SELECT value FROM meta WHERE name = ?"].Bind(name);
        if (!value.Step()) throw new LogOpenException("damaged", $"The log has no '{name}' in its table meta.");
        var text = value.Text(0);
        value.Reset();
        return text;
    }

    static string Program =>
        typeof(Schema).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    static void Create(Database database)
    {
        database.Begin();
        database.Execute(Tables);
        database.Execute($"PRAGMA application_id = {ApplicationId.ToString(CultureInfo.InvariantCulture)}; PRAGMA user_version = {Version.ToString(CultureInfo.InvariantCulture)}");
        var meta = "INSERT INTO meta(name, value) VALUES(?, ?)";
        database[meta].Bind("epoch").Bind(Cursor.NewEpoch()).Run();
        database[meta].Bind("program").Bind(Program).Run();
        database[meta].Bind("touched").Bind("0").Run();
        database.Commit();
    }
}
