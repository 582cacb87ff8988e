using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>The index in its own SQLite file beside the log, kept up with it by a <see cref="Follower"/>.</summary>
public sealed partial class SqliteIndex : IIndex
{
    readonly SqliteIndexOptions _options;
    readonly IEventLog _log;
    readonly Follower _follower;
    volatile Boards _boards;

    SqliteIndex(SqliteIndexOptions options, IEventLog log, Follower follower)
    {
        (_options, _log, _follower) = (options, log, follower);
        _boards = new Boards(log.Epoch, options.Boards);
    }

    /// <summary>Opens or makes the index and begins to follow the log; what it lacks it takes in behind.</summary>
    public static async Task<SqliteIndex> OpenAsync(SqliteIndexOptions options, IEventLog log, CancellationToken ct)
    {
        SqliteIndex? index = null;
        // Before there is an index, nothing was read that it could forget.
        var follower = await Follower.OpenAsync(
            new Following(options.Batch, options.Rest, options.Trouble, options.Recent), IndexStore.File(options.Directory, options.Readers), log,
            database => new IndexWriter(log, database), () => index?.Forget(), ct);
        return index = new SqliteIndex(options, log, follower);
    }

    public long Position => _follower.Position;

    /// <summary>Ends when the index is disposed; fails when it cannot go on: a bug, or a record of a newer program.</summary>
    public Task Completion => _follower.Completion;

    public ValueTask<bool> WaitAsync(long position, CancellationToken ct) => _follower.WaitAsync(position, ct);

    /// <summary>Takes nothing in any more after the batch that it is at: the process is about to end. What is there can still be read.</summary>
    public void Rest() => _follower.Rest();

    public ValueTask DisposeAsync() => _follower.DisposeAsync();

    void Forget() => _boards = new Boards(_log.Epoch, _options.Boards);
}
