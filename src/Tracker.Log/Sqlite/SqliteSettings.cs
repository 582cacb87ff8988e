using Tracker.Log.Settings;

namespace Tracker.Log.Sqlite;

/// <summary>Settings in the log's file: written by the log's writer, in the transactions that appends share.</summary>
sealed class SqliteSettings(SqliteLog log) : ISettings
{
    public ValueTask<IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>>> ListAsync(string section, CancellationToken ct) =>
        log.Read<IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>>>(database =>
        {
            var rows = database["SELECT key, value FROM settings WHERE section = ? ORDER BY key"].Bind(section);
            var found = new List<KeyValuePair<string, ReadOnlyMemory<byte>>>();
            while (rows.Step()) found.Add(new(rows.Text(0), rows.Bytes(1).ToArray()));
            return found;
        }, ct);

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(string section, string key, CancellationToken ct) =>
        log.Read<ReadOnlyMemory<byte>?>(database =>
        {
            var row = database["SELECT value FROM settings WHERE section = ? AND key = ?"].Bind(section).Bind(key);
            if (!row.Step()) return null;
            var value = row.Bytes(0).ToArray();
            row.Reset();
            return value;
        }, ct);

    public Task PutAsync(string section, string key, ReadOnlyMemory<byte> value, CancellationToken ct) =>
        log.WriteSetting(new SettingWork(section, key, value), ct);

    public Task<bool> PutFirstAsync(string section, string key, ReadOnlyMemory<byte> value, CancellationToken ct) =>
        log.WriteSetting(new SettingWork(section, key, value, onlyFirst: true), ct);

    public Task<bool> DeleteAsync(string section, string key, CancellationToken ct) =>
        log.WriteSetting(new SettingWork(section, key, null), ct);
}
