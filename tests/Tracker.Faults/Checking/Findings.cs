namespace Tracker.Faults.Checking;

/// <summary>Violations of one kind: all are counted, the first 32 are kept word for word.</summary>
sealed class Findings(string kind)
{
    public const int Kept = 32;
    readonly Lock _gate = new();
    readonly List<string> _first = [];

    public string Kind => kind;
    public long Count { get; private set; }
    public IReadOnlyList<string> First { get { lock (_gate) return [.. _first]; } }

    public void Add(string what)
    {
        lock (_gate)
        {
            Count++;
            if (_first.Count < Kept) _first.Add(what);
        }
    }

    public override string ToString() => $"{Count} {kind}{(Count == 0 ? "" : ": " + string.Join("; ", First))}";
}
