using System.Diagnostics;
using System.Globalization;

namespace Tracker.Simulator;

/// <summary>Seeds from the command line.</summary>
static class Play
{
    public static int Run(string[] args)
    {
        var settings = new Settings(Number("--seed", 1)) { Plant = Enum.Parse<Plant>(After("--plant") ?? "None"), WholeTrace = args.Contains("--trace") };
        if (After("--jobs") is { } jobs) settings = settings with { Jobs = int.Parse(jobs, CultureInfo.InvariantCulture) };
        if (After("--seed") is not null) return One(settings);
        var from = After("--seeds") is { } first ? int.Parse(first, CultureInfo.InvariantCulture) : Number("--from", 1);
        var at = Array.IndexOf(args, "--seeds");
        var count = at < 0 ? int.MaxValue - from : int.Parse(args[at + 2], CultureInfo.InvariantCulture);
        return Many(settings, from, count, After("--minutes") is null ? Timeout.InfiniteTimeSpan : TimeSpan.FromMinutes(Number("--minutes", 1)));

        string? After(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;

        int Number(string name, int otherwise) => After(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }

    static int One(Settings settings)
    {
        var outcome = Simulation.Run(settings);
        foreach (var line in outcome.Trace) Console.WriteLine(line);
        Console.WriteLine($"seed {settings.Seed}: {(outcome.Verdict is { } verdict ? verdict : "clean")}; {outcome.Steps} steps, {outcome.Head} records, trace {outcome.Print:x16}");
        if (outcome.Verdict is null) return 0;
        var shorter = Simulation.Shorten(outcome);
        if (shorter != outcome) Console.WriteLine($"shorter: step {shorter.Steps}: {shorter.Replay}");
        return 1;
    }

    static int Many(Settings settings, int from, int count, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var run = Seeds.Run(settings, from, count, time);
        Console.WriteLine($"{run.Seeds} seeds from {from}, {run.Steps} steps, {run.Records} records, {watch.Elapsed.TotalSeconds:0.0} s: {(run.Failed is null ? "clean" : "FAILED")}");
        if (run.Failed is null) return 0;
        Console.WriteLine(run.Failed.Report);
        return 1;
    }
}
