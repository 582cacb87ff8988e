using Microsoft.Extensions.Time.Testing;
using Tracker.Domain;
using Tracker.Log.Feed;

namespace Tracker.Log.Tests.Feeds;

public sealed class IdleTests
{
    [Fact]
    public async Task A_reader_is_not_woken_by_what_its_filter_leaves_out_and_its_cursor_still_moves()
    {
        await using var log = new MemoryLog();
        await using var feed = new Feed.Feed(log, new FeedOptions(), TimeProvider.System);
        var channel = feed.Channel(Reading.Of(["topic/x"]));
        var wait = channel.WaitAsync(0, Reading.Limit());
        for (var i = 0; i < 100; i++) log.Add("statement.added", "statement/" + i, "{}", "story/s");
        Assert.True(await feed.WaitAsync(99, Reading.Limit()));
        Assert.False(wait.IsCompleted);

        var reads = log.Reads;
        var heartbeat = await channel.ReadAsync(0, Reading.Limit());
        Assert.Equal((0, 100L), (heartbeat.Count, heartbeat.Next));
        Assert.Equal(reads, log.Reads);

        log.Add("statement.added", "statement/x", "{}", "topic/x");
        Assert.True(await wait);
        Assert.Equal([101], Reading.Positions(await channel.ReadAsync(100, Reading.Limit())));
    }

    [Fact]
    public async Task A_wait_ends_with_its_token()
    {
        await using var log = new MemoryLog();
        await using var feed = new Feed.Feed(log, new FeedOptions(), TimeProvider.System);
        using var heartbeat = new CancellationTokenSource();
        var waits = new[] { feed.Channel(Filter.Everything).WaitAsync(0, heartbeat.Token).AsTask(), feed.WaitAsync(0, heartbeat.Token).AsTask() };
        await heartbeat.CancelAsync();
        Assert.All(await Task.WhenAll(waits), Assert.False);
    }

    [Fact]
    public async Task Channels_that_nobody_uses_are_dropped_and_come_back_when_used()
    {
        var clock = new FakeTimeProvider();
        await using var log = new MemoryLog();
        await using var feed = new Feed.Feed(log, new FeedOptions { PublishEvery = TimeSpan.Zero }, clock);
        var kept = feed.Channel(Reading.Of(["topic/kept"]));
        var wait = kept.WaitAsync(0, Reading.Limit());
        var left = new List<IChannel>();
        for (var i = 0; i < 500; i++)
        {
            left.Add(feed.Channel(Reading.Of(["topic/t" + i, "story/s"], "statement.*")));
            await left[i].ReadAsync(0, Reading.Limit());
        }
        Assert.Equal(501, feed.Held.Channels);
        clock.Advance(TimeSpan.FromMinutes(1));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, feed.Held.Channels);

        log.Add("statement.added", "statement/1", "{}", "topic/t7", "topic/kept");
        Assert.True(await wait);
        Assert.True(await left[7].WaitAsync(0, Reading.Limit()));
        Assert.Equal([1], Reading.Positions(await left[7].ReadAsync(0, Reading.Limit())));
        Assert.Equal(2, feed.Held.Channels);
    }
}
