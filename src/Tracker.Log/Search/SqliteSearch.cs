using Tracker.Log.Derived;

namespace Tracker.Log.Search;

/// <summary>The search in its own SQLite file beside the log, kept up with it by a <see cref="Follower"/>.</summary>
public sealed class SqliteSearch : ISearch
{
    static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(10);

    readonly Follower _follower;

    SqliteSearch(Follower follower) => _follower = follower;

    /// <summary>Opens or makes the search and begins to follow the log; what it lacks it takes in behind.</summary>
    public static async Task<SqliteSearch> OpenAsync(SqliteSearchOptions options, IEventLog log, CancellationToken ct)
    {
        if (options.Rest < TimeSpan.Zero || options.Rest > LongestRest || options.PartitionRows < 1) throw new ArgumentOutOfRangeException(nameof(options), options, "Out of range.");
        return new SqliteSearch(await Follower.OpenAsync(
            new Following(options.Batch, options.Rest, options.Trouble, options.Recent), SearchFile.At(options.Directory, options.Readers), log,
            database => new SearchWriter(log, database, options.PartitionRows), null, ct));
    }

    public long Position => _follower.Position;

    /// <summary>Ends when the search is disposed; fails when it cannot go on: a bug, or a record of a newer program.</summary>
    public Task Completion => _follower.Completion;

    public ValueTask<bool> WaitAsync(long position, CancellationToken ct) => _follower.WaitAsync(position, ct);

    public ValueTask<SearchAnswer> FindAsync(SearchQuery query, CancellationToken ct) => _follower.ReadAsync(from => SearchReads.Find(from, query, ct), ct);

    /// <summary>Takes nothing in any more after the batch that it is at: the process is about to end. What is there can still be read.</summary>
    public void Rest() => _follower.Rest();

    public ValueTask DisposeAsync() => _follower.DisposeAsync();
}
