using System.Globalization;
using System.Runtime.InteropServices;
using Tracker.Bench.Load;

namespace Tracker.Bench.Peers;

/// <summary>What every row of the comparison is measured with.</summary>
sealed class Comparison(Options options) : IDisposable
{
    public Options Options => options;

    public Sizes Sizes { get; } = options.Quick ? Sizes.Quick : Sizes.Full;

    /// <summary>The thread that reads what is delivered.</summary>
    public Loop Reading { get; } = new("reading");

    /// <summary>The thread that posts.</summary>
    public Loop Posting { get; } = new("posting");

    public Findings Findings { get; } = new();

    string Folder => Path.Combine(options.ServerFolder, "../../tests/bench/peers");

    public TrackerPeer Tracker() => new(options);

    public TrackerOnPostgresPeer TrackerOnPostgres() => new(options);

    public SignalRPeer SignalR() => new(Folder);

    public MinimalPostgresPeer MinimalPostgres() => new(Folder);

    public SocketIoPeer SocketIo() => new(Folder);

    public NchanPeer Nchan() => new(Folder);

    public void Say(FormattableString what) => Console.Error.WriteLine($"{Environment.TickCount64 / 1000 % 100_000,6}  {what.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Measures the rows that were asked for; one that fails stops no other. Writes the table and the plot; whether all were measured.</summary>
    public static async Task<bool> RunAsync(Options options)
    {
        using var comparison = new Comparison(options);
        // Who interrupts it is left without servers that go on.
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => ProcessTree.EndChildren());
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => ProcessTree.EndChildren());
        var disk = await Disk.MeasureAsync();
        var report = "";
        foreach (var (letters, measure) in new (string, Func<Comparison, Task>)[]
        {
            ("abc", DeliveryRows.MeasureAsync), ("d", IdleRow.MeasureAsync), ("ef", c => PostingRows.MeasureAsync(c, disk)), ("k", PostgresRow.MeasureAsync), ("g", BatchRow.MeasureAsync), ("i", StormRow.MeasureAsync), ("h", StuckRow.MeasureAsync),
        })
        {
            if (options.Rows is not null && !letters.Any(options.Rows.Contains)) continue;
            comparison.Say($"row {letters}");
            try
            {
                await measure(comparison);
            }
            catch (Exception wrong) when (wrong is not OutOfMemoryException)
            {
                comparison.Findings.Failures.Add($"{letters}: {wrong.Message}");
                comparison.Say($"row {letters} failed: {wrong}");
            }
            // After each, so that an interrupted run keeps what it has measured.
            report = await WriteAsync(comparison, disk);
        }
        Console.WriteLine(report);
        return comparison.Findings.Failures.Count == 0;
    }

    static async Task<string> WriteAsync(Comparison comparison, Disk disk)
    {
        var options = comparison.Options;
        var folder = Directory.CreateDirectory(options.Out ?? Path.Combine(options.ServerFolder, "../../tests/bench")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "peers.svg"), Plot.Of(comparison.Findings.Charts));
        var report = Report.Of(comparison.Findings, comparison.Sizes, options.Quick, disk);
        await File.WriteAllTextAsync(Path.Combine(folder, "PEERS.md"), report);
        comparison.Say($"written to {folder}");
        return report;
    }

    public void Dispose()
    {
        Reading.Dispose();
        Posting.Dispose();
    }
}
