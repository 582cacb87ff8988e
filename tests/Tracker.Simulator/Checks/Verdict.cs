namespace Tracker.Simulator.Checks;

enum Wrong
{
    /// <summary>It was acknowledged, or seen, and is gone.</summary>
    Lost,
    /// <summary>Nobody tried to write it, or everybody was told that it was not written.</summary>
    Phantom,
    /// <summary>One order, two records.</summary>
    Duplicate,
    /// <summary>One position, two contents.</summary>
    Fork,
    /// <summary>A position that nobody gets.</summary>
    Hole,
    /// <summary>A position again, or one before.</summary>
    Regression,
    /// <summary>A retry was answered otherwise than the first try.</summary>
    Once,
    ReactionMissing,
    ReactionTwice,
    /// <summary>Another reaction than the fold of the records before it makes.</summary>
    ReactionDifferent,
    /// <summary>A reader's board is not the fold of the log.</summary>
    Board,
    Chain,
    /// <summary>Words that were taken down were given out, or are still on the disk.</summary>
    Words,
    /// <summary>A reader was told to begin anew for no reason.</summary>
    Reset,
    /// <summary>What should come to rest does not.</summary>
    Stuck,
    /// <summary>An exception that nobody expects.</summary>
    Thrown,
    /// <summary>Something ran outside the schedule: the run cannot be repeated.</summary>
    Escaped,
}

/// <summary>What was found first; a run ends with it.</summary>
sealed record Verdict(Wrong Kind, string What)
{
    public override string ToString() => $"{Kind}: {What}";
}
