using System.Runtime.InteropServices;
using Microsoft.Extensions.Time.Testing;
using Tracker.Domain;
using Tracker.Log.Feed;

namespace Tracker.Log.Tests.Feeds;

public sealed class SharedFrameTests
{
    [Fact]
    public async Task Members_at_the_head_share_one_page_and_its_bytes()
    {
        await using var log = new MemoryLog();
        await using var feed = new Feed.Feed(log, new FeedOptions(), TimeProvider.System);
        var one = feed.Channel(Reading.Of(["story/s", "actor/a"]));
        var two = feed.Channel(Reading.Of(["actor/a", "story/s"]));
        var waits = new[] { one.WaitAsync(0, Reading.Limit()).AsTask(), two.WaitAsync(0, Reading.Limit()).AsTask() };
        log.Add("statement.added", "statement/1", "{}", "story/s");
        Assert.All(await Task.WhenAll(waits), Assert.True);
        var pages = new[] { await one.ReadAsync(0, Reading.Limit()), await two.ReadAsync(0, Reading.Limit()) };
        Assert.Same(pages[0], pages[1]);
        Assert.Same(Array(pages[0].Sse), Array(pages[1].Sse));
        Assert.Same(Array(pages[0].SignalR), Array(pages[1].SignalR));
        Assert.Same(Array(pages[0].SseChunk), Array(pages[1].SseChunk));
        Assert.Same(Array(pages[0].SignalRFrame), Array(pages[1].SignalRFrame));
    }

    [Fact]
    public async Task Channels_of_different_filters_share_the_encoded_item()
    {
        await using var log = new MemoryLog();
        await using var feed = new Feed.Feed(log, new FeedOptions(), TimeProvider.System);
        var one = feed.Channel(Filter.Everything);
        var two = feed.Channel(Reading.Of(["story/s"]));
        await one.ReadAsync(0, Reading.Limit());
        await two.ReadAsync(0, Reading.Limit());
        log.Add("statement.added", "statement/1", "{}", "story/s");
        Assert.True(await feed.WaitAsync(0, Reading.Limit()));
        var pages = new[] { await one.ReadAsync(0, Reading.Limit()), await two.ReadAsync(0, Reading.Limit()) };
        Assert.NotSame(pages[0], pages[1]);
        Assert.Same(Array(pages[0].Items), Array(pages[1].Items));
    }

    [Fact]
    public async Task Many_who_come_back_to_the_same_place_cause_one_read()
    {
        await using var log = new MemoryLog();
        for (var i = 0; i < 100; i++) log.Add("statement.added", "statement/" + i, "{}", "story/s");
        await using var feed = new Feed.Feed(log, new FeedOptions(), TimeProvider.System);
        var hold = new TaskCompletionSource();
        log.HoldReads = hold.Task;
        var readers = Enumerable.Range(0, 200).Select(_ => feed.Channel(Reading.Of(["story/s"])).ReadAsync(3, Reading.Limit()).AsTask()).ToArray();
        hold.SetResult();
        var pages = await Task.WhenAll(readers);
        Assert.Equal(1, log.Reads);
        Assert.All(pages, page => Assert.Same(pages[0], page));
        Assert.Same(pages[0], await feed.Channel(Reading.Of(["story/s"])).ReadAsync(3, Reading.Limit()));
        Assert.Equal(97, pages[0].Count);
    }

    [Fact]
    public async Task Publications_under_load_are_apart_and_the_first_goes_at_once()
    {
        var clock = new FakeTimeProvider();
        await using var log = new MemoryLog();
        await using var feed = new Feed.Feed(log, new FeedOptions(), clock);
        var channel = feed.Channel(Filter.Everything);
        await channel.ReadAsync(0, Reading.Limit());
        log.Add("story.created", "story/s", "{}");
        Assert.True(await channel.WaitAsync(0, Reading.Limit()));
        log.Add("story.revised", "story/s", "{}");
        log.Add("story.revised", "story/s", "{}");
        await TailHas(feed, 3);
        var wait = channel.WaitAsync(1, Reading.Limit());
        Assert.Equal(1, feed.Head);
        Assert.False(wait.IsCompleted);
        while (!wait.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(5));
            await Task.Yield();
        }
        var page = await channel.ReadAsync(1, Reading.Limit());
        Assert.Equal([2, 3], Reading.Positions(page));
    }

    static async Task TailHas(IFeed feed, long position)
    {
        var ct = Reading.Limit();
        while (feed.Recent(0) is not { } recent || recent.Count < position)
        {
            ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    static byte[] Array(ReadOnlyMemory<byte> bytes)
    {
        Assert.True(MemoryMarshal.TryGetArray(bytes, out var segment));
        return segment.Array!;
    }
}
