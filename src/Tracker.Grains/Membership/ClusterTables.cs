using System.Globalization;
using Npgsql;

namespace Tracker.Grains.Membership;

/// <summary>
/// What a cluster keeps beside the log, in tables of the log's own schema: who is a member. Connections of its own, so that a member can say
/// that it lives while the log's connections are all at work. Numbered steps under an advisory lock; a step that was released is never changed.
/// </summary>
public sealed class ClusterTables : IAsyncDisposable
{
    /// <summary>The number that this program knows.</summary>
    public const int Version = 1;

    // "Trkc"; the other half of the key is the schema's.
    const int LockClass = 0x54726b63;

    /// <summary>
    /// Times are the database's: members' clocks may differ by an hour, and a member is judged by them. <c>etag</c> of a row is the table's version when it
    /// was written.
    /// </summary>
    static readonly string[] Steps =
    [
        """
        CREATE TABLE {0}.cluster_versions(cluster text COLLATE "C" PRIMARY KEY, version integer NOT NULL);
        CREATE TABLE {0}.cluster_members(
          cluster text COLLATE "C", silo text COLLATE "C", status integer NOT NULL, gateway integer NOT NULL, host text NOT NULL, name text NOT NULL, role text,
          update_zone integer NOT NULL, fault_zone integer NOT NULL, started timestamptz NOT NULL, alive timestamptz NOT NULL,
          voters text[] NOT NULL, voted timestamptz[] NOT NULL, etag integer NOT NULL, PRIMARY KEY (cluster, silo));
        """,
    ];

    readonly NpgsqlDataSource _database;

    ClusterTables(NpgsqlDataSource database, string schema) => (_database, Schema) = (database, schema);

    /// <summary>The schema, quoted for SQL.</summary>
    public string Schema { get; }

    /// <param name="connectionString">The log's, which has been opened with it.</param>
    /// <param name="schema">The log's; its name was checked when the log was opened.</param>
    public static ClusterTables Of(string connectionString, string schema)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "tracker cluster " + schema, Enlist = false, MaxPoolSize = 8, CommandTimeout = 10, NoResetOnClose = true };
        if (settings.Timeout == 15) settings.Timeout = 5;
        // A member that stands still must not hold a row that the others wait for.
        settings.Options = $"-c idle_in_transaction_session_timeout=5000 -c lock_timeout=5000 {settings.Options}".TrimEnd();
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        return new ClusterTables(settings.Host!.Contains(',', StringComparison.Ordinal) ? builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary) : builder.Build(), $"\"{schema}\"");
    }

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct) => _database.OpenConnectionAsync(ct);

    /// <summary>A command whose statement names the schema as <c>{0}</c>, with positional parameters.</summary>
    public async Task<T> AskAsync<T>(string sql, Func<NpgsqlCommand, Task<T>> run, CancellationToken ct, params IReadOnlyList<NpgsqlParameter> parameters)
    {
        await using var command = _database.CreateCommand(sql.Replace("{0}", Schema, StringComparison.Ordinal));
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return await run(command);
    }

    /// <summary>The tables as this program needs them: made, brought up to date, or found so.</summary>
    /// <exception cref="Log.LogOpenException"><c>newer-format</c>, <c>no-access</c>: one line.</exception>
    public async Task PrepareAsync(CancellationToken ct)
    {
        try
        {
            await MakeAsync(ct);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new Log.LogOpenException("no-access", $"The account may not do with the cluster's tables in schema {Schema} what a member has to ({refused.MessageText}); let it own them, or name another account in Tracker:ConnectionString.", refused);
        }
    }

    async Task MakeAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        if (await FoundAsync(connection, ct) == Version)
        {
            await TryAsync(connection, ct);
            return;
        }
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, ct);
        await RunAsync(connection, $"SELECT pg_advisory_xact_lock({LockClass}, hashtext('{Schema}'))", ct);
        await RunAsync(connection, $"CREATE TABLE IF NOT EXISTS {Schema}.cluster_migrations(number integer PRIMARY KEY, at timestamptz NOT NULL)", ct);
        for (var number = await FoundAsync(connection, ct) + 1; number <= Version; number++)
        {
            await RunAsync(connection, Steps[number - 1].Replace("{0}", Schema, StringComparison.Ordinal), ct);
            await RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO {Schema}.cluster_migrations VALUES({number}, now())"), ct);
        }
        await transaction.CommitAsync(ct);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    /// <summary>Does nothing, with every right that a member needs.</summary>
    Task TryAsync(NpgsqlConnection connection, CancellationToken ct) => RunAsync(connection, $"""
        INSERT INTO {Schema}.cluster_versions SELECT * FROM {Schema}.cluster_versions WHERE false;
        UPDATE {Schema}.cluster_versions SET version = version WHERE false;
        INSERT INTO {Schema}.cluster_members SELECT * FROM {Schema}.cluster_members WHERE false;
        UPDATE {Schema}.cluster_members SET alive = alive WHERE false;
        DELETE FROM {Schema}.cluster_members WHERE false
        """, ct);

    async Task<int> FoundAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using (var there = new NpgsqlCommand("SELECT to_regclass($1) IS NOT NULL", connection) { Parameters = { new() { Value = Schema + ".cluster_migrations" } } })
        {
            if (await there.ExecuteScalarAsync(ct) is false) return 0;
        }
        await using var newest = new NpgsqlCommand($"SELECT coalesce(max(number), 0) FROM {Schema}.cluster_migrations", connection);
        var found = (int)(await newest.ExecuteScalarAsync(ct))!;
        return found <= Version ? found : throw new Log.LogOpenException("newer-format",
            string.Create(CultureInfo.InvariantCulture, $"The cluster's tables in schema {Schema} (Tracker:Schema) have format {found}, and this program knows formats up to {Version}. Start the newer program."));
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
