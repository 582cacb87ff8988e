using Tracker.Faults.Checking;

namespace Tracker.Faults.Soak;

/// <summary>What a soak adds up.</summary>
sealed class Totals
{
    readonly List<TimeSpan> _starts = [];
    int? _kills;

    /// <summary>As many as there were starts after them, where nobody says otherwise.</summary>
    public int Kills
    {
        get => _kills ?? _starts.Count;
        set => _kills = value;
    }
    public int PowerCuts { get; set; }
    public int Failures { get; set; }
    public long Acknowledged { get; set; }
    public long Attempts { get; set; }
    public long Unknown { get; set; }
    public long Records { get; set; }
    public long Items { get; set; }
    public long Connections { get; set; }
    public long Lost { get; private set; }
    public long Doubled { get; private set; }
    public long Holes { get; private set; }
    public long Forks { get; private set; }

    /// <summary>Everything else that was found.</summary>
    public long Other { get; private set; }

    public bool IsClean => Lost + Doubled + Holes + Forks + Other == 0;
    public TimeSpan MedianStart => _starts.Count == 0 ? default : _starts.Order().ElementAt(_starts.Count / 2);
    public TimeSpan LongestStart => _starts.Count == 0 ? default : _starts.Max();

    public void Add(IEnumerable<TimeSpan> starts) => _starts.AddRange(starts);

    public void Add(History history)
    {
        Acknowledged += history.Acknowledged;
        Attempts += history.Attempts;
        Unknown += history.Unknown;
    }

    public void Add(Verdict verdict)
    {
        Lost += verdict.Lost.Count;
        Doubled += verdict.Doubled.Count;
        Holes += verdict.Holes.Count;
        Forks += verdict.Forks.Count;
        Other += verdict.All.Sum(findings => findings.Count) - verdict.Lost.Count - verdict.Doubled.Count - verdict.Holes.Count - verdict.Forks.Count;
    }
}
