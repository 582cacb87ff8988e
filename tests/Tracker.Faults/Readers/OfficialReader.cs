using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using Tracker.Faults.Checking;

namespace Tracker.Faults.Readers;

/// <summary>Microsoft's own .NET client on the hub.</summary>
sealed class OfficialReader(IReadOnlyList<Uri> ways, Notes notes, int seed) : Reader(ways, notes, seed)
{
    protected override async Task ReadAsync(CancellationToken ct)
    {
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(Address, "hubs/live")).Build();
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.Closed += why =>
        {
            // A server that stops says so, and the client makes an exception of its own of that.
            closed.TrySetException(new IOException("The hub closed the connection.", why));
            return Task.CompletedTask;
        };
        hub.On<JsonElement>("changes", frame => HearAsync(() => Take(frame), ct));
        hub.On<JsonElement>("heartbeat", beat => HearAsync(() => At(beat), ct));
        hub.On<JsonElement>("reset", reset => Notes.Reset(reset.GetRawText()));
        try
        {
            await hub.StartAsync(ct);
            await hub.InvokeAsync<JsonElement>("Watch", new { after = Notes.Cursor }, ct);
        }
        catch (Exception refused) when (refused is Microsoft.AspNetCore.SignalR.HubException or AggregateException or InvalidOperationException)
        {
            // Refused; no transport connects, though negotiation was answered; or the connection ended between its start and this.
            throw new IOException(refused.Message, refused);
        }
        Served();
        await closed.Task.WaitAsync(ct);
    }

    async Task HearAsync(Action take, CancellationToken ct)
    {
        await HeardAsync(ct);
        if (!ct.IsCancellationRequested) take();
    }

    void Take(JsonElement frame)
    {
        foreach (var item in frame.GetProperty("items").EnumerateArray())
        {
            var bytes = Encoding.UTF8.GetBytes(item.GetRawText());
            Notes.Take(Wire.PositionOf(bytes), bytes);
        }
        At(frame);
    }

    void At(JsonElement message) => Notes.At(Encoding.UTF8.GetBytes(message.GetProperty("cursor").GetString()!));
}
