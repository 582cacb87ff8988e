using Tracker.Faults.Runs;

namespace Tracker.Faults;

/// <summary>The wall clock is set forth and back by hours under load: order comes from positions, and the log's time never goes back.</summary>
public sealed class ClockTests
{
    const int Jumps = 8;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_clock_that_jumps_by_hours_both_ways_changes_no_order_and_no_promise()
    {
        var setting = Settings.Of(4) with { Sabotage = "none" };
        await using var stage = await Stage.SetAsync(setting, Ct);
        var dice = new Random(setting.Seed);
        for (var i = 0; i < Jumps; i++)
        {
            await stage.UnderLoadAsync(50, Ct);
            var hours = dice.Next(1, 49) * (i % 2 == 0 ? 1 : -1);
            setting.Say($"clock {hours:+0;-0} h");
            await stage.Server.OrderAsync($"clock {hours * 3600}", Ct);
        }
        await stage.UnderLoadAsync(50, Ct);
        await Ending.JudgeAsync(stage, Ct);
        Assert.True(stage.Verdict.IsClean, stage.Explain());
        stage.Sound();
    }
}
