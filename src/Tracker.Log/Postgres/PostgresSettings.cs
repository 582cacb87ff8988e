using Npgsql;
using NpgsqlTypes;
using Tracker.Log.Settings;

namespace Tracker.Log.Postgres;

/// <summary>Settings in the log's schema, each write a transaction of its own. One whose answer was lost is done again: the second time changes nothing.</summary>
sealed class PostgresSettings(PostgresLog log, string s) : ISettings
{
    public ValueTask<IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>>> ListAsync(string section, CancellationToken ct) =>
        log.AskAsync<IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>>>(async (connection, stop) =>
        {
            await using var command = connection.Command($"SELECT key, value FROM {s}.settings WHERE section = $1 ORDER BY key", (NpgsqlDbType.Text, section));
            await using var rows = await command.ExecuteReaderAsync(stop);
            var found = new List<KeyValuePair<string, ReadOnlyMemory<byte>>>();
            while (await rows.ReadAsync(stop)) found.Add(new(rows.GetString(0), rows.Blob(1)));
            return found;
        }, ct);

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(string section, string key, CancellationToken ct) => log.AskAsync<ReadOnlyMemory<byte>?>(async (connection, stop) =>
    {
        await using var command = connection.Command($"SELECT value FROM {s}.settings WHERE section = $1 AND key = $2", (NpgsqlDbType.Text, section), (NpgsqlDbType.Text, key));
        return await command.ExecuteScalarAsync(stop) is byte[] value ? value : default(ReadOnlyMemory<byte>?);
    }, ct);

    public async Task PutAsync(string section, string key, ReadOnlyMemory<byte> value, CancellationToken ct) => await log.AskAsync(async (connection, stop) =>
    {
        await using var command = connection.Command($"INSERT INTO {s}.settings(section, key, value) VALUES($1, $2, $3) ON CONFLICT (section, key) DO UPDATE SET value = excluded.value",
            (NpgsqlDbType.Text, section), (NpgsqlDbType.Text, key), (NpgsqlDbType.Bytea, value.ToArray()));
        return await command.ExecuteNonQueryAsync(stop);
    }, ct);

    // The head's lock: whoever comes second sees what the first has put. A second try after a lost answer finds its own.
    public async Task<bool> PutFirstAsync(string section, string key, ReadOnlyMemory<byte> value, CancellationToken ct) => await log.AskAsync(async (connection, stop) =>
    {
        var (ofSection, named, bytes) = ((NpgsqlDbType.Text, (object)section), (NpgsqlDbType.Text, (object)key), (NpgsqlDbType.Bytea, (object)value.ToArray()));
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("BEGIN ISOLATION LEVEL READ COMMITTED");
        batch.Add($"SELECT FROM {s}.head WHERE one FOR UPDATE");
        batch.Add($"INSERT INTO {s}.settings(section, key, value) SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT FROM {s}.settings WHERE section = $1)", ofSection, named, bytes);
        batch.Add("COMMIT");
        await batch.ExecuteNonQueryAsync(stop);
        await using var command = connection.Command($"SELECT EXISTS(SELECT FROM {s}.settings WHERE section = $1 AND key = $2 AND value = $3)", ofSection, named, bytes);
        return await command.ExecuteScalarAsync(stop) is true;
    }, ct);

    public async Task<bool> DeleteAsync(string section, string key, CancellationToken ct) => await log.AskAsync(async (connection, stop) =>
    {
        await using var command = connection.Command($"DELETE FROM {s}.settings WHERE section = $1 AND key = $2", (NpgsqlDbType.Text, section), (NpgsqlDbType.Text, key));
        return await command.ExecuteNonQueryAsync(stop) > 0;
    }, ct);
}
