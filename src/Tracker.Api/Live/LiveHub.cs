using Microsoft.AspNetCore.SignalR;
using Tracker.Contracts.Live;

namespace Tracker.Api.Live;

/// <summary>
/// Hub <c>/hubs/live</c>. A client invokes <c>Watch</c>; the server then invokes <c>changes</c>, <c>heartbeat</c> and <c>reset</c>. The same cursors and
/// items as SSE and polling; a second <c>Watch</c> replaces the first.
/// </summary>
public sealed class LiveHub(Watches watches) : Hub
{
    public Task<WatchReply> Watch(WatchRequest request) => watches.StartAsync(Context.ConnectionId, request);
}
