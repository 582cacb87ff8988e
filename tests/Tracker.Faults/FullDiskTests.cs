using System.Net;
using Tracker.Faults.Load;
using Tracker.Faults.Runs;
using Tracker.Faults.Servers;

namespace Tracker.Faults;

/// <summary>The disk is really full: a small file system of the harness's own.</summary>
public sealed class FullDiskTests
{
    const int Megabytes = 64;
    const int Filler = 24;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_refuses_posts_while_reads_and_live_go_on_and_posting_resumes_by_itself_when_there_is_room()
    {
        var (disk, refused) = await Mount.SmallAsync(Megabytes);
        Assert.SkipWhen(disk is null, $"this machine mounts no small file system ({refused})");
        await using var mounted = disk;
        var filler = Path.Combine(mounted.Folder, "filler");
        await File.WriteAllBytesAsync(filler, new byte[Filler << 20], Ct);
        var setting = Settings.Of(9) with { Data = Path.Combine(mounted.Folder, "data"), Length = 2_000 };
        await using var stage = await Stage.SetAsync(setting, Ct);

        await stage.UntilAsync(() => stage.Answers.Full > 50, () => $"only {stage.Answers.Full} refusals for a full disk", Ct);
        var head = stage.Answers.Anchor.Position;
        Assert.Equal(HttpStatusCode.OK, (await stage.Api.GetAsync($"api/changes?after=start&limit=100", Ct)).Status);
        Assert.Equal(HttpStatusCode.OK, (await stage.Api.GetAsync($"api/stories/{World.Story}/board", Ct)).Status);
        stage.Audience.CutAll();
        await stage.UntilAsync(() => stage.Audience.Connected == setting.Readers && stage.Audience.Readers.All(reader => reader.Notes.Position >= head),
            () => $"on a full disk {stage.Audience.Connected} of {setting.Readers} readers are served", Ct);

        File.Delete(filler);
        await stage.UnderLoadAsync(200, Ct);
        await Ending.JudgeAsync(stage, Ct);
        setting.Say($"{stage.Answers.Full} posts refused as storage-full, {stage.History.Acknowledged} acknowledged");
        Assert.True(stage.Verdict.IsClean, stage.Explain());
        stage.Sound();
    }
}
