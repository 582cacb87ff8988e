using System.Buffers;
using System.Buffers.Text;
using System.Net.WebSockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Api.Keys;
using Tracker.Api.Problems;
using Tracker.Contracts;
using Tracker.Domain;

namespace Tracker.Api.Live;

/// <summary>
/// Hub <c>/hubs/live</c>, as SignalR's clients know one: a client invokes <c>Watch</c>; the server then invokes <c>changes</c>, <c>heartbeat</c> and
/// <c>reset</c>. The same cursors and items as SSE and polling; a second <c>Watch</c> replaces the first. Negotiation, handshake and messages are SignalR's
/// own protocol classes; the way from a frame to the WebSocket is ours, for SignalR's pipe and loop of each connection cost more than all the rest.
/// </summary>
static class LiveHub
{
    const string Path = "/hubs/live";
    const string Transport = "signalr";

    public static void Map(IEndpointRouteBuilder app)
    {
        var connect = app.CreateApplicationBuilder();
        // Heartbeats and the clients' pings keep it alive; nothing else needs to.
        connect.UseWebSockets(new Microsoft.AspNetCore.Builder.WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        connect.Run(ConnectAsync);
        app.Map(Path, connect.Build()).WithMetadata(new NeedsScope(Scope.Read)).ExcludeFromDescription();
        app.MapPost(Path + "/negotiate", NegotiateAsync).WithMetadata(new NeedsScope(Scope.Read)).ExcludeFromDescription();
    }

    static async Task ConnectAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            await ProblemAnswer.WriteAsync(http, new Refusal("invalid", "The hub is a WebSocket with SignalR's JSON protocol."));
            return;
        }
        var services = http.RequestServices;
        var (place, refusal) = await services.GetRequiredService<LiveConnections>().EnterAsync(http, Transport);
        if (refusal is not null)
        {
            await ProblemAnswer.WriteAsync(http, refusal);
            return;
        }
        using (place)
        {
            var sessions = services.GetRequiredService<HubSessions>();
            try
            {
                var straight = StraightOutput.Of(http);
                using var accepted = await http.WebSockets.AcceptWebSocketAsync();
                using var socket = new HubSocket(accepted, straight, sessions.Options.MaxHubMessage);
                await sessions.RunAsync(new HubSession(socket, http, place!, sessions));
            }
            catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
            {
                // The client went away: it comes back by its cursor.
            }
        }
    }

    // Nothing is kept between negotiation and connection, so they may reach different servers.
    static Task NegotiateAsync(HttpContext http)
    {
        var version = http.Request.Query["negotiateVersion"] == "1" ? 1 : 0;
        var answer = new NegotiationResponse
        {
            Version = version,
            ConnectionId = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
            ConnectionToken = version == 0 ? null : Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
            AvailableTransports = [new AvailableTransport { Transport = nameof(HttpTransportType.WebSockets), TransferFormats = ["Text"] }],
        };
        var body = new ArrayBufferWriter<byte>();
        NegotiateProtocol.WriteResponse(answer, body);
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentLength = body.WrittenCount;
        return http.Response.Body.WriteAsync(body.WrittenMemory, http.RequestAborted).AsTask();
    }
}
