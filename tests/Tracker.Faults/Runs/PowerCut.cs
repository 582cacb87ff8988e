using Tracker.Faults.Checking;
using Tracker.Faults.Servers;

namespace Tracker.Faults.Runs;

/// <summary>
/// A power cut: the data lie on ext4 in a file. Under load the server is stopped, the file is copied as it is, and the copy is mounted elsewhere, where the
/// journal is replayed. What was only in the kernel's memory is not in the copy.
/// </summary>
static class PowerCut
{
    const int Megabytes = 256;

    /// <summary>Posts, cuts the power, and holds what the disk had against what was acknowledged.</summary>
    /// <param name="andStart">A server must also start on it.</param>
    /// <returns>The verdict and how many were acknowledged, or why this machine does not permit it.</returns>
    public static async Task<(Verdict? Verdict, long Acknowledged, string? Refused)> PlayAsync(Setting setting, bool andStart, CancellationToken ct)
    {
        if (!Signals.Known) return (null, 0, "a process cannot be stopped here");
        var (mounted, refused) = await Mount.Ext4Async(Megabytes);
        if (mounted is null) return (null, 0, refused);
        await using var disk = mounted;
        await using var stage = await Stage.SetAsync(setting with { Data = Path.Combine(disk.Folder, "data"), Readers = 0 }, ct);
        await stage.UnderLoadAsync(300, ct);
        await Task.Delay(new Random(setting.Seed).Next(0, 500), ct);
        Signals.Freeze(stage.Server.Pid);
        var (copied, none) = await disk.CloneAsync();
        if (copied is null) return (null, 0, none);
        await using var copy = copied;
        await stage.Server.KillAsync();
        await stage.Traffic.StopAsync();

        var data = Path.Combine(copy.Folder, "data");
        var records = await Ending.ReadAsync(data, new Checker(stage.History, new LogBook(), stage.Verdict), stage.Verdict, ct);
        if (setting.Sabotage is null) await Ending.VerifyAsync(data, stage.Answers.Anchor, stage.Verdict);
        if (andStart) await StartAsync(data, ct);
        setting.Say($"power cut: {stage.History.Acknowledged} acknowledged, {records} records on the disk, {stage.Verdict.Lost.Count} lost");
        if (stage.Verdict.IsClean || setting.Sabotage is not null) stage.Sound();
        else setting.Say(stage.Explain());
        return (stage.Verdict, stage.History.Acknowledged, null);
    }

    static async Task StartAsync(string data, CancellationToken ct)
    {
        await using var server = new ServerProcess(data);
        await server.UpAsync(ct);
    }
}
