using Tracker.Faults.Checking;
using Tracker.Faults.Runs;

namespace Tracker.Faults;

/// <summary>Servers that break one promise each without any fault from outside. The sound server passes the same load and worse in <see cref="KillTests"/>.</summary>
public sealed class ControlTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task Control_a_server_that_skips_the_once_key_is_found_to_store_retries_twice() =>
        FindAsync(5, "skipped-once", verdict => verdict.Doubled);

    [Fact]
    public Task Control_a_server_that_resumes_one_position_further_is_found_to_leave_holes() =>
        FindAsync(6, "further", verdict => verdict.Holes);

    static async Task FindAsync(int number, string sabotage, Func<Verdict, Findings> wanted)
    {
        var setting = Settings.Of(number) with { Sabotage = sabotage };
        await using var stage = await Stage.SetAsync(setting, Ct);
        await stage.UnderLoadAsync(200, Ct);
        stage.Audience.CutAll();
        await stage.UnderLoadAsync(200, Ct);
        await Ending.LookAsync(stage, Ct);
        setting.Say(wanted(stage.Verdict).ToString());
        Assert.True(wanted(stage.Verdict).Count > 0, $"The control '{sabotage}' was not found: this harness cannot see it.\n{stage.Verdict}");
        stage.Sound();
    }
}
