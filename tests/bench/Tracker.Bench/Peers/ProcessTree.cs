using System.Globalization;

namespace Tracker.Bench.Peers;

/// <summary>What the kernel says of a process and of all that it has started, those that ended included.</summary>
static class ProcessTree
{
    const double TicksPerSecond = 100;   // Linux: sysconf(_SC_CLK_TCK) is 100 on every architecture that .NET runs on

    /// <summary>User and kernel time.</summary>
    public static TimeSpan Cpu(IEnumerable<int> roots) =>
        TimeSpan.FromSeconds(Of(roots).Sum(process => process.Fields[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture))) / TicksPerSecond);

    /// <summary>Resident memory in MB; a page that several processes share counts once (PSS).</summary>
    public static double ResidentMb(IEnumerable<int> roots) => Of(roots).Sum(process =>
        long.Parse(File.ReadLines($"/proc/{process.Id}/smaps_rollup").Single(line => line.StartsWith("Pss:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)) / 1024.0;

    /// <summary>Asks all that this process has started to end, by their ids.</summary>
    public static void EndChildren()
    {
        foreach (var (id, _) in Of([Environment.ProcessId]))
            if (id != Environment.ProcessId) _ = Load.Libc.kill(id, Load.Libc.Terminate);
    }

    static List<(int Id, string[] Fields)> Of(IEnumerable<int> roots)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => char.IsAsciiDigit(name![0])).Select(name => Stat(int.Parse(name!, CultureInfo.InvariantCulture)))
            .OfType<(int Id, string[] Fields)>().ToList();
        var children = all.ToLookup(process => int.Parse(process.Fields[1], CultureInfo.InvariantCulture));
        var found = all.Where(process => roots.Contains(process.Id)).ToList();
        for (var i = 0; i < found.Count; i++) found.AddRange(children[found[i].Id]);
        return found;
    }

    /// <summary>The fields behind the name: state, parent, … user, kernel, and those of children that were waited for.</summary>
    static (int Id, string[] Fields)? Stat(int id)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{id}/stat");
            return (id, line[(line.LastIndexOf(')') + 2)..].Split(' '));
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return null;
        }
    }
}
