using System.Runtime.InteropServices;
using Microsoft.Extensions.Time.Testing;
using Tracker.Domain;
using Tracker.Log.Feed;

namespace Tracker.Log.Tests.Feeds;

/// <summary>What readers share: bytes over filters, a write over records, a page of the log over all who come back.</summary>
public sealed class SharingTests
{
    [Fact]
    public async Task Filters_that_want_the_same_records_of_a_publication_send_the_same_bytes()
    {
        await using var log = new MemoryLog();
        var clock = new FakeTimeProvider();
        await using var feed = new Feed.Feed(log, new FeedOptions(), clock);
        var filters = new[] { Filter.Everything, Reading.Of(["story/s"]), Reading.Of(["actor/a"]), Reading.Of([], "statement.*") };
        var readers = filters.Select(_ => new Reader()).ToArray();
        var members = filters.Select((filter, i) => feed.Channel(filter).Join(0, readers[i])).ToArray();
        log.Add("statement.added", "statement/1", "{}", "story/s", "actor/a");
        await Waiting.Until(() => readers.All(reader => reader.Cursor == 1), Reading.Limit());
        Assert.All(readers, reader => Assert.Same(Array(readers[0].Last!.Sse), Array(reader.Last!.Sse)));
        Assert.All(readers, reader => Assert.Same(Array(readers[0].Last!.SignalR), Array(reader.Last!.SignalR)));
        for (var i = 2; i <= 5; i++) log.Add("statement.added", "statement/" + i, "{}", "story/s", "actor/a");
        await Waiting.Until(() =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(5));
            return readers.All(reader => reader.Cursor == 5);
        }, Reading.Limit());
        Assert.All(readers, reader => Assert.Same(Array(readers[0].Last!.SignalR), Array(reader.Last!.SignalR)));
        foreach (var member in members) await member.DisposeAsync();
    }

    [Fact]
    public void Publications_are_further_apart_when_much_is_delivered_and_close_when_little_is()
    {
        var clock = new FakeTimeProvider();
        var options = new FeedOptions();
        var pace = new Pace(options, clock);
        for (var i = 0; i < 40; i++)
        {
            Assert.Equal(options.PublishEvery, pace.After(1000));
            clock.Advance(TimeSpan.FromMilliseconds(50));
        }
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 400; i++)
        {
            waits.Add(pace.After(1000));
            clock.Advance(TimeSpan.FromMilliseconds(5));
        }
        Assert.Equal(options.PublishEveryAtMost, waits[^1]);
        Assert.True(waits.Zip(waits.Skip(200)).All(pair => pair.First <= pair.Second));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(options.PublishEvery, pace.After(1000));
    }

    [Fact]
    public async Task A_thousand_who_come_back_a_few_records_apart_cause_few_reads_of_the_log()
    {
        await using var log = new MemoryLog();
        for (var i = 0; i < 4000; i++) log.Add("statement.added", "statement/" + i, "{}", "story/s");
        await using var feed = new Feed.Feed(log, new FeedOptions(), TimeProvider.System);
        var hold = new TaskCompletionSource();
        log.HoldReads = hold.Task;
        var readers = Enumerable.Range(0, 1000).Select(i => (Reader: new Reader(), After: 3700L + (i % 100))).ToList();
        var members = readers.Select(one => feed.Channel(Filter.Everything).Join(one.After, one.Reader)).ToList();
        Assert.Equal(1000, feed.Held.Behind);
        hold.SetResult();
        foreach (var (reader, after) in readers)
        {
            await Waiting.Until(() => reader.Cursor == 4000, Reading.Limit());
            Assert.Equal(Enumerable.Range((int)after + 1, 4000 - (int)after).Select(position => (long)position), reader.Positions);
        }
        // 3,700 to 3,799 lie in two strides of 128, and each page is read in steps of 128 records.
        Assert.InRange(log.Reads, 1, 8);
        foreach (var member in members) await member.DisposeAsync();
    }

    [Fact]
    public async Task Pages_for_those_who_come_back_are_bounded_over_all_filters()
    {
        await using var log = new MemoryLog();
        for (var i = 0; i < 400; i++) log.Add("statement.added", "statement/" + i, $$"""{"t":"{{new string('x', 2000)}}"}""", "story/s", "topic/t" + (i % 50));
        await using var feed = new Feed.Feed(log, new FeedOptions { PagesBytes = 1024 * 1024 }, TimeProvider.System);
        for (var i = 0; i < 50; i++)
        {
            await feed.Channel(Reading.Of(["story/s", "topic/t" + i])).ReadAsync(0, Reading.Limit());
            Assert.InRange(feed.Held.PagesBytes, 0, 1024 * 1024);
        }
    }

    static byte[] Array(ReadOnlyMemory<byte> bytes)
    {
        Assert.True(MemoryMarshal.TryGetArray(bytes, out var segment));
        return segment.Array!;
    }
}
