namespace Tracker.Grains.Snapshots;

/// <summary>The name under which every grain keeps its snapshot, whatever store is configured behind it.</summary>
public static class SnapshotStore
{
    public const string Name = "snapshots";
}
