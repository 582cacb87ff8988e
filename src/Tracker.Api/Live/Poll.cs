using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Tracker.Api.Problems;
using Tracker.Api.Reading;
using Tracker.Contracts;
using Tracker.Contracts.Live;
using Tracker.Domain;
using Tracker.Log;
using Tracker.Log.Feed;

namespace Tracker.Api.Live;

/// <summary><c>GET /api/changes</c>: the same items, a page a request; <c>wait=20</c> holds the request until there are any.</summary>
internal static class Poll
{
    // Of a client that asks and does not read, an answer stays in memory: small ones cost a busy client one more question.
    const int PageSize = 64;
    const int MaxScan = 10_000;
    const int MaxBytes = 512 * 1024;

    static ReadOnlySpan<byte> Begin => "{\"items\":["u8;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/changes", Handle).Needs(Scope.Read).WithTags("live").Gives<ChangesPage>(200)
        .WithSummary("Changes after a cursor: after=start|now|CURSOR (start), limit 1 to 1000 (500), wait= 0 to 30 s (0), touches=, kinds=");

    static async Task<IResult> Handle(HttpContext http, IEventLog log, IFeed feed, IHostApplicationLifetime life, CancellationToken ct)
    {
        var start = await StartPoint.OfAsync(http.Request.Query["after"], "start", log, feed, ct);
        var (filter, malformed) = Filters.Of(http);
        var (limit, wait, wrong) = Numbers(http);
        if ((start.Refusal ?? malformed ?? wrong) is { } refusal) return ProblemAnswer.Of(refusal);
        if (start.ResetReason is { } reason) return ProblemAnswer.Of(new Refusal("cursor-too-old", $"It cannot be resumed ({reason}). Head is {new Cursor(log.Epoch, feed.Head)}.", "after"));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct, life.ApplicationStopping);
        patience.CancelAfter(TimeSpan.FromSeconds(wait));
        var cursor = start.After;
        var answer = new ArrayBufferWriter<byte>();
        answer.Write(Begin);
        do
        {
            cursor = await CollectAsync(log, feed, filter!, cursor, limit, answer, ct);
        }
        while (answer.WrittenCount == Begin.Length && wait > 0 && !patience.IsCancellationRequested && await feed.Channel(filter!).WaitAsync(cursor, patience.Token));
        return Answer(http, log, feed, answer, cursor);
    }

    static async ValueTask<long> CollectAsync(IEventLog log, IFeed feed, Filter filter, long after, int limit, ArrayBufferWriter<byte> items, CancellationToken ct)
    {
        var (cursor, count, head) = (after, 0, feed.Head);
        while (cursor < head && cursor - after < MaxScan)
        {
            foreach (var record in await log.ReadAsync(cursor, PageSize, ct))
            {
                if (record.Position > head) return head;
                if (filter.Passes(record))
                {
                    if (count++ > 0) items.Write(","u8);
                    items.Write(WireItem.Of(record).Span);
                }
                cursor = record.Position;
                if (count == limit || items.WrittenCount > MaxBytes) return cursor;
            }
        }
        return cursor;
    }

    static IResult Answer(HttpContext http, IEventLog log, IFeed feed, ArrayBufferWriter<byte> body, long cursor)
    {
        body.Write(Encoding.ASCII.GetBytes($"],\"cursor\":\"{new Cursor(log.Epoch, cursor)}\",\"head\":\"{new Cursor(log.Epoch, feed.Head)}\"}}"));
        http.Response.Headers["Tracker-Cursor"] = new Cursor(log.Epoch, cursor).ToString();
        http.Response.Headers.CacheControl = "no-store";
        return new Bytes(body.WrittenMemory);
    }

    static (int Limit, int Wait, Refusal? Refusal) Numbers(HttpContext http)
    {
        var (limit, wait) = (500, 0);
        if (http.Request.Query["limit"].ToString() is { Length: > 0 } asked && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 1000))
            return (0, 0, new Refusal("invalid", "A whole number from 1 to 1000.", "limit"));
        if (http.Request.Query["wait"].ToString() is { Length: > 0 } seconds && (!int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out wait) || wait > 30))
            return (0, 0, new Refusal("invalid", "Seconds from 0 to 30.", "wait"));
        return (limit, wait, null);
    }
}
