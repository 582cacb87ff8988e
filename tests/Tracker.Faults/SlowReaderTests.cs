using Tracker.Faults.Runs;

namespace Tracker.Faults;

/// <summary>
/// Readers that stop reading cost the server a bounded amount of memory, and nothing of what they were to read. The bound leaves room for what the collector
/// takes under load (up to 106 MB was seen); a queue for each reader would be half a gigabyte.
/// </summary>
public sealed class SlowReaderTests
{
    const int Megabyte = 1 << 20;
    const int Bound = 192 * Megabyte;
    const int Slow = 16;
    const int FirstSlow = 10;

    /// <summary>3 KB each: 12 MB for every reader, several times what the kernel keeps for one.</summary>
    const int Statements = 4_000;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readers_that_stop_reading_cost_the_server_a_bounded_amount_and_miss_nothing_when_they_go_on()
    {
        await using var stage = await Stage.SetAsync(Setting(7), Ct);
        var growth = await GrowthAsync(stage);
        foreach (var reader in stage.Audience.Readers) reader.GoOn();
        await Ending.JudgeAsync(stage, Ct);
        Assert.True(stage.Verdict.IsClean, stage.Explain());
        Assert.True(growth <= Bound, $"memory grew by {growth / Megabyte} MB");
        stage.Sound();
    }

    [Fact]
    public async Task Control_a_queue_without_bound_for_each_reader_is_found_to_grow()
    {
        await using var stage = await Stage.SetAsync(Setting(8) with { Sabotage = "queue" }, Ct);
        var growth = await GrowthAsync(stage);
        Assert.True(growth > Bound, $"Memory grew by only {growth / Megabyte} MB: this harness cannot see a queue.");
        stage.Sound();
    }

    static Setting Setting(int number) => Settings.Of(number) with { Readers = 30, PerSecond = 1_000, Length = 3_000 };

    /// <summary>By how much the server grew, at most, while the slow ones did not read; stops when that is over the bound.</summary>
    static async Task<long> GrowthAsync(Stage stage)
    {
        await stage.UnderLoadAsync(Statements / 2, Ct);
        var (before, most) = (stage.Server.Resident, 0L);
        foreach (var reader in stage.Audience.Readers.Skip(FirstSlow).Take(Slow)) reader.Stall();
        var end = stage.History.Acknowledged + Statements;
        await stage.UntilAsync(() =>
        {
            most = Math.Max(most, stage.Server.Resident - before);
            return most > Bound || stage.History.Acknowledged >= end;
        }, () => $"{stage.History.Acknowledged} of {end} acknowledged", Ct);
        stage.Setting.Say($"{before / Megabyte} MB before, at most {most / Megabyte} MB more while {Slow} of {stage.Setting.Readers} readers did not read");
        return most;
    }
}
