using System.Globalization;
using System.Runtime.InteropServices;

namespace Tracker.Bench;

/// <summary>What the figures were measured on.</summary>
static class Machine
{
    public static string Name
    {
        get
        {
            var cpu = Field("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString();
            var memory = long.Parse((Field("/proc/meminfo", "MemTotal") ?? "0 kB").Split(' ')[0], CultureInfo.InvariantCulture) / 1024.0 / 1024.0;
            return string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores ({cpu}), {memory:F0} GB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        }
    }

    /// <summary>How many processes wanted to run in the last minute, when the bench began.</summary>
    public static string Load { get; } = File.ReadAllText("/proc/loadavg").Split(' ')[0];

    static string? Field(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':')[1].Trim();
}
