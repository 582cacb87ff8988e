using System.Globalization;
using System.Reflection;
using Npgsql;

namespace Tracker.Log.Postgres;

/// <summary>
/// The format of the schema, in numbered steps under an advisory lock, so that of several processes that start at once one does them. A schema with a higher
/// number is refused. A step that was released is never changed; it adds what an older program, which may still be running, does not look at.
/// </summary>
static class Migrations
{
    /// <summary>The number that this program knows.</summary>
    public const int Version = 2;

    // "Trkr"; the other half of the key is the schema's.
    const int LockClass = 0x54726b72;

    /// <summary>Positions of one partition of <c>bodies</c>: what a takedown has to write anew at most.</summary>
    public const long Segment = 1 << 17;

    /// <summary>
    /// Text from outside is <c>bytea</c>: it may have U+0000, and it is compared byte by byte. Entities and roles are kept once and referred to by number;
    /// <c>records.touches</c> is <see cref="TouchCode"/>. Words lie apart from the headers, in partitions by position: a takedown deletes them and writes
    /// that one file anew. A record without a row in <c>bodies</c> was taken down. The row of <c>head</c> is the lock under which everything is written.
    /// </summary>
    static readonly string[] Steps =
    [
        $"""
        CREATE TABLE head(one boolean PRIMARY KEY CHECK (one), epoch text NOT NULL, position bigint NOT NULL, at bigint NOT NULL, hash bytea NOT NULL, last_entity bigint NOT NULL) WITH (fillfactor = 20);
        CREATE TABLE ancestors(epoch text PRIMARY KEY, reach bigint NOT NULL);
        CREATE TABLE roles(id smallint PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE entities(id bigint PRIMARY KEY, ref bytea NOT NULL UNIQUE, version integer NOT NULL, cause bigint NOT NULL) WITH (fillfactor = 80);
        CREATE TABLE records(position bigint PRIMARY KEY, at bigint NOT NULL, entity bigint NOT NULL, version integer NOT NULL, kind text NOT NULL, touches bytea NOT NULL, cause bigint, digest bytea NOT NULL, hash bytea NOT NULL);
        CREATE UNIQUE INDEX streams ON records(entity, version);
        CREATE TABLE bodies(position bigint PRIMARY KEY, salt bytea NOT NULL, body bytea NOT NULL) PARTITION BY RANGE (position);
        CREATE TABLE bodies_0 PARTITION OF bodies FOR VALUES FROM (0) TO ({Segment});
        ALTER TABLE bodies {NoSamples};
        CREATE TABLE touches(entity bigint NOT NULL, position bigint NOT NULL, PRIMARY KEY (entity, position));
        CREATE TABLE once(key bytea PRIMARY KEY, position bigint NOT NULL, fingerprint bytea NOT NULL);
        CREATE TABLE names(entity bigint NOT NULL, normalized bytea NOT NULL, name bytea NOT NULL);
        CREATE INDEX names_of ON names(entity);
        CREATE INDEX names_by ON names(substring(normalized FROM 1 FOR {NameKey}));
        CREATE TABLE redactions(position bigint PRIMARY KEY, by bigint NOT NULL, scrubbed boolean NOT NULL);
        CREATE INDEX unscrubbed ON redactions(position) WHERE NOT scrubbed;
        CREATE TABLE settings(section text COLLATE "C", key text COLLATE "C", value bytea NOT NULL, PRIMARY KEY (section, key));
        """,
        """
        CREATE TABLE snapshots(grain bytea NOT NULL, name bytea NOT NULL, version bigint NOT NULL, body bytea NOT NULL, PRIMARY KEY (grain, name)) WITH (fillfactor = 80);
        ALTER TABLE snapshots ALTER COLUMN body SET STATISTICS 0;
        """,
    ];

    /// <summary>ANALYZE keeps samples of a column's values in a table of its own: of words it must have none.</summary>
    public const string NoSamples = "ALTER COLUMN body SET STATISTICS 0, ALTER COLUMN salt SET STATISTICS 0";

