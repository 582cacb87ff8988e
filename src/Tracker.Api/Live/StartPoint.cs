using Tracker.Domain;
using Tracker.Log;
using Tracker.Log.Feed;

namespace Tracker.Api.Live;

/// <summary>Where a reader wants to begin: a position, or the reason why its cursor cannot be resumed, or why it is none.</summary>
/// <param name="ResetReason"><c>epoch</c>, <c>floor</c> or <c>ahead</c>; null = it can.</param>
public readonly record struct StartPoint(long After, string? ResetReason, Refusal? Refusal)
{
    /// <summary>As <see cref="Of"/>; a cursor that another process has given out a moment ago is not taken for one of a log to come.</summary>
    public static async ValueTask<StartPoint> OfAsync(string? given, string otherwise, IEventLog log, IFeed feed, CancellationToken ct)
    {
        var start = Of(given, otherwise, log, feed);
        if (start.ResetReason != "ahead") return start;
        try
        {
            await log.LookAsync(ct);
            return Of(given, otherwise, log, feed);
        }
        catch (StoreUnavailableException away)
        {
            return start with { ResetReason = null, Refusal = new Refusal(away.Refusal.Code, away.Refusal.Detail) };
        }
    }

    /// <param name="given">A cursor, <c>start</c> or <c>now</c>; empty = <paramref name="otherwise"/>.</param>
    public static StartPoint Of(string? given, string otherwise, IEventLog log, IFeed feed)
    {
        switch (string.IsNullOrEmpty(given) ? otherwise : given)
        {
            case "start": return new StartPoint(0, null, null);
            case "now": return new StartPoint(feed.Head, null, null);
        }
        if (!Cursor.TryParse(given, out var cursor)) return new StartPoint(0, null, new Refusal("invalid", "A cursor <epoch>:<position>, `start` or `now`.", "after"));
        var reason = cursor.Epoch != log.Epoch ? "epoch" : cursor.Position > log.Head ? "ahead" : cursor.Position < feed.Floor ? "floor" : null;
        return new StartPoint(reason is null ? cursor.Position : feed.Head, reason, null);
    }
}
