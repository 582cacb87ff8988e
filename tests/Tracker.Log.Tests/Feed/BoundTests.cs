using Tracker.Domain;
using Tracker.Log.Feed;

namespace Tracker.Log.Tests.Feeds;

public sealed class BoundTests
{
    [Fact]
    public async Task The_tail_holds_no_more_than_its_bytes_and_records()
    {
        await using var log = new MemoryLog();
        await using var feed = new Feed.Feed(log, new FeedOptions { TailBytes = 256 * 1024, TailRecords = 1000, PublishEvery = TimeSpan.Zero }, TimeProvider.System);
        for (var i = 0; i < 2000; i++) log.Add("statement.added", "statement/" + i, $$"""{"t":"{{new string('x', 2000)}}"}""", "story/s");
        Assert.True(await feed.WaitAsync(1999, Reading.Limit()));
        Assert.InRange(feed.Held.Bytes, 1, 256 * 1024);
        Assert.InRange(feed.Held.Records, 10, 200);
        for (var i = 0; i < 3000; i++) log.Add("statement.added", "statement/" + i, "{}", "story/s");
        Assert.True(await feed.WaitAsync(4999, Reading.Limit()));
        Assert.InRange(feed.Held.Bytes, 1, 256 * 1024);
    }

    [Fact]
    public async Task A_reader_far_behind_gets_bounded_pages()
    {
        await using var log = new MemoryLog();
        for (var i = 0; i < 3000; i++) log.Add("statement.added", "statement/" + i, $$"""{"t":"{{new string('x', i < 1500 ? 1 : 3000)}}"}""", "story/s");
        await using var feed = new Feed.Feed(log, new FeedOptions(), TimeProvider.System);
        var channel = feed.Channel(Reading.Of(["story/s"]));
        var (cursor, count, small, large) = (0L, 0, 0, 0);
        while (cursor < 3000)
        {
            var page = await channel.ReadAsync(cursor, Reading.Limit());
            Assert.InRange(page.Items.Length, 1, 256 * 1024 + 500);
            Assert.InRange(page.Count, 1, 512);
            if (page.Count == 512) small++;
            else if (page.Items.Length > 200 * 1024) large++;
            count += page.Count;
            cursor = page.Next;
        }
        Assert.Equal(3000, count);
        Assert.True(small >= 2 && large >= 8, $"Pages were cut by count {small} times and by bytes {large} times.");
    }

    [Fact]
    public async Task A_filter_that_matches_nothing_far_back_moves_on_in_bounded_steps()
    {
        await using var log = new MemoryLog();
        for (var i = 0; i < 1000; i++) log.Add("statement.added", "statement/" + i, "{}", "story/s");
        await using var feed = new Feed.Feed(log, new FeedOptions { PageScan = 256 }, TimeProvider.System);
        var scanning = feed.Channel(Reading.Of([], "place.created"));
        Assert.True(await scanning.WaitAsync(0, Reading.Limit()));
        var page = await scanning.ReadAsync(0, Reading.Limit());
        Assert.Equal((0, 256L), (page.Count, page.Next));
        var looking = feed.Channel(Reading.Of(["actor/nobody"]));
        var before = log.Reads;
        Assert.Equal(1000, (await looking.ReadAsync(0, Reading.Limit())).Next);
        Assert.Equal(before + 1, log.Reads);
    }

    [Fact]
    public async Task An_item_larger_than_a_page_is_a_page_of_its_own()
    {
        await using var log = new MemoryLog();
        await using var feed = new Feed.Feed(log, new FeedOptions { PageBytes = 1024 }, TimeProvider.System);
        log.Add("statement.added", "statement/1", "{}", "story/s");
        log.Add("statement.added", "statement/2", $$"""{"t":"{{new string('x', 5000)}}"}""", "story/s");
        log.Add("statement.added", "statement/3", "{}", "story/s");
        var seen = await feed.Channel(Filter.Everything).FollowAsync(0, () => 3, page =>
        {
            Assert.True(page.Count == 1 || page.Items.Length <= 1100);
            return Task.CompletedTask;
        }, Reading.Limit());
        Assert.Equal([1, 2, 3], seen);
    }
}
