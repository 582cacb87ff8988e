namespace Tracker.Simulator;

/// <summary>Bugs that are put in on purpose, into the simulated parts alone: whoever does not find them finds no others either.</summary>
enum Plant
{
    None,

    /// <summary>The log answers when a batch is written and not flushed yet.</summary>
    AcknowledgesEarly,

    /// <summary>The log keeps no once-keys.</summary>
    SkipsOnce,

    /// <summary>A reader resumes one position after the one that it has.</summary>
    ResumesOneFurther,

    /// <summary>A position that was drawn for an append which is then refused is not given again.</summary>
    LeavesHoles,

    /// <summary>A story appends its reactions without its conditions.</summary>
    ReactsTwice,

    /// <summary>The log takes a flush that failed for one that did not.</summary>
    IgnoresFlushErrors,

    /// <summary>After a start the log serves what it found before that is flushed.</summary>
    ServesUnflushed,
}
