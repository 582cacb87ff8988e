using System.Globalization;
using System.Text.Json;
using Orleans.Runtime;
using Orleans.Storage;
using Tracker.Log.Settings;

namespace Tracker.Grains.Snapshots;

/// <summary>Orleans grain storage in the log's own database, shared by all processes that have the log. ETags are versions.</summary>
public sealed class SharedGrainStorage(ISnapshots snapshots) : IGrainStorage
{
    /// <summary>Never fails: a grain that cannot read its snapshot reads its life.</summary>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        try
        {
            if (await snapshots.ReadAsync(grainId.ToString(), stateName, CancellationToken.None) is not { } kept) return;
            (grainState.ETag, grainState.RecordExists) = (kept.Version.ToString(CultureInfo.InvariantCulture), true);
            grainState.State = JsonSerializer.Deserialize<T>(kept.Body.Span) ?? grainState.State;
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
        {
            // The state is still the empty one.
        }
    }

    /// <exception cref="InconsistentStateException">Another activation kept one first, or words were taken down since it was made.</exception>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var version = grainState.ETag is { } etag ? long.Parse(etag, CultureInfo.InvariantCulture) : 0;
        var position = grainState.State is Snapshot snapshot ? snapshot.Position : long.MaxValue;
        var written = await snapshots.WriteAsync(grainId.ToString(), stateName, version, position, JsonSerializer.SerializeToUtf8Bytes(grainState.State), CancellationToken.None)
            ?? throw new InconsistentStateException("Another activation kept a snapshot first, or words were taken down since this one was made.");
        (grainState.ETag, grainState.RecordExists) = (written.ToString(CultureInfo.InvariantCulture), true);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await snapshots.ClearAsync(grainId.ToString(), stateName, CancellationToken.None);
        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
    }
}
