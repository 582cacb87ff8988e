using Tracker.Simulator.Clockwork;
using Tracker.Specs;

namespace Tracker.Simulator.Store;

/// <summary>The stand-in keeps every promise that the real log keeps: the same suite.</summary>
public class SimulatedLogTests : EventLogSpecs
{
    readonly SimulatedDisk _disk = Disk();
    int _logs;

    /// <summary>What happens to the disk between two lives of the log.</summary>
    private protected virtual void Between(SimulatedDisk disk)
    {
    }

    protected override Task<IEventLog> OpenAsync(TimeProvider clock)
    {
        Between(_disk);
        return OpenAsync(_disk, "specsepoch1", clock);
    }

    protected override Task<IEventLog> OpenAnotherAsync(TimeProvider clock) => OpenAsync(Disk(), $"another{++_logs:0000}", clock);

    protected override ValueTask CleanUpAsync() => default;

    static SimulatedDisk Disk() => new(new Chance(1), async () => await Task.Yield());

    static async Task<IEventLog> OpenAsync(SimulatedDisk disk, string epoch, TimeProvider clock) => await SimulatedLog.OpenAsync(new()
    {
        Disk = disk, Epoch = epoch, Clock = clock, Chance = new Chance(2), Scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler, Pause = async () => await Task.Yield(),
    });
}

/// <summary>The same where every opening comes after a power cut: what was answered needs nothing of what was not flushed.</summary>
public sealed class SimulatedLogAfterPowerCutsTests : SimulatedLogTests
{
    private protected override void Between(SimulatedDisk disk) => disk.PowerCut();
}
