using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Tracker.Contracts.Live;
using Tracker.Log;
using Tracker.Log.Feed;

namespace Tracker.Api.Live;

/// <summary>
/// Holds the hub's connections, and one loop a watching connection that pulls from the feed and awaits that connection's own writes. SignalR's
/// broadcasts are not used: awaited they wait for the slowest, unawaited they queue without bound.
/// </summary>
public sealed class Watches(IEventLog log, IFeed feed, LiveConnections places, ApiOptions options) : HubLifetimeManager<LiveHub>
{
    readonly ConcurrentDictionary<string, Connected> _connections = new(StringComparer.Ordinal);

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        if (places.Enter() is not { } place)
        {
            connection.Abort();
            return Task.CompletedTask;
        }
        _connections[connection.ConnectionId] = new Connected(connection, place);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (_connections.TryRemove(connection.ConnectionId, out var connected)) connected.Dispose();
        return Task.CompletedTask;
    }

    /// <exception cref="HubException">The filter or the cursor is malformed: code and what is allowed.</exception>
    public async Task<WatchReply> StartAsync(string connectionId, WatchRequest request)
    {
        if (request is null) throw new HubException("invalid: : Watch takes an object: after, touches, kinds.");
        var (filter, malformed) = Filter.Parse(request.Touches ?? [], request.Kinds ?? []);
        var start = StartPoint.Of(request.After, "now", log, feed);
        if ((start.Refusal ?? malformed) is { } refusal) throw new HubException($"{refusal.Code}: {refusal.Field}: {refusal.Detail}");
        if (!_connections.TryGetValue(connectionId, out var connected)) throw new HubException("busy: this server has as many live connections as it takes.");
        var sink = new Sink(connected.Connection, log.Epoch);
        await connected.ReplaceAsync(async ct =>
        {
            if (start.ResetReason is { } reason) await sink.ResetAsync(reason, feed.Floor, start.After, ct);
            await LiveLoop.RunAsync(feed, feed.Channel(filter!), start.After, sink, TimeSpan.FromSeconds(options.HeartbeatSeconds), ct);
        });
        return new WatchReply { Cursor = new Cursor(log.Epoch, start.After).ToString(), Head = new Cursor(log.Epoch, feed.Head).ToString() };
    }

    sealed class Connected(HubConnectionContext connection, IDisposable place) : IDisposable
    {
        readonly SemaphoreSlim _one = new(1);
        CancellationTokenSource? _stop;
        Task _loop = Task.CompletedTask;

        public HubConnectionContext Connection => connection;

        public async Task ReplaceAsync(Func<CancellationToken, Task> loop)
        {
            await _one.WaitAsync(connection.ConnectionAborted);
            try
            {
                if (_stop is not null) await _stop.CancelAsync();
                await _loop;
                _stop = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionAborted);
                _loop = RunAsync(loop, _stop.Token);
            }
            finally
            {
                _one.Release();
            }
        }

        public void Dispose()
        {
            _stop?.Cancel();
            place.Dispose();
            _one.Dispose();
        }

        async Task RunAsync(Func<CancellationToken, Task> loop, CancellationToken ct)
        {
            // The reply to Watch goes first.
            await Task.Yield();
            try
            {
                await loop(ct);
            }
            catch (OperationCanceledException)
            {
                // Replaced, or gone.
            }
            catch (Exception)
            {
                // A connection that cannot be served is closed, so that its client comes back by its cursor; it must never look alive and be silent.
                connection.Abort();
            }
        }
    }

    sealed class Sink(HubConnectionContext connection, string epoch) : ILiveSink
    {
        public ValueTask SendAsync(Page page, CancellationToken ct) => connection.WriteAsync(Message(page.SignalR), ct);

        public ValueTask HeartbeatAsync(long cursor, long head, CancellationToken ct) =>
            connection.WriteAsync(Message(Encoding.ASCII.GetBytes(
                $"{{\"type\":1,\"target\":\"heartbeat\",\"arguments\":[{{\"cursor\":\"{epoch}:{cursor}\",\"head\":\"{epoch}:{head}\"}}]}}\u001e")), ct);

        public ValueTask ResetAsync(string reason, long floor, long head, CancellationToken ct) =>
            connection.WriteAsync(Message(Encoding.ASCII.GetBytes(
                $"{{\"type\":1,\"target\":\"reset\",\"arguments\":[{{\"reason\":\"{reason}\",\"floor\":\"{epoch}:{floor}\",\"head\":\"{epoch}:{head}\"}}]}}\u001e")), ct);

        static SerializedHubMessage Message(ReadOnlyMemory<byte> json) => new([new SerializedMessage("json", json)]);
    }

    static NotSupportedException NoBroadcast => new("Readers pull by cursor; nothing is broadcast.");

    public override Task SendAllAsync(string methodName, object?[] args, CancellationToken cancellationToken = default) => throw NoBroadcast;
    public override Task SendAllExceptAsync(string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) => throw NoBroadcast;
    public override Task SendConnectionAsync(string connectionId, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw NoBroadcast;
    public override Task SendConnectionsAsync(IReadOnlyList<string> connectionIds, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw NoBroadcast;
    public override Task SendGroupAsync(string groupName, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw NoBroadcast;
    public override Task SendGroupExceptAsync(string groupName, string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) => throw NoBroadcast;
    public override Task SendGroupsAsync(IReadOnlyList<string> groupNames, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw NoBroadcast;
    public override Task SendUserAsync(string userId, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw NoBroadcast;
    public override Task SendUsersAsync(IReadOnlyList<string> userIds, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw NoBroadcast;
    public override Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) => throw NoBroadcast;
    public override Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) => throw NoBroadcast;
}
