using System.Globalization;
using System.Text;

namespace Tracker.Bench.Peers;

/// <summary>The comparison as Markdown: the targets first, then what was measured of whom.</summary>
static class Report
{
    public static string Of(Findings findings, Sizes sizes, bool quick, Disk disk)
    {
        var text = new StringBuilder();
        Line($"# Side by side");
        Line($"");
        Line($"Written by `tests/bench/run --part peers`{(quick ? " --quick: far too little to mean anything, it only shows that the command works" : "")}. Machine: {Machine.Name}; servers and load on it together, over loopback. A 4 KiB append with fdatasync takes {disk.P50:F2} ms on its disk (p99 {disk.P99:F2}); in the minute before, {Machine.Load} processes wanted to run.");
        Line($"Peers take turns within each of {sizes.Rounds} rounds{(sizes.FirstRound == 0 ? ", after a round that warms and counts for nothing" : "")}; figures are medians with (lowest–highest), ratios are of the same round. Server CPU is user and kernel time of all of a peer's processes, its database included. The body is of about 350 bytes, and the same for all.");
        Line($"");
        Line($"![Bars of the figures below](peers.svg)");
        Line($"");
        Line($"## Targets");
        Line($"");
        Line($"| what | compared | figure | target | |");
        Line($"| --- | --- | --- | --- | --- |");
        var before = "";
        foreach (var (row, verdict) in findings.Verdicts)
        {
            Line($"| {(row == before ? "" : row)} | {verdict.What} | {verdict.Text} | {verdict.Target} | {(quick ? "too little to tell" : verdict.Outcome)} |");
            before = row;
        }
        Line($"| j. kill -9 under load | 0 lost, 0 doubled, 0 holes | | | `tests/Tracker.Faults`, which counts them |");
        foreach (var failure in findings.Failures) Line($"\n**Not measured: {failure}**");
        foreach (var sheet in findings.Sheets) Table(sheet);
        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        void Table(Sheet sheet)
        {
            Line($"");
            Line($"## {sheet.Title}");
            Line($"");
            Line($"{sheet.Text}");
            Line($"");
            Line($"| {string.Join(" | ", sheet.Columns)} |");
            Line($"| {string.Join(" | ", sheet.Columns.Select(_ => "---"))} |");
            foreach (var row in sheet.Rows) Line($"| {string.Join(" | ", row)} |");
        }
    }
}
