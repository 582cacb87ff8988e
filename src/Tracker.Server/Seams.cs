using Tracker.Log;
using Tracker.Log.Feed;
using Tracker.Log.Sqlite;

namespace Tracker.Server;

/// <summary>
/// Where the harness of faults (<c>tests/Tracker.Faults.Server</c>) puts its own between the parts, so that no setting of the program itself can break a
/// promise. As it is made, it leaves everything as it is.
/// </summary>
sealed record Seams
{
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public Func<SqliteLogOptions, SqliteLogOptions> Options { get; init; } = options => options;

    /// <summary>What the API and the grains take for the log; feed, index and search follow the log itself.</summary>
    public Func<IEventLog, IEventLog> Log { get; init; } = log => log;

    /// <summary>What live readers take for the feed.</summary>
    public Func<IFeed, IFeed> Feed { get; init; } = feed => feed;
}
