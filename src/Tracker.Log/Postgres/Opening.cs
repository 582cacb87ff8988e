using Npgsql;

namespace Tracker.Log.Postgres;

/// <summary>What has to be so before the log is used, and what is said when it is not.</summary>
static class Opening
{
    public static async Task<(Roles Roles, Head Head)> RunAsync(Source source, PostgresLogOptions options, CancellationToken ct)
    {
        await using var connection = await source.OpenAsync(ct);
        await CheckAsync(connection, options, source.Name, ct);
        var roles = await RolesAsync(connection, source.Schema, ct);
        return (roles, await HeadAsync(connection, source.Schema, ct));
    }

    /// <summary>A database as the log needs it, its schema up to date and the account its owner.</summary>
    public static async Task CheckAsync(NpgsqlConnection connection, PostgresLogOptions options, string name, CancellationToken ct)
    {
        await CheckDatabaseAsync(connection, name, options.Trouble, ct);
        await Migrations.RunAsync(connection, options, name, ct);
        await CheckOwnerAsync(connection, options.Schema, name, ct);
    }

    public static async Task<Head> HeadAsync(NpgsqlConnection connection, string schema, CancellationToken ct)
    {
        await using var command = connection.Command($"SELECT epoch, position, at, hash, last_entity FROM {schema}.head WHERE one");
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) throw new LogOpenException("damaged", "The log has no row in its table head.");
        return new Head(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.Blob(3), row.GetInt64(4));
    }

    public static LogOpenException Refusal(Exception error, string name) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName } said =>
            new("no-account", $"The database does not let Tracker in as {name} ({said.MessageText}); put Tracker:ConnectionString right.", error),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } said =>
            new("no-access", $"The account of {name} may not do what the log needs ({said.MessageText}); let it own the schema (CREATE SCHEMA … AUTHORIZATION …), or name another account in Tracker:ConnectionString.", error),
        PostgresException said => new("damaged", $"The log {name} cannot be opened ({Reach.Reason(said)}).", error),
        _ when Reach.IsUnknownHost(error) => new("bad-setting", $"Nobody knows the host of {name}; put Tracker:ConnectionString right.", error),
        _ => new("away", $"The database {name} cannot be reached ({Reach.Reason(error)}); look at it and at Tracker:ConnectionString.", error),
    };

    static async Task CheckDatabaseAsync(NpgsqlConnection connection, string name, Action<string>? trouble, CancellationToken ct)
    {
        await using var command = connection.Command("SELECT current_setting('server_encoding'), pg_is_in_recovery(), current_setting('fsync'), current_setting('synchronous_commit'), current_setting('server_version_num')::int");
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        if (row.GetString(0) != "UTF8") throw new LogOpenException("bad-setting", $"The database {name} has the encoding {row.GetString(0)}; the log needs one with UTF8.");
        if (row.GetInt32(4) < 130_000) throw new LogOpenException("bad-setting", $"The database {name} is PostgreSQL {row.GetInt32(4) / 10_000}; the log needs 13 or newer.");
        if (row.GetBoolean(1)) throw new PostgresException("it is a standby", "ERROR", "ERROR", PostgresErrorCodes.ReadOnlySqlTransaction);
        if (row.GetString(2) == "off") trouble?.Invoke($"The database {name} has fsync = off: a power cut loses what was acknowledged.");
        if (row.GetString(3) == "off") trouble?.Invoke($"The database {name} has synchronous_commit = off; the log's own sessions have it on.");
    }

    // Partitions are attached and words are scrubbed while it runs: both are an owner's right, and better missed now than in a year.
    static async Task CheckOwnerAsync(NpgsqlConnection connection, string schema, string name, CancellationToken ct)
    {
        await using var command = connection.Command("SELECT count(*) FILTER (WHERE NOT pg_has_role(c.relowner, 'USAGE')), bool_and(has_schema_privilege(n.oid, 'CREATE')) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind IN ('r', 'p')",
            (NpgsqlTypes.NpgsqlDbType.Text, schema));
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        if (row.GetInt64(0) > 0 || !row.GetBoolean(1))
            throw new LogOpenException("no-access", $"The account of {name} does not own the log's tables, or may not create in their schema; let it own the schema and them, or name another account in Tracker:ConnectionString.");
    }

    static async Task<Roles> RolesAsync(NpgsqlConnection connection, string schema, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, ct);
        var stored = new List<(int, string)>();
        // Of two processes that know more than the table, one writes it and the other reads what that one wrote.
        await using (var take = connection.Command($"LOCK TABLE {schema}.roles IN SHARE ROW EXCLUSIVE MODE")) await take.ExecuteNonQueryAsync(ct);
        await using (var command = connection.Command($"SELECT id, name FROM {schema}.roles ORDER BY id"))
        {
            await using var rows = await command.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct)) stored.Add((rows.GetInt16(0), rows.GetString(1)));
        }
        var roles = Roles.Of(stored);
        foreach (var (id, role) in roles.Extend())
        {
            await using var add = connection.Command($"INSERT INTO {schema}.roles(id, name) VALUES($1, $2)", (NpgsqlTypes.NpgsqlDbType.Smallint, (short)id), (NpgsqlTypes.NpgsqlDbType.Text, Chain.NameOf(role)));
            await add.ExecuteNonQueryAsync(ct);
        }
        await transaction.CommitAsync(ct);
        return roles;
    }
}
