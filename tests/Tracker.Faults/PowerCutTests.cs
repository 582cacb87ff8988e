using Tracker.Faults.Runs;

namespace Tracker.Faults;

/// <summary>A receipt survives the loss of everything that was only in memory, the kernel's included. Needs the right to mount a file.</summary>
public sealed class PowerCutTests
{
    const int Cuts = 2;
    const int ControlTries = 5;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_was_acknowledged_is_on_the_disk_when_the_power_goes_and_a_server_starts_on_it()
    {
        for (var cut = 0; cut < Cuts; cut++)
        {
            var (verdict, _, refused) = await PowerCut.PlayAsync(Settings.Of(10 + cut), andStart: cut == 0, Ct);
            Assert.SkipWhen(verdict is null, $"this machine mounts no file ({refused})");
            Assert.True(verdict.IsClean, verdict.ToString());
        }
    }

    [Fact]
    public async Task Control_a_log_that_does_not_flush_is_found_to_lose_what_it_acknowledged()
    {
        var lost = 0L;
        for (var cut = 0; cut < ControlTries && lost == 0; cut++)
        {
            var (verdict, _, refused) = await PowerCut.PlayAsync(Settings.Of(20 + cut) with { Sabotage = "not-durable" }, andStart: false, Ct);
            Assert.SkipWhen(verdict is null, $"this machine mounts no file ({refused})");
            lost = verdict.Lost.Count;
        }
        Assert.True(lost > 0, $"synchronous=NORMAL lost nothing in {ControlTries} power cuts: this harness cannot see a missing flush.");
    }
}
