using System.Globalization;
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
    const string Transport = "sse";

    /// <summary>A reader that does not take the farewell by then is cut off.</summary>
    static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/live", Handle).Needs(Scope.Read).WithTags("live").Produces<string>(200, "text/event-stream")
        .WithSummary("Server-sent events: change, heartbeat, reset; after=start|now|CURSOR (now), touches=, kinds=");

    static async Task<IResult> Handle(HttpContext http, IEventLog log, IFeed feed, LiveConnections connections, LiveMeter meter, IHostApplicationLifetime life)
    {
        var last = http.Request.Headers["Last-Event-ID"].ToString();
        var start = await StartPoint.OfAsync(last.Length > 0 ? last : http.Request.Query["after"].ToString(), "now", log, feed, http.RequestAborted);
        var (filter, malformed) = Filters.Of(http);
        if ((start.Refusal ?? malformed) is { } wrong) return ProblemAnswer.Of(wrong);
        var (place, refusal) = await connections.EnterAsync(http, Transport);
        using (place)
        {
            // A browser's EventSource gives up for ever on any answer but 200: one that comes back is told when to try again.
            if (refusal is not null && last.Length > 0) return await LaterAsync(http, connections.ComeBack);
            if (refusal is not null) return ProblemAnswer.Of(refusal);
            await StreamAsync(http, start, filter!, new SseOutlet(http, log.Epoch, place!, meter, http.RequestServices.GetService(typeof(KeyRing)) as KeyRing), feed, log.Epoch, connections, meter, life);
        }
        return Results.Empty;
    }

    static async Task StreamAsync(
        HttpContext http, StartPoint start, Filter filter, SseOutlet outlet, IFeed feed, string epoch, LiveConnections connections, LiveMeter meter, IHostApplicationLifetime life)
    {
        Begin(http);
        await using var gone = http.RequestAborted.UnsafeRegister(static outlet => ((SseOutlet)outlet!).End(), outlet);
        await using var stopping = life.ApplicationStopping.UnsafeRegister(static outlet => ((SseOutlet)outlet!).End(), outlet);
        try
        {
            // The start is taken before the hello is sent and read from after: what is published between is the first that it gets.
            await outlet.BeginAsync(Encoding.ASCII.GetBytes(Hello(start, feed, epoch, outlet, meter)));
            await using (feed.Channel(filter).Join(start.After, outlet)) await outlet.Ended;
            if (!life.ApplicationStopping.IsCancellationRequested || http.RequestAborted.IsCancellationRequested) return;
            meter.Closed("stopping");
            await outlet.WriteAsync(Retry(connections.ComeBack, "The server stops; come back.")).AsTask().WaitAsync(Farewell);
        }
        catch (Exception gave) when (gave is OperationCanceledException or IOException or TimeoutException)
        {
            // The reader went away, or cannot be told: it resumes by its cursor.
            http.Abort();
        }
    }

    static void Begin(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    static string Hello(StartPoint start, IFeed feed, string epoch, SseOutlet outlet, LiveMeter meter)
    {
        const string retry = "retry: 2000\n";
        var heartbeat = outlet.Heartbeat(start.After, feed.Head, 0);
        if (start.ResetReason is not { } reason) return retry + heartbeat;
        meter.Reset(reason);
        // The reset goes first: whoever is cut off after the heartbeat's id alone would resume in another log without having been told.
        return retry + $"event: reset\nid: {epoch}:{start.After}\ndata: {{\"reason\":\"{reason}\",\"floor\":\"{new Cursor(epoch, feed.Floor)}\",\"head\":\"{new Cursor(epoch, start.After)}\"}}\n\n" + heartbeat;
    }

    static async Task<IResult> LaterAsync(HttpContext http, int milliseconds)
    {
        Begin(http);
        await http.Response.BodyWriter.WriteAsync(Retry(milliseconds, "Too many are arriving; come back."));
        return Results.Empty;
    }

    static ReadOnlyMemory<byte> Retry(int milliseconds, string why) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"retry: {milliseconds}\n: {why}\n\n"));
}
