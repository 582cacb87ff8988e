using Tracker.Log.Derived;

namespace Tracker.Log.Search;

public sealed record SqliteSearchOptions
{
    /// <summary>The data directory; holds <c>search.db</c>. Nothing in it that the log could not give again.</summary>
    public required string Directory { get; init; }

    /// <summary>Records in one transaction at most. Default: 5,000.</summary>
    public int Batch { get; init; } = 5_000;

    /// <summary>
    /// Least time between two transactions: each leaves a piece of index that is merged with others later, so they should carry many statements. The first after a rest
    /// is taken in at once. 0 to 10 s. Default: 100 ms.
    /// </summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Searches at the same time, each with 32 MiB of pages; the next one waits. A search keeps one core busy. Default: 4.</summary>
    public int Readers { get; init; } = 4;

    /// <summary>Readings of statements after which a new partition begins: what one more statement costs, and what a takedown copies. Default: 65,536.</summary>
    public int PartitionRows { get; init; } = 65_536;

    /// <summary>Where the newest records are in memory. Default: nowhere, all are read from the log.</summary>
    public Recent? Recent { get; init; }

    /// <summary>Takes one line about trouble that was met and survived (a damaged file made anew, a full disk). Must not block.</summary>
    public Action<string>? Trouble { get; init; }
}
