namespace Tracker.Faults.Checking;

/// <summary>What was found. All empty = every promise was kept.</summary>
sealed class Verdict
{
    /// <summary>Acknowledged and not in the log.</summary>
    public Findings Lost { get; } = new("lost");

    /// <summary>In the log, and nobody tried to put it there; or everyone was told that it was not stored.</summary>
    public Findings Phantoms { get; } = new("phantoms");

    /// <summary>A statement with two positions, or a reaction to one cause twice.</summary>
    public Findings Doubled { get; } = new("doubled");

    /// <summary>Another content was acknowledged than is stored, or the stored one was refused as a conflict.</summary>
    public Findings Contradicted { get; } = new("contradicted");

    /// <summary>A position with two contents or two hashes, or a receipt whose position or hash is another than the log's.</summary>
    public Findings Forks { get; } = new("forks");

    /// <summary>A reader, or the log, skipped a position.</summary>
    public Findings Holes { get; } = new("holes");

    /// <summary>A reader got a position again, or the log's time went back.</summary>
    public Findings Regressions { get; } = new("regressions");

    /// <summary>A reader was told to begin anew although the log is the same.</summary>
    public Findings Resets { get; } = new("resets");

    /// <summary>A reader that did not come to the end.</summary>
    public Findings Absent { get; } = new("absent");

    /// <summary>Answers that no input may get (500, or a refusal that nobody caused), a chain that does not verify, a state that is not the log's fold.</summary>
    public Findings Wrong { get; } = new("wrong");

    public IReadOnlyList<Findings> All => [Lost, Phantoms, Doubled, Contradicted, Forks, Holes, Regressions, Resets, Absent, Wrong];

    public bool IsClean => All.All(findings => findings.Count == 0);

    public override string ToString() => string.Join('\n', All);
}
