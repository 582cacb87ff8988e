using System.Text.Json.Nodes;
using Tracker.Log.Feed;
using Tracker.Log.Index;
using Tracker.Log.Sqlite;
using Tracker.Log.Tests.Feeds;
using Tracker.Specs;

namespace Tracker.Log.Tests.Indexes;

/// <summary>A log, its index and a world that posts to it, in a directory of their own.</summary>
sealed class Desk : IAsyncDisposable
{
    public required string Directory { get; init; }
    public required SqliteLog Log { get; init; }
    public required Feed.Feed Feed { get; init; }
    public required SqliteIndex Index { get; set; }
    public required World World { get; init; }
    public required ManualClock Clock { get; init; }
    public SqliteIndexOptions Options { get; init; } = null!;
    public List<string> Trouble { get; init; } = [];

    public static async Task<Desk> OpenAsync(int seed, int batch = 2_000)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("tracker-index").FullName;
        var clock = new ManualClock();
        var log = await SqliteLog.OpenAsync(new SqliteLogOptions { Directory = directory, Clock = clock, Durable = false }, TestContext.Current.CancellationToken);
        var trouble = new List<string>();
        // As in the server: what is new comes from memory, what is older from the log. An index that is made anew reads the log alone, and must not differ.
        var feed = new Feed.Feed(log, new FeedOptions { TailRecords = 64 }, clock);
        log.Committed = feed.Committed;
        var options = new SqliteIndexOptions { Directory = directory, Batch = batch, Trouble = trouble.Add, Recent = feed.Recent };
        var index = await SqliteIndex.OpenAsync(options, log, TestContext.Current.CancellationToken);
        var desk = new Desk { Directory = directory, Log = log, Feed = feed, Index = index, World = new World(log, seed), Clock = clock, Options = options, Trouble = trouble };
        await desk.World.BeginAsync();
        return desk;
    }

    public Task CaughtUpAsync() => CaughtUpAsync(Index, Log.Head);

    public static async Task CaughtUpAsync(IIndex index, long position) =>
        Assert.True(await index.WaitAsync(position, Reading.Limit()), $"The index is at {index.Position}, not {position}: {(index as SqliteIndex)?.Completion.Exception}");

    public async Task ReopenIndexAsync()
    {
        await Index.DisposeAsync();
        Index = await SqliteIndex.OpenAsync(Options, Log, TestContext.Current.CancellationToken);
    }

    /// <summary>An index made from the log in one go, in another directory.</summary>
    public async Task<(SqliteIndex Index, string File)> RebuiltAsync()
    {
        var elsewhere = System.IO.Directory.CreateDirectory(Path.Combine(Directory, Guid.NewGuid().ToString("n"))).FullName;
        var index = await SqliteIndex.OpenAsync(Options with { Directory = elsewhere, Batch = 100_000, Recent = null }, Log, TestContext.Current.CancellationToken);
        await CaughtUpAsync(index, Log.Head);
        return (index, Path.Combine(elsewhere, "index.db"));
    }

    /// <summary>The board as a client that reads the live items up to a position.</summary>
    public async Task<JsonObject?> ClientBoardAsync(string story, long upTo)
    {
        var filter = Reading.Of(["story/" + story]);
        var board = new NaiveBoard(story);
        foreach (var record in await Log.ReadAsync(0, (int)upTo, TestContext.Current.CancellationToken))
        {
            if (filter.Passes(record)) board.Take(JsonNode.Parse(new Entry(record).Item)!.AsObject());
        }
        return board.ToJson();
    }

    public async ValueTask DisposeAsync()
    {
        await Index.DisposeAsync();
        await Feed.DisposeAsync();
        await Log.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
