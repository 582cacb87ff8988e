using System.Globalization;

namespace Tracker.Hostile.Shooting;

/// <summary>What the server's process uses, as the kernel tells it.</summary>
sealed class Meter(int pid)
{
    /// <summary>
    /// How much the resident memory may grow over the whole run, at its peak: the 384 MiB that its heap is held to (beyond them it ends), and 128 for SQLite's
    /// pages and the code. Seen: 325 to 365 MB.
    /// </summary>
    const long MostGrown = 512 * 1024;

    readonly long _first = Kilobytes(pid, "VmRSS:");

    public long GrownKilobytes => Kilobytes(pid, "VmHWM:") - _first;

    /// <summary>Processor time, user and system.</summary>
    public TimeSpan Processor
    {
        get
        {
            var fields = File.ReadAllText($"/proc/{pid}/stat").Split(") ")[1].Split(' ');
            return TimeSpan.FromMilliseconds(10 * (Number(fields[11]) + Number(fields[12])));
        }
    }

    public void IsBounded() => Assert.True(GrownKilobytes <= MostGrown, $"It has grown by {GrownKilobytes / 1024} MB, from {_first / 1024} MB.");

    static long Kilobytes(int pid, string name) =>
        Number(File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim());

    static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
