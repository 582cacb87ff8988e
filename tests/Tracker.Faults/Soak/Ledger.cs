using System.Globalization;
using System.Runtime.InteropServices;
using Tracker.Faults.Servers;

namespace Tracker.Faults.Soak;

/// <summary>The table of all soaks: a row each, whatever came of it.</summary>
static class Ledger
{
    const string Head = """
        # What the soaks have added up to
        `tests/soak/run` appends a row. A violation that is found stays here, with its seed. kill -9 keeps the page cache: it says nothing about the disk; power cuts do.

        | date | commit | machine | seed | kills | power cuts | failing writes | acknowledged | attempts | unknown outcomes | records | items read | connections | lost | doubled | holes | forks | other | ready again, median / longest |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |

        """;

    /// <param name="on">What it ran on, where it was not one process.</param>
    public static async Task AppendAsync(string file, SoakOptions options, Totals totals, TimeProvider clock, string on = "")
    {
        if (!File.Exists(file)) await File.WriteAllTextAsync(file, Head);
        await File.AppendAllTextAsync(file, await RowAsync(options, totals, clock, on) + "\n");
    }

    static async Task<string> RowAsync(SoakOptions options, Totals totals, TimeProvider clock, string on)
    {
        string[] cells =
        [
            clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), await CommitAsync(), on.Length == 0 ? Machine : $"{Machine}; {on}", Number(options.Seed),
            Number(totals.Kills), Number(totals.PowerCuts), Number(totals.Failures), Number(totals.Acknowledged), Number(totals.Attempts), Number(totals.Unknown),
            Number(totals.Records), Number(totals.Items), Number(totals.Connections), Number(totals.Lost), Number(totals.Doubled), Number(totals.Holes), Number(totals.Forks), Number(totals.Other),
            string.Create(CultureInfo.InvariantCulture, $"{totals.MedianStart.TotalSeconds:0.00} / {totals.LongestStart.TotalSeconds:0.00} s"),
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    static async Task<string> CommitAsync()
    {
        var commit = (await Shell.RunAsync("git", "-C", Programs.Root, "rev-parse", "--short", "HEAD")).Output.Trim();
        var changes = (await Shell.RunAsync("git", "-C", Programs.Root, "status", "--porcelain", "--untracked-files=no")).Output.Trim();
        return changes.Length == 0 ? commit : commit + " and changes";
    }

    static string Machine => string.Create(CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB, {RuntimeInformation.OSDescription}");

    static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
