using Tracker.Faults.Nemesis;
using Tracker.Faults.Runs;

namespace Tracker.Faults;

/// <summary>
/// kill -9 under load. It keeps the page cache, so it proves nothing about fsync; what it proves is that no receipt goes out before the commit, that a retry is
/// never a second statement, and that every reader has every record once and in order over any number of restarts.
/// </summary>
public sealed class KillTests
{
    const int Cycles = 20;
    const int Readers = 200;
    const int ControlTries = 4;
    const int ControlKills = 2;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_kills_and_other_faults_under_load_lose_double_and_skip_nothing_for_two_hundred_readers()
    {
        var setting = Settings.Of(0) with { Readers = Readers, PerSecond = 2_000 };
        await using var stage = await Stage.SetAsync(setting, Ct);
        var windows = Window.Draw(setting.Seed, Cycles, TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(1_200));
        var starts = await KillRun.PlayAsync(stage, windows, null, Ct);
        await stage.UnderLoadAsync(100, Ct);
        var records = await Ending.JudgeAsync(stage, Ct);
        setting.Say($"{stage.History.Acknowledged} acknowledged in {stage.History.Attempts} attempts, {stage.History.Replayed} receipts given again, {stage.History.Unknown} outcomes unknown; "
            + $"{records} records, {stage.Audience.Items} items read by {Readers} readers over {stage.Audience.Connections} connections; ready after {starts.Order().ElementAt(Cycles / 2).TotalSeconds:0.00} s (median), {starts.Max().TotalSeconds:0.00} s (longest)");
        Assert.True(stage.Verdict.IsClean, stage.Explain());
        Assert.True(stage.History.Unknown > 0, "no post was ever cut: the kills missed the load");
        Assert.True(stage.Audience.Connections > Cycles * Readers / 2, "the readers were not cut by the kills");
        stage.Sound();
    }

    [Fact]
    public async Task Control_a_receipt_sent_20_ms_before_its_transaction_is_written_is_found_lost()
    {
        var lost = 0L;
        for (var tried = 0; tried < ControlTries && lost == 0; tried++) lost = await AnswerEarlyAsync(Settings.Of(50 + tried) with { Sabotage = "early-receipt" });
        Assert.True(lost > 0, $"The control lost nothing in {ControlTries} tries: this harness cannot see losses.");
    }

    static async Task<long> AnswerEarlyAsync(Setting setting)
    {
        await using var stage = await Stage.SetAsync(setting, Ct);
        // Killed as soon as enough is acknowledged: what was told last is not yet written.
        await KillRun.PlayAsync(stage, Enumerable.Range(1, ControlKills).Select(number => new Window(number, Fault.Quiet, TimeSpan.Zero, KilledWithin: false)), null, Ct);
        await Ending.LookAsync(stage, Ct);
        setting.Say(stage.Verdict.Lost.ToString());
        stage.Sound();
        return stage.Verdict.Lost.Count;
    }
}
