using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Orleans.Runtime;
using Orleans.Storage;

namespace Tracker.Grains.Snapshots;

/// <summary>
/// Orleans grain storage in one SQLite file beside the log, for the one-process server. Snapshots are derived: <c>synchronous=OFF</c>, and a
/// file that cannot be read is thrown away, a row that cannot be read is none.
/// A rollback journal, not a write-ahead log: words that a newer snapshot no longer has must not stay in a file beside it. ETags are versions; a write against another one is an <see cref="InconsistentStateException"/>.
/// </summary>
public sealed class SqliteGrainStorage : IGrainStorage
{
    public const string FileName = "snapshots.db";

    readonly string _connection;

    public SqliteGrainStorage(string directory)
    {
        var file = Path.Combine(directory, FileName);
        _connection = new SqliteConnectionStringBuilder { DataSource = file, Pooling = true }.ToString();
        try
        {
            Create();
        }
        catch (SqliteException unreadable) when (unreadable.SqliteErrorCode is 11 or 26)
        {
            SqliteConnection.ClearAllPools();
            foreach (var path in new[] { file, file + "-wal", file + "-shm" }) File.Delete(path);
            Create();
        }
    }

    /// <summary>Never fails: a grain that cannot read its snapshot reads its life.</summary>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        try
        {
            await ReadRowAsync(stateName, grainId, grainState);
        }
        catch (Exception unreadable) when (unreadable is SqliteException or JsonException)
        {
            // The state is still the empty one.
        }
    }

    async Task ReadRowAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await using var connection = await OpenAsync();
        await using var command = Command(connection, "SELECT version, body FROM snapshots WHERE grain = $grain AND name = $name", grainId, stateName);
        await using var row = await command.ExecuteReaderAsync();
        if (!await row.ReadAsync()) return;
        grainState.ETag = row.GetInt64(0).ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
        grainState.State = JsonSerializer.Deserialize<T>((byte[])row[1]) ?? grainState.State;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await using var connection = await OpenAsync();
        await using var command = Command(connection, """
            INSERT INTO snapshots (grain, name, version, body) VALUES ($grain, $name, $version + 1, $body)
            ON CONFLICT (grain, name) DO UPDATE SET version = $version + 1, body = $body WHERE version = $version
            """, grainId, stateName);
        var version = grainState.ETag is { } etag ? long.Parse(etag, CultureInfo.InvariantCulture) : 0;
        command.Parameters.AddWithValue("$version", version);
        command.Parameters.AddWithValue("$body", JsonSerializer.SerializeToUtf8Bytes(grainState.State));
        if (await command.ExecuteNonQueryAsync() == 0) throw new InconsistentStateException("Another activation kept a snapshot first.");
        grainState.ETag = (version + 1).ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await using var connection = await OpenAsync();
        await using var command = Command(connection, "DELETE FROM snapshots WHERE grain = $grain AND name = $name", grainId, stateName);
        await command.ExecuteNonQueryAsync();
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    void Create()
    {
        using var connection = new SqliteConnection(_connection);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON;
            CREATE TABLE IF NOT EXISTS snapshots (grain TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (grain, name)) STRICT, WITHOUT ROWID;
            """;
        command.ExecuteNonQuery();
    }

    async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection(_connection);
        await connection.OpenAsync();
        await using var pragmas = connection.CreateCommand();
        pragmas.CommandText = "PRAGMA synchronous = OFF; PRAGMA secure_delete = ON; PRAGMA busy_timeout = 5000;";
        await pragmas.ExecuteNonQueryAsync();
        return connection;
    }

    static SqliteCommand Command(SqliteConnection connection, string sql, GrainId grain, string name)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$grain", grain.ToString());
        command.Parameters.AddWithValue("$name", name);
        return command;
    }
}