    /// <summary>Bytes of a name that the index has: a name has no longest, an entry of the index has.</summary>
    public const int NameKey = 500;

    public static string Program => typeof(Migrations).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    /// <summary>The schema as this program needs it: made, brought up to date, or found so.</summary>
    /// <exception cref="LogOpenException"><c>newer-format</c>, <c>not-a-log</c>, <c>no-access</c>.</exception>
    public static async Task RunAsync(NpgsqlConnection connection, PostgresLogOptions options, string name, CancellationToken ct)
    {
        if (await VersionAsync(connection, options.Schema, name, ct) >= options.Migrate) return;
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, ct);
        await Run(connection, $"SELECT pg_advisory_xact_lock({LockClass}, hashtext('{options.Schema}'))", ct);
        var found = await VersionAsync(connection, options.Schema, name, ct);
        if (found == 0) await CreateAsync(connection, options.Schema, ct);
        await Run(connection, $"SET LOCAL search_path = \"{options.Schema}\"", ct);
        for (var number = found + 1; number <= options.Migrate; number++)
        {
            await Run(connection, Steps[number - 1], ct);
            if (number == 1) await Run(connection, $"INSERT INTO head VALUES(true, '{Cursor.NewEpoch()}', 0, 0, decode('{Convert.ToHexString(Chain.Origin.Span)}', 'hex'), 0)", ct);
            await using var done = new NpgsqlCommand("INSERT INTO migrations(number, at, program) VALUES($1, now(), $2)", connection) { Parameters = { new() { Value = number }, new() { Value = Program } } };
            await done.ExecuteNonQueryAsync(ct);
        }
        await transaction.CommitAsync(ct);
    }

    /// <summary>The number of the schema; 0 = it is not there, or empty.</summary>
    public static async Task<int> VersionAsync(NpgsqlConnection connection, string schema, string name, CancellationToken ct)
    {
        await using var there = new NpgsqlCommand("SELECT to_regclass($1) IS NOT NULL, EXISTS(SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $2)", connection)
        {
            Parameters = { new() { Value = $"\"{schema}\".migrations" }, new() { Value = schema } },
        };
        await using (var row = await there.ExecuteReaderAsync(ct))
        {
            await row.ReadAsync(ct);
            if (!row.GetBoolean(0)) return !row.GetBoolean(1) ? 0 : throw new LogOpenException("not-a-log", $"The schema of {name} has tables of something else; name another one with Tracker:Schema.");
        }
        await using var newest = new NpgsqlCommand($"SELECT number, program FROM \"{schema}\".migrations ORDER BY number DESC LIMIT 1", connection);
        await using var found = await newest.ExecuteReaderAsync(ct);
        if (!await found.ReadAsync(ct)) return 0;
        var number = found.GetInt32(0);
        return number <= Version ? number : throw new LogOpenException("newer-format",
            $"The log {name} has format {number.ToString(CultureInfo.InvariantCulture)}, written by Tracker {found.GetString(1)}; this is Tracker {Program}, which knows formats up to {Version}. Start the newer program.");
    }

    static async Task CreateAsync(NpgsqlConnection connection, string schema, CancellationToken ct)
    {
        // CREATE SCHEMA IF NOT EXISTS wants the right to make one even where it is there.
        await using (var there = new NpgsqlCommand("SELECT EXISTS(SELECT FROM pg_namespace WHERE nspname = $1)", connection) { Parameters = { new() { Value = schema } } })
        {
            if (await there.ExecuteScalarAsync(ct) is false) await Run(connection, $"CREATE SCHEMA \"{schema}\"", ct);
        }
        await Run(connection, $"CREATE TABLE \"{schema}\".migrations(number integer PRIMARY KEY, at timestamptz NOT NULL, program text NOT NULL)", ct);
    }

    // SQL of ours alone; a schema's name was checked before it came here.
    static async Task Run(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
