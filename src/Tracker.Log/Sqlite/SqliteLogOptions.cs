using Tracker.Log.Writing;

namespace Tracker.Log.Sqlite;

public sealed record SqliteLogOptions
{
    /// <summary>The data directory; made if it is not there. Holds <c>log.db</c> and the lock.</summary>
    public required string Directory { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>What a second process is told about this one, for example its addresses; one line.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Appends that may wait for the disk; the next one is answered <c>busy</c>. Default: 16,384.</summary>
    public int Waiting { get; init; } = 16_384;

    /// <summary>Bytes of bodies that may wait for the disk. Default: 64 MiB.</summary>
    public long WaitingBytes { get; init; } = 64 << 20;

    /// <summary>Connections that read at the same time; the next read waits. Default: 4.</summary>
    public int Readers { get; init; } = 4;

    /// <summary>Pages of 4 KiB that the write-ahead log gathers before they are moved to the database. Default: 1,000.</summary>
    public int CheckpointPages { get; init; } = 1_000;

    /// <summary>Touches that are kept in memory before the index on disk gets them, sorted; twice as many at the most, about 100 bytes each. Default: 32,768.</summary>
    public int TouchWindow { get; init; } = 32_768;

    /// <summary>Takes one line about trouble that was met and survived (disk full, slow checkpoint). Called on the writer's thread; must not block.</summary>
    public Action<string>? Trouble { get; init; }

    /// <summary>
    /// Called when the outcome of a commit is unknown: nothing after it may be believed, so it must end the process. Default: <see cref="Environment.FailFast(string)"/>.
    /// When it comes back (tests), the log is stopped: all that waits and comes is answered by an exception.
    /// </summary>
    public Action<string> FailStop { get; init; } = Environment.FailFast;

    /// <summary>False = <c>synchronous=NORMAL</c>: a power cut loses what was acknowledged. The positive control of the power-cut test, and nothing else.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Makes the store fail at a moment: tests.</summary>
    internal Action<Moment>? Faults { get; init; }

    /// <summary>Sees what is applied and not yet written, just before COMMIT: tests, which break the promise of a receipt here and must find out.</summary>
    internal Action<IReadOnlyList<Work>>? BeforeCommit { get; init; }
}
