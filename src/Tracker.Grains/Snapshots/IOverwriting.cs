namespace Tracker.Grains.Snapshots;

/// <summary>A store of snapshots that keeps what was overwritten until it is told not to.</summary>
public interface IOverwriting
{
    /// <summary>No byte of what was overwritten is left in the store's files when it completes.</summary>
    Task ScrubAsync();
}
