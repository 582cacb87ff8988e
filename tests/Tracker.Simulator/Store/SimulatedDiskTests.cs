using Tracker.Simulator.Clockwork;

namespace Tracker.Simulator.Store;

public sealed class SimulatedDiskTests
{
    static readonly byte[] Old = [.. Enumerable.Repeat((byte)1, 3_000)];
    static readonly byte[] Now = [.. Enumerable.Repeat((byte)2, 3_000)];

    /// <summary>What is left of the second write after this, over many seeds.</summary>
    static async Task<HashSet<string>> LeftAsync(Func<SimulatedDisk, Task> then)
    {
        var left = new HashSet<string>();
        for (var seed = 1UL; seed <= 60; seed++)
        {
            var disk = new SimulatedDisk(new Chance(seed), () => Task.CompletedTask);
            await disk.WriteAsync(0, Old);
            await disk.FlushAsync();
            await disk.WriteAsync(0, Now);
            await then(disk);
            var bytes = disk.Read(0, 3_000).ToArray();
            Assert.DoesNotContain((byte)0, bytes);
            left.Add(bytes.Distinct().Count() == 2 ? "mixed" : bytes[0] == 1 ? "old" : "new");
        }
        return left;
    }

    [Fact]
    public async Task A_process_that_dies_leaves_what_it_wrote() => Assert.Equal(["new"], await LeftAsync(disk =>
    {
        disk.Killed();
        return Task.CompletedTask;
    }));

    [Fact]
    public async Task A_power_cut_leaves_what_was_flushed() => Assert.Equal(["new"], await LeftAsync(async disk =>
    {
        await disk.FlushAsync();
        disk.PowerCut();
    }));

    [Fact]
    public async Task A_power_cut_mixes_what_was_not_flushed() => Assert.Contains("mixed", await LeftAsync(disk =>
    {
        disk.PowerCut();
        return Task.CompletedTask;
    }));

    [Fact]
    public async Task A_flush_that_failed_is_not_made_good_by_the_next() => Assert.Contains("mixed", await LeftAsync(async disk =>
    {
        disk.FailsToFlush = true;
        Assert.Equal(DiskTrouble.Flush, (await Assert.ThrowsAsync<DiskException>(disk.FlushAsync)).Trouble);
        await disk.FlushAsync();
        disk.PowerCut();
    }));

    [Fact]
    public async Task A_full_disk_takes_a_part_and_says_so_and_what_is_there_can_be_overwritten()
    {
        var disk = new SimulatedDisk(new Chance(1), () => Task.CompletedTask);
        await disk.WriteAsync(0, Old);
        disk.Full = true;
        Assert.Equal(DiskTrouble.Full, (await Assert.ThrowsAsync<DiskException>(() => disk.WriteAsync(3_000, Now))).Trouble);
        Assert.NotEqual(Now, disk.Read(3_000, 3_000).ToArray());
        await disk.WriteAsync(0, Now);
        Assert.Equal(Now, disk.Read(0, 3_000).ToArray());
    }
}
