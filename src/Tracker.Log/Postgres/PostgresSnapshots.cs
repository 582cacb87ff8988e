using NpgsqlTypes;
using Tracker.Log.Settings;

namespace Tracker.Log.Postgres;

/// <summary>
/// A table beside the log. A takedown empties it (<see cref="Scrubbing"/>), and a state from before the newest takedown is not taken, however late it comes:
/// so no words can come back with one.
/// </summary>
sealed class PostgresSnapshots(PostgresLog log, string s) : ISnapshots
{
    public ValueTask<(long Version, ReadOnlyMemory<byte> Body)?> ReadAsync(string grain, string name, CancellationToken ct) =>
        log.AskAsync<(long, ReadOnlyMemory<byte>)?>(async (connection, stop) =>
        {
            await using var command = connection.Command($"SELECT version, body FROM {s}.snapshots WHERE grain = $1 AND name = $2", (NpgsqlDbType.Bytea, Sql.Bytes(grain)), (NpgsqlDbType.Bytea, Sql.Bytes(name)));
            await using var row = await command.ExecuteReaderAsync(stop);
            if (!await row.ReadAsync(stop)) return null;
            return (row.GetInt64(0), row.Blob(1));
        }, ct);

    public ValueTask<long?> WriteAsync(string grain, string name, long version, long position, ReadOnlyMemory<byte> body, CancellationToken ct) => log.AskAsync<long?>(async (connection, stop) =>
    {
        await using var command = connection.Command($"""
            INSERT INTO {s}.snapshots AS kept (grain, name, version, body)
            SELECT $1, $2, $3 + 1, $4 WHERE $5 >= (SELECT coalesce(max(by), 0) FROM {s}.redactions)
            ON CONFLICT (grain, name) DO UPDATE SET version = excluded.version, body = excluded.body WHERE kept.version = $3
            """, (NpgsqlDbType.Bytea, Sql.Bytes(grain)), (NpgsqlDbType.Bytea, Sql.Bytes(name)), (NpgsqlDbType.Bigint, version), (NpgsqlDbType.Bytea, body.ToArray()), (NpgsqlDbType.Bigint, position));
        return await command.ExecuteNonQueryAsync(stop) > 0 ? version + 1 : null;
    }, ct);

    public async ValueTask ClearAsync(string grain, string name, CancellationToken ct) => await log.AskAsync(async (connection, stop) =>
    {
        await using var command = connection.Command($"DELETE FROM {s}.snapshots WHERE grain = $1 AND name = $2", (NpgsqlDbType.Bytea, Sql.Bytes(grain)), (NpgsqlDbType.Bytea, Sql.Bytes(name)));
        return await command.ExecuteNonQueryAsync(stop);
    }, ct);
}
