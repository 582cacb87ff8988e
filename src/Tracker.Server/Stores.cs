using Tracker.Log;
using Tracker.Log.Feed;
using Tracker.Log.Index;
using Tracker.Log.Postgres;
using Tracker.Log.Search;
using Tracker.Log.Sqlite;

namespace Tracker.Server;

/// <summary>The record, and what this process makes of it in its data directory. Opened first and closed last, in the opposite order.</summary>
sealed class Stores : IAsyncDisposable
{
    readonly DirectoryLock? _lock;

    Stores(DirectoryLock? held, ILogStore log, Feed feed, SqliteIndex? index, SqliteSearch? search) => (_lock, Log, Feed, Index, Search) = (held, log, feed, index, search);

    public ILogStore Log { get; }
    public Feed Feed { get; }

    /// <summary>Null where nobody reads: in a silo without API.</summary>
    public SqliteIndex? Index { get; }

    /// <summary>As <see cref="Index"/>.</summary>
    public SqliteSearch? Search { get; }

    /// <summary>Where the record is, for a person, when it is not in the data directory.</summary>
    public string Place => Log is PostgresLog postgres ? $" in PostgreSQL ({postgres.Name})" : "";

    /// <param name="sqlite">How the log of a directory is opened; its directory, clock and trouble are every log's.</param>
    /// <exception cref="LogOpenException">The log cannot be opened: one line.</exception>
    public static async Task<Stores> OpenAsync(ServerOptions options, SqliteLogOptions sqlite, CancellationToken ct)
    {
        DirectoryLock? held = null;
        ILogStore? log = null;
        Feed? feed = null;
        try
        {
            if (options.Log == "postgres")
            {
                // What is derived lies in the directory, so it is one process's here too; a silo without API has nothing there.
                if (options.Role != "silo") held = DirectoryLock.Take(sqlite.Directory, sqlite.Clock, sqlite.Owner);
                // A clock that is not the machine's is the harness's.
                log = await PostgresLog.OpenAsync(Postgres(options) with { Clock = sqlite.Clock == TimeProvider.System ? null : sqlite.Clock, Trouble = sqlite.Trouble }, ct);
            }
            else log = await SqliteLog.OpenAsync(sqlite, ct);
            feed = new Feed(log, options.Feed, sqlite.Clock);
            log.Committed = feed.Committed;
            if (options.Role == "silo") return new Stores(held, log, feed, null, null);
            var search = Task.Run(() => SqliteSearch.OpenAsync(new SqliteSearchOptions { Directory = sqlite.Directory, Trouble = sqlite.Trouble, Recent = feed.Recent }, log, ct), ct);
            var index = await SqliteIndex.OpenAsync(new SqliteIndexOptions { Directory = sqlite.Directory, Trouble = sqlite.Trouble, Recent = feed.Recent }, log, ct);
            return new Stores(held, log, feed, index, await search);
        }
        catch
        {
            if (feed is not null) await feed.DisposeAsync();
            if (log is not null) await log.DisposeAsync();
            held?.Dispose();
            throw;
        }
    }

    /// <exception cref="UsageException">There is no connection string.</exception>
    public static PostgresLogOptions Postgres(ServerOptions options) => new()
    {
        ConnectionString = options.ConnectionString is { Length: > 0 } given ? given
            : throw new UsageException("Tracker:Log is postgres, and Tracker:ConnectionString is not set; it looks like Host=db;Username=tracker;Password=…;Database=tracker."),
        Schema = options.Schema,
    };

    /// <summary>The log is closed last.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Search is not null) await Search.DisposeAsync();
        if (Index is not null) await Index.DisposeAsync();
        await Feed.DisposeAsync();
        await Log.DisposeAsync();
        _lock?.Dispose();
    }
}
