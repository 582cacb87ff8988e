using System.Globalization;

namespace Tracker.Simulator.Clockwork;

/// <summary>What happened, a line an event, with the step and the virtual time of each: the same for the same seed, byte by byte.</summary>
sealed class Trace(Schedule schedule, bool whole)
{
    const int Kept = 40;

    readonly Queue<string> _lines = new();

    /// <summary>Of every line so far (FNV-1a), also of those that are no longer kept.</summary>
    public ulong Print { get; private set; } = 14695981039346656037;

    public IEnumerable<string> Last => _lines;

    public void Say(string who, string what)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{schedule.Steps,6} {schedule.Now.TotalMilliseconds,9:0} {who}: {what}");
        foreach (var c in line) Print = (Print ^ c) * 1099511628211;
        Print = (Print ^ '\n') * 1099511628211;
        _lines.Enqueue(line);
        if (!whole && _lines.Count > Kept) _lines.Dequeue();
    }
}
