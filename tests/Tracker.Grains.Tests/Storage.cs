using System.Threading.Channels;
using Orleans.Runtime;
using Orleans.Storage;

namespace Tracker.GrainsTests;

/// <summary>Grain storage that tells of each write, and can be made to fail.</summary>
sealed class Storage(IGrainStorage inner) : IGrainStorage
{
    readonly Channel<GrainId> _tried = Channel.CreateUnbounded<GrainId>();

    public bool Fails { get; set; }

    /// <summary>Grains that tried to keep a snapshot, in order, when the try was over.</summary>
    public ChannelReader<GrainId> Tried => _tried.Reader;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ReadStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        try
        {
            if (Fails) throw new InconsistentStateException("Another activation was first.");
            await inner.WriteStateAsync(stateName, grainId, grainState);
        }
        finally
        {
            _tried.Writer.TryWrite(grainId);
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ClearStateAsync(stateName, grainId, grainState);
}
