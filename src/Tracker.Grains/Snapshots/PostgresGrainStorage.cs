using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Orleans.Runtime;
using Orleans.Storage;
using Tracker.Grains.Membership;

namespace Tracker.Grains.Snapshots;

/// <summary>
/// Snapshots in the log's database, for a cluster: an entity that moves takes its own along. ETags are versions; a write against another one is an
/// <see cref="InconsistentStateException"/>, so of two activations one keeps its snapshot.
/// </summary>
public sealed class PostgresGrainStorage(ClusterTables tables, ILogger<PostgresGrainStorage> logger) : IGrainStorage, IOverwriting
{
    const int Tries = 30;
    static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    /// <summary>Never fails: a grain that cannot read its snapshot reads its life.</summary>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        try
        {
            await tables.AskAsync("SELECT version, body FROM {0}.snapshots WHERE grain = $1 AND name = $2", async command =>
            {
                await using var row = await command.ExecuteReaderAsync();
                if (!await row.ReadAsync()) return false;
                (grainState.ETag, grainState.RecordExists) = (row.GetInt64(0).ToString(CultureInfo.InvariantCulture), true);
                grainState.State = JsonSerializer.Deserialize<T>((byte[])row[1]) ?? grainState.State;
                return true;
            }, CancellationToken.None, Text(grainId.ToString()), Text(stateName));
        }
        catch (Exception unreadable) when (unreadable is NpgsqlException or JsonException or TimeoutException)
        {
            // The state is still the empty one.
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var version = grainState.ETag is { } etag ? long.Parse(etag, CultureInfo.InvariantCulture) : 0;
        var written = await tables.AskAsync(version == 0
            ? "INSERT INTO {0}.snapshots(grain, name, version, body) VALUES($1, $2, $3 + 1, $4) ON CONFLICT DO NOTHING"
            : "UPDATE {0}.snapshots SET version = $3 + 1, body = $4 WHERE grain = $1 AND name = $2 AND version = $3",
            command => command.ExecuteNonQueryAsync(), CancellationToken.None, Text(grainId.ToString()), Text(stateName), new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = version },
            new() { NpgsqlDbType = NpgsqlDbType.Bytea, Value = JsonSerializer.SerializeToUtf8Bytes(grainState.State) });
        if (written == 0) throw new InconsistentStateException("Another activation kept a snapshot first.");
        (grainState.ETag, grainState.RecordExists) = ((version + 1).ToString(CultureInfo.InvariantCulture), true);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await tables.AskAsync("DELETE FROM {0}.snapshots WHERE grain = $1 AND name = $2", command => command.ExecuteNonQueryAsync(), CancellationToken.None, Text(grainId.ToString()), Text(stateName));
        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
    }

    /// <summary>PostgreSQL keeps the row's older version until the table is written anew; activations wait for that, commands do not.</summary>
    public async Task ScrubAsync()
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                await tables.AskAsync("VACUUM (FULL) {0}.snapshots", command =>
                {
                    command.CommandTimeout = 0;
                    return command.ExecuteNonQueryAsync();
                }, CancellationToken.None);
                return;
            }
            catch (NpgsqlException busy) when (tried < Tries)
            {
                if (tried == 1) logger.LogWarning("Snapshots with words that were taken down could not be written anew ({Reason}); it is tried again", busy.Message);
                await Task.Delay(AskAgain);
            }
        }
    }

    static NpgsqlParameter Text(string text) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = text };
}
