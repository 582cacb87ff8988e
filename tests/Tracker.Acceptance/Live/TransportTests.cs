using Tracker.Acceptance.Wire;

namespace Tracker.Acceptance.Live;

/// <summary>Poll, SSE and SignalR: the same items in the same order, resumed from anywhere.</summary>
public sealed class TransportTests(LiveServer live)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Poll_sse_and_signalr_give_the_same_items_in_the_same_order()
    {
        var server = await live.ServerAsync(Ct);
        await live.PostAsync(20, Ct);
        await using var sse = await SseSubscriber.OpenAsync(server.Address, "?after=start", Ct);
        await using var hub = await HubSubscriber.OpenAsync(server.Address, new { after = "start" }, Ct);
        await live.PostAsync(20, Ct);

        var (polled, _) = await Poll.AllAsync(server.Api, "start", Ct, limit: 7);
        await sse.Received.Until(polled[^1].Position, Ct);
        await hub.Received.Until(polled[^1].Position, Ct);
        Assert.Equal(Enumerable.Range(1, polled.Count).Select(position => (long)position), polled.Select(item => item.Position));
        Assert.Equal(polled.Select(item => item.Text), sse.Received.Items.Select(item => item.Text));
        Assert.Equal(polled.Select(item => item.Text), hub.Received.Items.Select(item => item.Text));
    }

    [Fact]
    public async Task Every_transport_resumes_from_any_position()
    {
        var server = await live.ServerAsync(Ct);
        await live.PostAsync(10, Ct);
        var (all, head) = await Poll.AllAsync(server.Api, "start", Ct);
        var epoch = head.Split(':')[0];
        foreach (var from in new[] { 0, 1, all.Count / 2, all.Count - 1 })
        {
            var rest = all.Skip(from).Select(item => item.Text).ToList();
            await using var sse = await SseSubscriber.OpenAsync(server.Address, $"?after={epoch}:{from}", Ct);
            await using var hub = await HubSubscriber.OpenAsync(server.Address, new { after = $"{epoch}:{from}" }, Ct);
            await sse.Received.Until(all[^1].Position, Ct);
            await hub.Received.Until(all[^1].Position, Ct);
            Assert.Equal(rest, sse.Received.Items.Select(item => item.Text));
            Assert.Equal(rest, hub.Received.Items.Select(item => item.Text));
            Assert.Equal(rest, (await Poll.AllAsync(server.Api, $"{epoch}:{from}", Ct)).Items.Select(item => item.Text));
        }
    }

    [Fact]
    public async Task The_last_event_id_beats_after()
    {
        var server = await live.ServerAsync(Ct);
        await live.PostAsync(3, Ct);
        var (all, head) = await Poll.AllAsync(server.Api, "start", Ct);
        await using var sse = await SseSubscriber.OpenAsync(server.Address, "?after=start", Ct, lastEventId: $"{head.Split(':')[0]}:{all.Count - 2}");
        await sse.Received.Until(all[^1].Position, Ct);
        Assert.Equal(all.TakeLast(2).Select(item => item.Position), sse.Received.Positions);
        Assert.Equal(head, sse.Received.Cursor);
    }

    [Fact]
    public async Task A_reader_from_now_gets_only_what_comes()
    {
        var server = await live.ServerAsync(Ct);
        await using var sse = await SseSubscriber.OpenAsync(server.Address, "?after=now", Ct);
        await using var hub = await HubSubscriber.OpenAsync(server.Address, new { after = "now" }, Ct);
        var posted = await live.PostAsync(2, Ct);
        await sse.Received.Until(posted[^1].Position, Ct);
        await hub.Received.Until(posted[^1].Position, Ct);
        Assert.Equal(posted.Select(receipt => receipt.Position), sse.Received.Positions);
        Assert.Equal(posted.Select(receipt => receipt.Position), hub.Received.Positions);
    }

    [Fact]
    public async Task A_stream_begins_at_once_with_retry_and_a_heartbeat()
    {
        var server = await live.ServerAsync(Ct);
        await using var sse = await SseSubscriber.OpenAsync(server.Address, "?after=now", Ct);
        Assert.Equal("retry: 2000", await sse.FirstLine);
        await sse.Received.UntilHeartbeat(1, Ct);
        Assert.Equal(await Poll.HeadAsync(server.Api, Ct), sse.Received.Heartbeats[0]);
    }

    [Fact]
    public async Task An_idle_connection_hears_a_heartbeat_again_and_again()
    {
        var server = await live.ServerAsync(Ct);
        await using var sse = await SseSubscriber.OpenAsync(server.Address, "?after=now", Ct);
        await using var hub = await HubSubscriber.OpenAsync(server.Address, new { after = "now" }, Ct);
        await sse.Received.UntilHeartbeat(3, Ct);
        await hub.Received.UntilHeartbeat(2, Ct);
        Assert.Empty(sse.Received.Items);
    }

    [Fact]
    public async Task A_long_poll_answers_when_something_comes()
    {
        var server = await live.ServerAsync(Ct);
        var head = await Poll.HeadAsync(server.Api, Ct);
        var waiting = server.Api.Get($"/api/changes?after={head}&wait=20", Ct);
        var posted = await live.PostAsync(1, Ct);
        var page = (await waiting.WaitAsync(TimeSpan.FromSeconds(10), Ct)).Is(200).Json;
        Assert.Equal(posted[0].Position, (long)Assert.Single(page["items"]!.AsArray())!["position"]!);
    }

    [Fact]
    public async Task A_second_watch_replaces_the_first()
    {
        var server = await live.ServerAsync(Ct);
        await using var hub = await HubSubscriber.OpenAsync(server.Address, new { after = "now", touches = new[] { "actor/bob" } }, Ct);
        await hub.WatchAsync(new { after = "now", touches = new[] { "actor/ann" } }, Ct);
        await live.PostAsync(1, Ct, "bob");
        var ann = await live.PostAsync(1, Ct, "ann");
        await hub.Received.Until(ann[0].Position, Ct);
        Assert.Equal([ann[0].Position], hub.Received.Positions);
    }
}
