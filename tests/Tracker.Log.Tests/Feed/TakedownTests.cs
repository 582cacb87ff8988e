using Tracker.Domain;
using Tracker.Log.Feed;

namespace Tracker.Log.Tests.Feeds;

public sealed class TakedownTests
{
    const string Canary = "canary-words";

    [Fact]
    public async Task Words_taken_down_are_in_no_frame_page_or_tail_any_more()
    {
        await using var log = new MemoryLog();
        await using var feed = new Feed.Feed(log, new FeedOptions(), TimeProvider.System);
        var head = feed.Channel(Reading.Of(["story/s"]));
        await head.ReadAsync(0, Reading.Limit());
        log.Add("statement.added", "statement/1", $$"""{"text":"{{Canary}}"}""", "story/s");
        Assert.True(await feed.WaitAsync(0, Reading.Limit()));
        var late = feed.Channel(Filter.Everything);
        foreach (var channel in new[] { head, late })
            Assert.Contains(Canary, Reading.Text((await channel.ReadAsync(0, Reading.Limit())).Sse), StringComparison.Ordinal);
        Assert.NotNull(feed.Recent(0)![0].Event);

        log.Redact(1);
        Assert.True(await feed.WaitAsync(1, Reading.Limit()));
        foreach (var channel in new[] { head, late, feed.Channel(Reading.Of(["statement/1"])) })
        {
            var page = await channel.ReadAsync(0, Reading.Limit());
            Assert.Equal([1, 2], Reading.Positions(page));
            Assert.All(new[] { page.Items, page.Sse, page.SignalR }, bytes => Assert.DoesNotContain(Canary, Reading.Text(bytes), StringComparison.Ordinal));
            Assert.Contains("""{"redacted":true}""", Reading.Text(page.Items), StringComparison.Ordinal);
        }
        Assert.True(feed.Recent(0)![0].Redacted);
        Assert.Null(feed.Recent(0)![0].Event);
        Assert.Equal([2], Reading.Positions(await head.ReadAsync(1, Reading.Limit())));
    }

    [Fact]
    public async Task A_page_that_was_being_read_meanwhile_does_not_bring_them_back()
    {
        await using var log = new MemoryLog();
        log.Add("statement.added", "statement/1", $$"""{"text":"{{Canary}}"}""", "story/s");
        await using var feed = new Feed.Feed(log, new FeedOptions(), TimeProvider.System);
        var channel = feed.Channel(Reading.Of(["story/s"]));
        var hold = new TaskCompletionSource();
        log.HoldReads = hold.Task;
        var reading = channel.ReadAsync(0, Reading.Limit()).AsTask();
        while (log.Reads == 0) await Task.Yield();
        log.HoldReads = null;
        log.Redact(1);
        Assert.True(await feed.WaitAsync(1, Reading.Limit()));
        hold.SetResult();
        Assert.DoesNotContain(Canary, Reading.Text((await reading).Items), StringComparison.Ordinal);
    }
}
