using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR.Client;

namespace Tracker.Acceptance.Wire;

/// <summary>Microsoft's own .NET client on <c>/hubs/live</c>.</summary>
sealed class HubSubscriber : IAsyncDisposable
{
    readonly HubConnection _hub;

    HubSubscriber(Uri address)
    {
        _hub = new HubConnectionBuilder().WithUrl(new Uri(address, "hubs/live")).Build();
        _hub.On<JsonElement>("changes", Take);
        _hub.On<JsonElement>("heartbeat", beat => Received.Heartbeat(beat.GetProperty("cursor").GetString()!));
        _hub.On<JsonElement>("reset", reset => Received.Reset(Node(reset)));
        _hub.Closed += why =>
        {
            Received.Broke(why ?? new IOException("The hub closed the connection."));
            return Task.CompletedTask;
        };
    }

    public Received Received { get; } = new();
    /// <summary>What <c>Watch</c> answered.</summary>
    public JsonNode Watched { get; private set; } = new JsonObject();

    public static async Task<HubSubscriber> OpenAsync(Uri address, object watch, CancellationToken ct)
    {
        var subscriber = new HubSubscriber(address);
        await subscriber._hub.StartAsync(ct);
        await subscriber.WatchAsync(watch, ct);
        return subscriber;
    }

    public async Task WatchAsync(object watch, CancellationToken ct) => Watched = Node(await _hub.InvokeAsync<JsonElement>("Watch", watch, ct));

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    void Take(JsonElement frame)
    {
        foreach (var item in frame.GetProperty("items").EnumerateArray())
            Received.Add(Node(item), null);
        Received.MoveTo(frame.GetProperty("cursor").GetString()!);
    }

    static JsonNode Node(JsonElement element) => JsonNode.Parse(element.GetRawText())!;
}
