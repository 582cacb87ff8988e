using Tracker.Domain;
using Tracker.Log.Feed;

namespace Tracker.Log.Tests.Feeds;

public sealed class ResumeTests
{
    static readonly string[] Entities = ["story/s", "story/t", "actor/a", "actor/b", "actor/c", "topic/x", "topic/y", "meeting/m"];
    static readonly string[] Kinds = ["statement.added", "statement.corrected", "actor.revised", "meeting.created", "position.changed"];

    [Theory, InlineData(1, false), InlineData(2, false), InlineData(3, true), InlineData(4, true)]
    public async Task Readers_from_any_position_get_every_matching_record_once_in_order_while_others_append(int seed, bool handedOver)
    {
        var ct = Reading.Limit();
        var dice = new Random(seed);
        await using var log = new MemoryLog();
        for (var i = 0; i < 300; i++) Append(log, dice);
        var options = new FeedOptions { TailRecords = 40, TailBytes = 64 * 1024, PageItems = 7, PageBytes = 4096, PageScan = 64, PublishEvery = TimeSpan.FromMilliseconds(1) };
        await using var feed = new Feed.Feed(log, options, TimeProvider.System);

        if (handedOver) log.Committed = records => Sometimes(records, feed);
        long end = 0;
        long? End() => Volatile.Read(ref end) is var e and > 0 ? e : null;
        var readers = Enumerable.Range(0, 40).Select(n => Read(feed, RandomFilter(dice), dice.Next(0, 300), slow: n % 4 == 0, End, ct)).ToList();
        var writers = Enumerable.Range(0, 3).Select(n => Write(log, new Random(seed * 100 + n), ct)).ToList();
        await Task.WhenAll(writers);
        Volatile.Write(ref end, log.Head);

        foreach (var (filter, after, seen) in await Task.WhenAll(readers))
        {
            var expected = log.All.Where(r => r.Position > after && filter.Passes(r)).Select(r => r.Position).ToList();
            Assert.Equal(expected, seen);
        }
    }

    [Fact]
    public async Task A_cursor_beyond_the_feeds_head_waits_and_never_goes_back()
    {
        await using var log = new MemoryLog();
        await using var feed = new Feed.Feed(log, new FeedOptions(), TimeProvider.System);
        var channel = feed.Channel(Filter.Everything);
        var ahead = channel.WaitAsync(2, Reading.Limit());
        Assert.Equal(2, (await channel.ReadAsync(2, Reading.Limit())).Next);
        log.Add("story.created", "story/s", "{}");
        log.Add("story.revised", "story/s", "{}");
        Assert.True(await feed.WaitAsync(1, Reading.Limit()));
        Assert.False(ahead.IsCompleted);
        log.Add("story.revised", "story/s", "{}");
        Assert.True(await ahead);
        Assert.Equal([3], Reading.Positions(await channel.ReadAsync(2, Reading.Limit())));
    }

    [Fact]
    public async Task What_grains_read_from_the_tail_is_the_log_or_nothing()
    {
        await using var log = new MemoryLog();
        log.Add("story.created", "story/s", "{}");
        await using var feed = new Feed.Feed(log, new FeedOptions { TailRecords = 16 }, TimeProvider.System);
        for (var i = 0; i < 50; i++) log.Add("story.revised", "story/s", "{}");
        Assert.True(await feed.WaitAsync(50, Reading.Limit()));
        Assert.Null(feed.Recent(0));
        Assert.Null(feed.Recent(20));
        Assert.Equal(Enumerable.Range(42, 10).Select(n => (long)n), feed.Recent(41)!.Select(r => r.Position));
        Assert.Empty(feed.Recent(51)!);
    }

    /// <summary>The hand-over may leave out what it likes: the log has it.</summary>
    static void Sometimes(IReadOnlyList<Tracker.Domain.Record> records, Feed.Feed feed)
    {
        if (records[0].Position % 7 != 0) feed.Committed(records);
    }

    [Fact]
    public async Task Records_that_the_log_hands_over_are_not_read_back()
    {
        await using var log = new MemoryLog();
        await using var feed = new Feed.Feed(log, new FeedOptions(), TimeProvider.System);
        log.Committed = feed.Committed;
        for (var i = 0; i < 100; i++) log.Add("story.revised", "story/s", "{}");
        Assert.Equal(100, feed.Recent(0)!.Count);
        Assert.True(await feed.WaitAsync(99, Reading.Limit()));
        Assert.Equal(0, log.Reads);
    }

    static async Task<(Filter, long, List<long>)> Read(IFeed feed, Filter filter, long after, bool slow, Func<long?> end, CancellationToken ct)
    {
        var seen = await feed.Channel(filter).FollowAsync(after, end, slow ? _ => Task.Delay(3, ct) : null, ct);
        return (filter, after, seen);
    }

    static async Task Write(MemoryLog log, Random dice, CancellationToken ct)
    {
        for (var i = 0; i < 400; i++)
        {
            Append(log, dice);
            if (dice.Next(20) == 0) await Task.Delay(1, ct);
        }
    }

    static void Append(MemoryLog log, Random dice) =>
        log.Add(Kinds[dice.Next(Kinds.Length)], "statement/" + dice.Next(1000), $$"""{"n":{{dice.Next()}},"t":"{{new string('x', dice.Next(300))}}"}""",
            [.. Enumerable.Range(0, dice.Next(1, 4)).Select(_ => Entities[dice.Next(Entities.Length)])]);

    static Filter RandomFilter(Random dice) => dice.Next(5) switch
    {
        0 => Filter.Everything,
        1 => Reading.Of([], "meeting.*", "position.changed"),
        2 => Reading.Of([Entities[dice.Next(Entities.Length)]]),
        3 => Reading.Of([Entities[dice.Next(Entities.Length)], Entities[dice.Next(Entities.Length)]]),
        _ => Reading.Of([Entities[dice.Next(Entities.Length)]], "statement.*", "actor.revised"),
    };
}
