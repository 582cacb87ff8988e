using Tracker.Faults.Runs;

namespace Tracker.Faults;

/// <summary>
/// The store fails while it begins, writes, commits, has committed or moves its write-ahead log. What was taken back cleanly is refused and is not there; what
/// nobody can know stops the server, and after the next start all that was acknowledged is there. <c>Tracker.Log.Tests/Sqlite/FailureTests</c> does it for every n.
/// </summary>
public sealed class FailingStoreTests
{
    const int Tries = 4;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_of_failing_write_is_either_taken_back_or_stops_the_server_and_nothing_acknowledged_is_lost()
    {
        var setting = Settings.Of(2) with { Sabotage = "none" };
        await using var stage = await Stage.SetAsync(setting, Ct);
        var failures = Failure.Draw(setting.Seed);
        setting.Say(string.Join("; ", failures));
        await FailingRun.PlayAsync(stage, failures, Ct);
        await Ending.JudgeAsync(stage, Ct);
        Assert.True(stage.Verdict.IsClean, stage.Explain());
        stage.Sound();
    }

    [Fact]
    public async Task Control_a_failing_flush_whose_error_is_ignored_is_found_lost()
    {
        var lost = 0L;
        for (var tried = 0; tried < Tries && lost == 0; tried++) lost = await IgnoreAsync(Settings.Of(40 + tried) with { Sabotage = "ignored-flush" });
        Assert.True(lost > 0, $"The control lost nothing in {Tries} tries: this harness cannot see an ignored error.");
    }

    static async Task<long> IgnoreAsync(Setting setting)
    {
        await using var stage = await Stage.SetAsync(setting, Ct);
        await stage.UnderLoadAsync(20, Ct);
        var flush = Failure.Draw(setting.Seed).First(failure => failure is { Moment: "Commit", IsDoubt: true });
        await stage.Server.OrderAsync($"fail {flush.Moment} {flush.N} {flush.Code}", Ct);
        await stage.UntilAsync(() => stage.Server.Said("injected:") > 0, () => $"{flush} was not met", Ct);
        await Ending.LookAsync(stage, Ct);
        setting.Say(stage.Verdict.Lost.ToString());
        stage.Sound();
        return stage.Verdict.Lost.Count;
    }
}
