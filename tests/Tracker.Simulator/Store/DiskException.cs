namespace Tracker.Simulator.Store;

enum DiskTrouble { Full, Flush }

/// <summary>What the disk answers instead of doing it. Full: a part may be written. Flush: what was written since the last flush may be anything.</summary>
sealed class DiskException(DiskTrouble trouble) : Exception($"The disk says: {trouble}.")
{
    public DiskTrouble Trouble => trouble;
}
