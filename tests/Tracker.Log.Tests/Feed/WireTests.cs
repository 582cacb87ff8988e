using Tracker.Domain;
using Tracker.Log.Feed;

namespace Tracker.Log.Tests.Feeds;

public sealed class WireTests
{
    const string First = """{"position":1,"at":"2025-05-16T10:00:00.001Z","kind":"statement.added","entity":"statement/1","touches":["statement/1","story/s","actor/a"],"data":{"text":"Привіт \"<b>\" \n ok"}}""";
    const string Second = """{"position":2,"at":"2025-05-16T10:00:00.002Z","kind":"statement.retracted","entity":"statement/1","touches":["statement/1","story/s"],"data":{"redacted":true}}""";

    [Fact]
    public async Task Items_go_out_in_the_agreed_bytes_on_every_transport()
    {
        await using var log = new MemoryLog();
        await using var feed = new Feed.Feed(log, new FeedOptions(), TimeProvider.System);
        log.Add("statement.added", "statement/1", """{"text":"Привіт \"<b>\" \n ok"}""", "story/s", "actor/a", "cell/s/a/x", "actor/a", "story/s");
        log.Add("statement.retracted", "statement/1", "", "story/s");
        Assert.True(await feed.WaitAsync(1, Reading.Limit()));
        var page = await feed.Channel(Filter.Everything).ReadAsync(0, Reading.Limit());
        Assert.Equal(2, page.Count);
        Assert.Equal(2, page.Next);
        Assert.Equal(First + "," + Second, Reading.Text(page.Items));
        Assert.Equal($"id: testepoch1:1\nevent: change\ndata: {First}\n\nid: testepoch1:2\nevent: change\ndata: {Second}\n\n", Reading.Text(page.Sse));
        Assert.Equal("""{"type":1,"target":"changes","arguments":[{"items":[""" + First + "," + Second + "],\"cursor\":\"testepoch1:2\"}]}\u001e", Reading.Text(page.SignalR));
    }

    [Fact]
    public async Task A_page_without_items_has_no_bytes()
    {
        await using var log = new MemoryLog();
        log.Add("story.created", "story/t", "{}");
        await using var feed = new Feed.Feed(log, new FeedOptions(), TimeProvider.System);
        var page = await feed.Channel(Reading.Of(["topic/x"])).ReadAsync(0, Reading.Limit());
        Assert.Equal((0, 1L), (page.Count, page.Next));
        Assert.True(page.Items.IsEmpty && page.Sse.IsEmpty && page.SignalR.IsEmpty);
    }
}
