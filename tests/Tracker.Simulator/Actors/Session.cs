using System.Text;
using System.Text.Json;
using Tracker.Api.Live;
using Tracker.Simulator.Checks;

namespace Tracker.Simulator.Actors;

/// <summary>The server's side of a connection: the reader's loop as <see cref="IChannel"/> tells it, with a heartbeat, one write in flight.</summary>
sealed class Session(World world, Server server, Wire wire, Filter filter, bool signalR)
{
    static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(4);

    public async Task Run(string? asked)
    {
        try
        {
            var start = StartPoint.Of(asked, "now", server.Log, server.Feed);
            if (start.Refusal is { } refusal) throw new InvalidOperationException($"The cursor '{asked}' was refused: {refusal.Detail}");
            var reset = start.ResetReason is { } reason ? Event("reset", start.After, $"{{\"reason\":\"{reason}\",\"head\":\"{server.Log.Epoch}:{start.After}\"}}") : [];
            // The reset first: whoever hears only the rest would go on in another log without knowing.
            await Send([.. reset, .. Beat(start.After)]);
            await Follow(start.After);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // It resumes by its cursor.
        }
    }

    async Task Follow(long cursor)
    {
        var channel = server.Feed.Channel(filter);
        while (!wire.Aborted.IsCancellationRequested)
        {
            using var patience = new CancellationTokenSource(Heartbeat, server.Clock);
            using var beat = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, wire.Aborted);
            var more = await channel.WaitAsync(cursor, beat.Token);
            if (wire.Aborted.IsCancellationRequested) return;
            var published = server.Feed.Head;
            var page = await channel.ReadAsync(cursor, wire.Aborted);
            Check(page, cursor, published);
            if (page.Count > 0) await Send((signalR ? page.SignalR : page.Sse).ToArray());
            cursor = page.Next;
            if (!more) await Send(Beat(cursor));
        }
    }

    Task Send(byte[] frame) => wire.Send(frame);

    byte[] Beat(long cursor) => Event("heartbeat", cursor, $"{{\"cursor\":\"{server.Log.Epoch}:{cursor}\",\"head\":\"{server.Log.Epoch}:{server.Feed.Head}\"}}");

    byte[] Event(string name, long cursor, string data) => Encoding.UTF8.GetBytes(signalR
        ? $"{{\"type\":1,\"target\":\"{name}\",\"arguments\":[{data}]}}\u001e"
        : $"event: {name}\nid: {server.Log.Epoch}:{cursor}\ndata: {data}\n\n");

    /// <summary>Words that had been taken down, as far as readers could know, when the page was asked for must not be in it.</summary>
    void Check(Page page, long after, long published)
    {
        if (page.Next < after || page.Next > server.Log.Head) world.Wrong(Wrong.Regression, $"A page after {after} leads to {page.Next}; the head is {server.Log.Head}.");
        var gone = page.Count == 0 ? [] : world.ObserverOf(server.Log.Epoch).Gone(after, page.Next, published).ToHashSet();
        if (gone.Count == 0) return;
        using var items = JsonDocument.Parse($"[{Encoding.UTF8.GetString(page.Items.Span)}]");
        foreach (var item in items.RootElement.EnumerateArray())
        {
            var position = item.GetProperty("position").GetInt64();
            if (gone.Contains(position) && !item.GetProperty("data").TryGetProperty("redacted", out _))
                world.Wrong(Wrong.Words, $"A page after {after} has the words of {position}, which were taken down; {published} was published.");
        }
    }
}
