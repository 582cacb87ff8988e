using System.Globalization;
using Tracker.Bench;
using Tracker.Dashboard.Bench;

// dashboard: what a large board costs its reader, as a Markdown table; see run.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var seconds = args is ["--seconds", var given] ? int.Parse(given, NumberStyles.None, CultureInfo.InvariantCulture) : 180;
await using var server = await Server.StartAsync();
await using var browser = await Browser.LaunchAsync();

var rows = new List<Row>();
rows.AddRange(await BoardRows.MeasureAsync(server, browser, TimeSpan.FromSeconds(seconds)));

Console.WriteLine($"Machine: {Machine.Name}; server and Chromium (headless, no GPU) on it together; load before it began {Machine.Load}.\n\n| measured | target | figure | |\n| --- | --- | --- | --- |");
foreach (var (measured, target, figure, met) in rows) Console.WriteLine($"| {measured} | {target} | {figure} | {(met ? "met" : "**missed**")} |");
return rows.TrueForAll(row => row.Met) ? 0 : 1;
