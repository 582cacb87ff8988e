using Tracker.Faults.Runs;
using Tracker.Faults.Servers;

namespace Tracker.Faults;

/// <summary>
/// A disk that breaks for real: ext4 on a file that can grow no more, so that the kernel says EIO to a flush, drops what it could not write, and says yes to the
/// next one. Who goes on after that acknowledges what is nowhere.
/// </summary>
public sealed class BrokenDiskTests
{
    const int Megabytes = 256;
    const int Room = 48;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_flush_that_fails_stops_the_server_and_everything_acknowledged_is_there_when_the_disk_is_mended()
    {
        var (shelf, noShelf) = await Mount.SmallAsync(Room);
        Assert.SkipWhen(shelf is null, $"this machine mounts no small file system ({noShelf})");
        await using var small = shelf;
        var (disk, noDisk) = await Mount.Ext4Async(Megabytes, small.Folder);
        Assert.SkipWhen(disk is null, $"this machine mounts no file ({noDisk})");
        await using var mounted = disk;
        var setting = Settings.Of(30) with { Data = Path.Combine(mounted.Folder, "data"), Length = 2_000 };
        await using var stage = await Stage.SetAsync(setting, Ct);
        await stage.Server.EndedAsync(Ct).WaitAsync(TimeSpan.FromMinutes(3), Ct);
        setting.Say($"{stage.History.Acknowledged} acknowledged when the server ended with {stage.Server.ExitCode}: {stage.Server.Output.Split('\n').FirstOrDefault(line => line.Contains("I/O", StringComparison.Ordinal))}");
        Assert.NotEqual(0, stage.Server.ExitCode);

        await small.GrowAsync(2 * Megabytes);
        await mounted.AgainAsync();
        await stage.Server.UpAsync(Ct);
        await stage.UnderLoadAsync(50, Ct);
        await Ending.JudgeAsync(stage, Ct);
        Assert.True(stage.Verdict.IsClean, stage.Explain());
        stage.Sound();
    }
}
