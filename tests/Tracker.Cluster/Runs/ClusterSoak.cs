using System.Diagnostics;
using System.Globalization;
using Tracker.Faults.Soak;

namespace Tracker.ClusterTests.Runs;

/// <summary>The long run on a cluster of three nodes: blows drawn from a seed. Adds a row to the ledger.</summary>
static class ClusterSoak
{
    const int Nodes = 3;

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
        await using var stage = await ClusterStage.SetAsync(options.Seed, Nodes, options.Readers, options.Rate, default);
        Console.WriteLine($"seed {options.Seed}");
        try
        {
            foreach (var blow in Blow.Draw(options.Seed, options.Cycles, Nodes).TakeWhile(_ => Stopwatch.GetElapsedTime(began) < options.Limit))
            {
                var cycle = Stopwatch.GetTimestamp();
                await stage.UnderLoadAsync(100, default);
                await stage.PlayAsync(blow, default);
                Console.WriteLine($"{blow.Fault} {blow.Node}, {Stopwatch.GetElapsedTime(cycle).TotalSeconds:0} s; {stage.History.Acknowledged} acknowledged, {stage.Audience.Items} items read");
            }
            await stage.UnderLoadAsync(100, default);
            totals.Records = await stage.JudgeAsync(default);
        }
        catch (Exception broken) when (broken is TimeoutException or InvalidOperationException or OperationCanceledException)
        {
            // What did not come back in time is a finding like another: it has its row.
            stage.Verdict.Wrong.Add(broken.ToString());
        }
        totals.Kills = stage.Kills;
        (totals.Items, totals.Connections) = (stage.Audience.Items, stage.Audience.Connections);
        totals.Add(stage.Starts);
        totals.Add(stage.History);
        totals.Add(stage.Verdict);
        if (options.Ledger is not null) await Ledger.AppendAsync(options.Ledger, options, totals, TimeProvider.System, string.Create(CultureInfo.InvariantCulture, $"cluster of {Nodes} on PostgreSQL, kills of silo or database, entities back within {stage.Back.DefaultIfEmpty().Max().TotalSeconds:0.0} s"));
        Console.WriteLine($"{stage.Kills} kills; {totals.Acknowledged} acknowledged; lost {totals.Lost}, doubled {totals.Doubled}, holes {totals.Holes}, forks {totals.Forks}, other {totals.Other}");
        if (!totals.IsClean) Console.WriteLine($"{stage.Verdict}\n{stage.Cluster.Explain()}");
        return totals.IsClean ? 0 : 1;
    }
}
