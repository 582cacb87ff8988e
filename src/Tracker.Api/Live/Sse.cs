using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Tracker.Api.Keys;
using Tracker.Api.Problems;
using Tracker.Contracts;
using Tracker.Domain;
using Tracker.Log;
using Tracker.Log.Feed;

namespace Tracker.Api.Live;

/// <summary><c>GET /api/live</c>: server-sent events. <c>Last-Event-ID</c> beats <c>after</c>, so a browser resumes by itself.</summary>
internal static class Sse
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/live", Handle).Needs(Scope.Read).WithTags("live").Produces<string>(200, "text/event-stream")
        .WithSummary("Server-sent events: change, heartbeat, reset; after=start|now|CURSOR (now), touches=, kinds=");

    static async Task<IResult> Handle(HttpContext http, IEventLog log, IFeed feed, LiveConnections connections, ApiOptions options, IHostApplicationLifetime life)
    {
        var asked = http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last : http.Request.Query["after"].ToString();
        var start = StartPoint.Of(asked, "now", log, feed);
        var (filter, malformed) = Filters.Of(http);
        if ((start.Refusal ?? malformed) is { } refusal) return ProblemAnswer.Of(refusal);
        using var place = connections.Enter();
        if (place is null) return ProblemAnswer.Of(new Refusal("busy", "This server has as many live connections as it takes."));

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var sink = new Sink(http, log.Epoch, http.RequestServices.GetService(typeof(KeyRing)) as KeyRing);
        try
        {
            await sink.BeginAsync(start, feed, ended.Token);
            await LiveLoop.RunAsync(feed, feed.Channel(filter!), start.After, sink, TimeSpan.FromSeconds(options.HeartbeatSeconds), ended.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The reader went away, or the server stops: it resumes by its cursor.
        }
        return Results.Empty;
    }

    sealed class Sink(HttpContext http, string epoch, KeyRing? keys) : ILiveSink
    {
        readonly Principal? _caller = http.Items[typeof(Principal)] as Principal;

        public async ValueTask BeginAsync(StartPoint start, IFeed feed, CancellationToken ct)
        {
            var hello = "retry: 2000\n" + Heartbeat(start.After, feed.Head);
            if (start.ResetReason is { } reason)
            {
                hello += $"event: reset\nid: {epoch}:{start.After}\ndata: {{\"reason\":\"{reason}\",\"floor\":\"{new Cursor(epoch, feed.Floor)}\",\"head\":\"{new Cursor(epoch, start.After)}\"}}\n\n";
            }
            await WriteAsync(Encoding.ASCII.GetBytes(hello), ct);
        }

        public ValueTask SendAsync(Page page, CancellationToken ct) => WriteAsync(page.Sse, ct);

        public ValueTask HeartbeatAsync(long cursor, long head, CancellationToken ct)
        {
            // A key that was taken back ends its streams too.
            if (_caller is not null && keys?.StillHolds(_caller) == false) throw new OperationCanceledException();
            return WriteAsync(Encoding.ASCII.GetBytes(Heartbeat(cursor, head)), ct);
        }

        string Heartbeat(long cursor, long head) => $"event: heartbeat\nid: {epoch}:{cursor}\ndata: {{\"cursor\":\"{epoch}:{cursor}\",\"head\":\"{epoch}:{head}\"}}\n\n";

        async ValueTask WriteAsync(ReadOnlyMemory<byte> frame, CancellationToken ct)
        {
            await http.Response.Body.WriteAsync(frame, ct);
            await http.Response.Body.FlushAsync(ct);
        }
    }
}
