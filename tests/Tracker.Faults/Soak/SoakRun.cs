using System.Diagnostics;
using Tracker.Faults.Nemesis;
using Tracker.Faults.Runs;

namespace Tracker.Faults.Soak;

/// <summary>The long run: kills among other faults on one log that grows, then power cuts and failing writes. Adds a row to the ledger.</summary>
static class SoakRun
{
    const int KillsToAPowerCut = 30;
    const int KillsToARoundOfFailures = 60;

    /// <summary>Exit code 0 = nothing was found, 1 = something was, 2 = it could not be run as asked.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        SoakOptions options;
        try
        {
            options = SoakOptions.Parse(args);
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            await Console.Error.WriteLineAsync("soak: " + wrong.Message);
            return 2;
        }
        var (totals, began) = (new Totals(), Stopwatch.GetTimestamp());
        bool HasTime(double share) => Stopwatch.GetElapsedTime(began) < options.Limit * share;
        await KillAsync(options, totals, () => HasTime(0.75));
        for (var i = 0; i < options.Cycles / KillsToAPowerCut && HasTime(0.9); i++) await CutPowerAsync(options, i, totals);
        for (var i = 0; i < options.Cycles / KillsToARoundOfFailures && HasTime(1); i++) await FailAsync(options, i, totals);
        if (options.Ledger is not null) await Ledger.AppendAsync(options.Ledger, options, totals, TimeProvider.System);
        Say($"{totals.Kills} kills, {totals.PowerCuts} power cuts, {totals.Failures} failing writes; {totals.Acknowledged} acknowledged; lost {totals.Lost}, doubled {totals.Doubled}, holes {totals.Holes}, forks {totals.Forks}, other {totals.Other}");
        return totals.IsClean ? 0 : 1;
    }

    static async Task KillAsync(SoakOptions options, Totals totals, Func<bool> hasTime)
    {
        await using var stage = await Stage.SetAsync(Setting(options, 0) with { Readers = options.Readers, PerSecond = options.Rate }, default);
        var windows = Window.Draw(options.Seed, options.Cycles, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(3));
        totals.Add(await KillRun.PlayAsync(stage, windows, hasTime, default));
        await AddAsync(stage, totals);
    }

    static async Task CutPowerAsync(SoakOptions options, int number, Totals totals)
    {
        var (verdict, acknowledged, refused) = await PowerCut.PlayAsync(Setting(options, 1_000 + number), andStart: true, default);
        if (verdict is null)
        {
            Say($"no power cut: {refused}");
            return;
        }
        totals.PowerCuts++;
        totals.Acknowledged += acknowledged;
        totals.Add(verdict);
    }

    static async Task FailAsync(SoakOptions options, int number, Totals totals)
    {
        await using var stage = await Stage.SetAsync(Setting(options, 2_000 + number) with { Sabotage = "none" }, default);
        var failures = Failure.Draw(options.Seed + number);
        await FailingRun.PlayAsync(stage, failures, default);
        totals.Failures += failures.Count;
        await AddAsync(stage, totals);
    }

    static async Task AddAsync(Stage stage, Totals totals)
    {
        totals.Records += await Ending.JudgeAsync(stage, default);
        totals.Items += stage.Audience.Items;
        totals.Connections += stage.Audience.Connections;
        totals.Add(stage.History);
        totals.Add(stage.Verdict);
        if (stage.Verdict.IsClean) stage.Sound();
        else Say(stage.Explain());
    }

    static Setting Setting(SoakOptions options, int number) => new() { Seed = options.Seed + number, Say = Say };

    static void Say(string line) => Console.WriteLine(line);
}
