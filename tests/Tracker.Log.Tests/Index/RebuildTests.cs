using Tracker.Log.Index;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Tests.Indexes;

public sealed class RebuildTests
{
    [Theory, InlineData(11), InlineData(12)]
    public async Task An_index_made_in_one_go_is_the_one_that_grew_with_the_log_takedowns_included(int seed)
    {
        await using var desk = await Desk.OpenAsync(seed, batch: 7);
        for (var i = 0; i < 150; i++)
        {
            await desk.World.StepAsync();
            if (i % 40 == 20) await desk.World.Redact(desk.World.Statements[i / 8]);
        }
        await desk.CaughtUpAsync();
        var (rebuilt, file) = await desk.RebuiltAsync();
        await rebuilt.DisposeAsync();
        var (grown, anew) = (Dump.Of(Path.Combine(desk.Directory, "index.db")), Dump.Of(file));
        Assert.Equal(anew, grown);
        Assert.All(new[] { "doc", "mention", "named", "cell", "axis", "turn", "move", "evidence", "part", "asked", "answered", "conduct", "merge", "change", "tie" }, table => Assert.True(grown.Count(table) > (table is "merge" or "asked" or "answered" or "conduct" ? 0 : 5), $"Only {grown.Count(table)} rows of {table}."));
    }

    [Fact]
    public async Task An_index_that_was_closed_between_batches_goes_on_where_it_was()
    {
        await using var desk = await Desk.OpenAsync(13, batch: 3);
        for (var i = 0; i < 25; i++)
        {
            await desk.World.StepAsync();
            if (i % 3 == 0) await desk.ReopenIndexAsync();
        }
        await desk.CaughtUpAsync();
        var (rebuilt, file) = await desk.RebuiltAsync();
        await rebuilt.DisposeAsync();
        Assert.Equal(Dump.Of(file), Dump.Of(Path.Combine(desk.Directory, "index.db")));
        Assert.Empty(desk.Trouble);
    }

    [Fact]
    public async Task An_index_whose_last_batch_was_not_committed_takes_it_in_again()
    {
        await using var desk = await Desk.OpenAsync(14);
        await desk.CaughtUpAsync();
        await desk.Index.DisposeAsync();
        var before = desk.Log.Head;
        await desk.World.Post();
        // As a kill between two batches leaves it: the rows of the last transaction are not there, and neither is its watermark.
        using (var database = Database.Open(Path.Combine(desk.Directory, "index.db"), write: true, TimeSpan.FromSeconds(5)))
            Assert.Equal(before, database["SELECT position FROM progress"].Number());
        desk.Index = await SqliteIndex.OpenAsync(desk.Options, desk.Log, TestContext.Current.CancellationToken);
        await desk.CaughtUpAsync();
        Assert.NotNull(await desk.Index.GetAsync("statement/st-0", null, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("UPDATE meta SET value = 'anotherepoch' WHERE name = 'epoch'")]
    [InlineData("UPDATE meta SET value = 'older' WHERE name = 'schema'")]
    [InlineData("UPDATE progress SET hash = zeroblob(32)")]
    [InlineData("UPDATE progress SET position = 1000000")]
    [InlineData("DROP TABLE meta")]
    public async Task An_index_of_another_past_is_made_anew(string tampering)
    {
        await using var desk = await Desk.OpenAsync(15);
        await desk.CaughtUpAsync();
        await desk.Index.DisposeAsync();
        using (var database = Database.Open(Path.Combine(desk.Directory, "index.db"), write: true, TimeSpan.FromSeconds(5)))
        {
            database.Execute(tampering);
            database.Execute("DELETE FROM named");
        }
        await Reopened(desk);
    }

    [Theory, InlineData(0), InlineData(4096 * 3)]
    public async Task A_damaged_file_is_made_anew(int from)
    {
        await using var desk = await Desk.OpenAsync(16);
        await desk.CaughtUpAsync();
        await desk.Index.DisposeAsync();
        var file = Path.Combine(desk.Directory, "index.db");
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        bytes.AsSpan(from).Fill(0x5a);
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        await Reopened(desk);
    }

    static async Task Reopened(Desk desk)
    {
        desk.Index = await SqliteIndex.OpenAsync(desk.Options, desk.Log, TestContext.Current.CancellationToken);
        await desk.World.Post();
        await desk.CaughtUpAsync();
        var (rebuilt, file) = await desk.RebuiltAsync();
        await rebuilt.DisposeAsync();
        Assert.Equal(Dump.Of(file), Dump.Of(Path.Combine(desk.Directory, "index.db")));
    }
}
