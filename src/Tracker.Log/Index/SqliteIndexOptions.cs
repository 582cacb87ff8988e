using Tracker.Log.Derived;

namespace Tracker.Log.Index;

public sealed record SqliteIndexOptions
{
    /// <summary>The data directory; holds <c>index.db</c>. Nothing in it that the log could not give again.</summary>
    public required string Directory { get; init; }

    /// <summary>Records in one transaction at most. Default: 2,000.</summary>
    public int Batch { get; init; } = 2_000;

    /// <summary>Least time between two transactions: under load many records share one; the first after a rest is taken in at once. Default: 5 ms.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Reads at the same time; the next one waits. Default: 8.</summary>
    public int Readers { get; init; } = 8;

    /// <summary>Stories whose board is kept as bytes. Default: 64.</summary>
    public int Boards { get; init; } = 64;

    /// <summary>Where the newest records are in memory. Default: nowhere, all are read from the log.</summary>
    public Recent? Recent { get; init; }

    /// <summary>Takes one line about trouble that was met and survived (a damaged file made anew, a full disk). Must not block.</summary>
    public Action<string>? Trouble { get; init; }
}
