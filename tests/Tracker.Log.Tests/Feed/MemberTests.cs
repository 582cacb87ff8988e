using Microsoft.Extensions.Time.Testing;
using Tracker.Domain;
using Tracker.Log.Feed;

namespace Tracker.Log.Tests.Feeds;

/// <summary>Readers that the feed writes to.</summary>
public sealed class MemberTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_reader_gets_every_record_once_and_in_order_whenever_it_joins_and_however_slow_it_is(int seed)
    {
        var dice = new Random(seed);
        await using var log = new MemoryLog();
        await using var feed = new Feed.Feed(log, new FeedOptions { PublishEvery = TimeSpan.FromMilliseconds(1), PageItems = 40, TailRecords = 64, Pumps = 3 }, TimeProvider.System);
        var readers = new List<(Reader Reader, IMember Member, long After)>();
        var adding = Task.Run(async () =>
        {
            for (var i = 0; i < 3000; i++)
            {
                log.Add("statement.added", "statement/" + i, "{}", "story/s", "actor/" + (i % 7));
                if (i % 10 == 0) await Task.Yield();
            }
        }, Reading.Limit());
        for (var i = 0; i < 200; i++)
        {
            var after = i % 3 == 0 ? feed.Head : dice.NextInt64(feed.Head + 1);
            var reader = new Reader { Slow = i % 2 == 0 ? new Random(seed + i) : null };
            readers.Add((reader, feed.Channel(Filter.Everything).Join(after, reader), after));
            if (i % 20 == 0) await Task.Yield();
        }
        await adding;
        foreach (var (reader, member, after) in readers)
        {
            await Waiting.Until(() => member.Cursor == 3000 || reader.End is not null, Reading.Limit());
            Assert.Null(reader.End);
            Assert.Equal(Enumerable.Range((int)after + 1, 3000 - (int)after).Select(position => (long)position), reader.Positions);
            Assert.Equal(0, reader.Overlaps);
            Assert.Equal(1, reader.Arrivals);
            await member.DisposeAsync();
        }
        Assert.Equal(0, feed.Held.Readers);
        Assert.Equal(0, feed.Held.Behind);
    }

    /// <summary>Whoever waits for the end of a member then gives away what its outlet stands on, a request for one: the outlet must not be called after that.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_who_waits_for_its_end_is_done_before_its_outlet_was_told(bool stuck)
    {
        await using var log = new MemoryLog();
        var clock = new FakeTimeProvider();
        await using var feed = new Feed.Feed(log, new FeedOptions { PublishEvery = TimeSpan.Zero, StuckAfter = TimeSpan.FromSeconds(3) }, clock);
        using var going = new ManualResetEventSlim();
        using var told = new ManualResetEventSlim();
        var reader = new Reader { Closing = () => { told.Set(); going.Wait(Reading.Limit()); } };
        var member = feed.Channel(Filter.Everything).Join(0, reader);
        reader.Hold();
        log.Add("statement.added", "statement/0", "{}", "story/s");
        await reader.Holding.Task.WaitAsync(Reading.Limit());
        if (!stuck) reader.Release(new IOException("gone"));
        await Waiting.Until(() => { if (stuck) clock.Advance(TimeSpan.FromSeconds(1)); return told.IsSet; }, Reading.Limit());
        // It is being told. What it waited for may even be done meanwhile.
        if (stuck) reader.Release();
        var ended = Task.Run(async () => await member.DisposeAsync(), Reading.Limit());
        await Task.Delay(200, Reading.Limit());
        Assert.False(ended.IsCompleted);
        going.Set();
        await ended.WaitAsync(Reading.Limit());
        Assert.Equal(stuck ? Ending.Stuck : Ending.Gone, reader.End?.Why);
    }

    [Fact]
    public async Task A_reader_that_does_not_take_its_write_holds_up_nobody_and_goes_on_from_its_cursor()
    {
        await using var log = new MemoryLog();
        await using var feed = new Feed.Feed(log, new FeedOptions { PublishEvery = TimeSpan.Zero, TailRecords = 32 }, TimeProvider.System);
        var (slow, quick) = (new Reader(), new Reader());
        await using var one = feed.Channel(Filter.Everything).Join(0, slow);
        await using var two = feed.Channel(Filter.Everything).Join(0, quick);
        slow.Hold();
        log.Add("statement.added", "statement/0", "{}", "story/s");
        await slow.Holding.Task.WaitAsync(Reading.Limit());
        for (var i = 1; i < 500; i++) log.Add("statement.added", "statement/" + i, "{}", "story/s");
        await Waiting.Until(() => quick.Cursor == 500, Reading.Limit());
        Assert.Equal(1, slow.Writes);
        slow.Release();
        await Waiting.Until(() => slow.Cursor == 500, Reading.Limit());
        Assert.Equal(Enumerable.Range(1, 500).Select(position => (long)position), slow.Positions);
        // What it missed came in few large writes, not one by one.
        Assert.InRange(slow.Writes, 2, 20);
    }

    [Fact]
    public async Task A_write_that_never_completes_is_noticed_and_the_reader_is_closed()
    {
        var clock = new FakeTimeProvider();
        await using var log = new MemoryLog();
        await using var feed = new Feed.Feed(log, new FeedOptions { PublishEvery = TimeSpan.Zero, StuckAfter = TimeSpan.FromSeconds(30) }, clock);
        var (stuck, well) = (new Reader(), new Reader());
        await using var one = feed.Channel(Filter.Everything).Join(0, stuck);
        await using var two = feed.Channel(Filter.Everything).Join(0, well);
        stuck.Hold();
        log.Add("statement.added", "statement/0", "{}", "story/s");
        await stuck.Holding.Task.WaitAsync(Reading.Limit());
        await Waiting.Until(() => well.Cursor == 1, Reading.Limit());
        for (var second = 0; second < 29; second++) await TickAsync(clock, well);
        Assert.Null(stuck.End);
        await Waiting.Until(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return stuck.End is not null;
        }, Reading.Limit());
        Assert.Equal(Ending.Stuck, stuck.End!.Value.Why);
        Assert.Equal(1, feed.Held.Stuck);
        Assert.Null(well.End);
        stuck.Release(new IOException("The connection was closed."));
        await Waiting.Until(() => stuck.Overlaps == 0 && one.Cursor == 0, Reading.Limit());
    }

    [Fact]
    public async Task A_heartbeat_comes_under_load_too_and_says_how_many_items_went_before()
    {
        var clock = new FakeTimeProvider();
        await using var log = new MemoryLog();
        await using var feed = new Feed.Feed(log, new FeedOptions { PublishEvery = TimeSpan.Zero, HeartbeatEvery = TimeSpan.FromSeconds(10) }, clock);
        var reader = new Reader();
        await using var member = feed.Channel(Reading.Of(["topic/x"])).Join(0, reader);
        for (var second = 0; second < 40; second++)
        {
            log.Add("statement.added", "statement/" + second, "{}", second % 2 == 0 ? "topic/x" : "story/s");
            Assert.True(await feed.WaitAsync(second, Reading.Limit()));
            clock.Advance(TimeSpan.FromSeconds(1));
        }
        await Waiting.Until(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return reader.Beats.Count >= 4 && reader.Beats[^1].Cursor == 40;
        }, Reading.Limit());
        Assert.Equal(20, reader.Positions.Count);
        Assert.Equal(new Beat(40, 40, 20), reader.Beats[^1]);
        Assert.All(reader.Beats, beat => Assert.Equal(beat.Items, reader.Positions.Count(position => position <= beat.Cursor)));
    }

    [Fact]
    public async Task After_it_has_left_nothing_is_written_and_a_write_under_way_has_ended()
    {
        await using var log = new MemoryLog();
        await using var feed = new Feed.Feed(log, new FeedOptions { PublishEvery = TimeSpan.Zero }, TimeProvider.System);
        var reader = new Reader();
        var member = feed.Channel(Filter.Everything).Join(0, reader);
        reader.Hold();
        log.Add("statement.added", "statement/0", "{}", "story/s");
        await reader.Holding.Task.WaitAsync(Reading.Limit());
        var leaving = member.DisposeAsync().AsTask();
        log.Add("statement.added", "statement/1", "{}", "story/s");
        Assert.True(await feed.WaitAsync(1, Reading.Limit()));
        Assert.False(leaving.IsCompleted);
        reader.Release();
        await leaving.WaitAsync(Reading.Limit());
        log.Add("statement.added", "statement/2", "{}", "story/s");
        Assert.True(await feed.WaitAsync(2, Reading.Limit()));
        Assert.Equal([1], reader.Positions);
        Assert.Equal(0, feed.Held.Readers);
        Assert.Null(reader.End);
    }

    [Fact]
    public async Task A_reader_whose_write_fails_is_closed()
    {
        await using var log = new MemoryLog();
        await using var feed = new Feed.Feed(log, new FeedOptions { PublishEvery = TimeSpan.Zero }, TimeProvider.System);
        var reader = new Reader();
        await using var member = feed.Channel(Filter.Everything).Join(0, reader);
        reader.Hold();
        log.Add("statement.added", "statement/0", "{}", "story/s");
        await reader.Holding.Task.WaitAsync(Reading.Limit());
        reader.Release(new IOException("Gone."));
        await Waiting.Until(() => reader.End is not null, Reading.Limit());
        Assert.Equal(Ending.Gone, reader.End!.Value.Why);
    }

    static async Task TickAsync(FakeTimeProvider clock, Reader reader)
    {
        // Each second is looked at before the next one comes: the well reader's heartbeats and the pumps' ticks run on the pool.
        clock.Advance(TimeSpan.FromSeconds(1));
        await Task.Delay(5, Reading.Limit());
        _ = reader.Beats;
    }
}
