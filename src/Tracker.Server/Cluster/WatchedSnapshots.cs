using Orleans.Runtime;
using Orleans.Storage;

namespace Tracker.Server.Cluster;

/// <summary>The snapshots of a storage account: a grain that cannot read its own reads its life instead, as in the other stores.</summary>
sealed class WatchedSnapshots(IGrainStorage snapshots, AccountReach reach) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        try
        {
            await reach.AskAsync(() => snapshots.ReadStateAsync(stateName, grainId, grainState));
        }
        catch (Exception away) when (AzureAccount.IsTrouble(away))
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        }
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => reach.AskAsync(() => snapshots.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => reach.AskAsync(() => snapshots.ClearStateAsync(stateName, grainId, grainState));

    public void Participate(ISiloLifecycle observer) => (snapshots as ILifecycleParticipant<ISiloLifecycle>)?.Participate(observer);
}
