using System.Text.Json;
using Tracker.Domain.Dates;
using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>What a list of stories says of each: what was said last, which meeting is on or comes next, how much came in each of the last hours.</summary>
static class SummaryReads
{
    const int Hours = 24, Meetings = 100, Counted = 10_000;
    static readonly string[] Now = ["under_way", "suspended"], Next = ["scheduled", "rescheduled", "invited", "proposed"];

    /// <summary><c>{statement?, meeting?, actors[], hours[24], until}</c>; null when there is no such story.</summary>
    public static ReadOnlyMemory<byte>? Of(Snapshot from, string story, DateTimeOffset until)
    {
        if (from.IdOf("story/" + story) is not { } id) return null;
        var view = MomentView.Of(from, id, new Moment.Known(from.Position));
        var json = new JsonBuffer(4096).Raw("{\"hours\":["u8);
        var hours = Counts(from, id, until);
        for (var i = 0; i < Hours; i++) (i > 0 ? json.Raw(","u8) : json).Number(hours[i]);
        json.Raw("],\"until\":"u8).Plain(Members.Time(until));
        List<byte[]> actors = [];
        if (view.Statements(1) is [var statement])
        {
            json.Raw(",\"statement\":"u8).Raw(statement);
            actors = Speakers(from, view, statement);
        }
        if (MeetingOf(view, until) is { } meeting) json.Raw(",\"meeting\":"u8).Raw(meeting);
        return json.Raw(",\"actors\":"u8).Items(actors).Raw("}"u8).Written;
    }

    /// <summary>Statements recorded in each of the last hours, the oldest first.</summary>
    static int[] Counts(Snapshot from, long story, DateTimeOffset until)
    {
        var hours = new int[Hours];
        var end = until.ToUnixTimeMilliseconds();
        // Newest first by position, so by time: the first that is too old ends it.
        var rows = from.Database["SELECT recorded_at FROM entities WHERE story = ? AND kind = ? AND created IS NOT NULL AND state = 0 ORDER BY created DESC LIMIT ?"]
            .Bind(story).Bind(DocumentKind.Statement).Bind(Counted);
        while (rows.Step())
        {
            var ago = (int)Math.Clamp((end - rows.Int64(0)) / 3_600_000, 0, Hours);
            if (ago == Hours) break;
            hours[Hours - 1 - ago]++;
        }
        rows.Reset();
        return hours;
    }

    static List<byte[]> Speakers(Snapshot from, MomentView view, byte[] statement)
    {
        using var json = JsonDocument.Parse(statement);
        var speakers = new List<byte[]>();
        foreach (var name in new[] { "speakers", "onBehalfOf" })
        {
            if (!json.RootElement.TryGetProperty(name, out var ids)) continue;
            foreach (var one in ids.EnumerateArray())
            {
                if (from.IdOf("actor/" + one.GetString()) is { } id && view.Document(id, DocumentKind.Actor) is { } actor) speakers.Add(actor);
            }
        }
        return speakers;
    }

    /// <summary>One that is on; else the nearest that is to come; else one that is proposed for no known day.</summary>
    static byte[]? MeetingOf(MomentView view, DateTimeOffset now)
    {
        var (best, rank) = ((byte[]?)null, long.MaxValue);
        foreach (var meeting in view.Newest(DocumentKind.Meeting, Meetings))
        {
            if (Rank(meeting, now) is not { } found || found >= rank) continue;
            (best, rank) = (meeting, found);
        }
        return best;
    }

    static long? Rank(byte[] meeting, DateTimeOffset now)
    {
        using var json = JsonDocument.Parse(meeting);
        var status = json.RootElement.GetProperty("status").GetString();
        if (Now.Contains(status, StringComparer.Ordinal)) return long.MinValue;
        if (!Next.Contains(status, StringComparer.Ordinal)) return null;
        if (!json.RootElement.TryGetProperty("start", out var start) || !Edtf.TryParse(start.GetString(), out var date)) return long.MaxValue - 1;
        return date.LastMillisecond(TimeZoneInfo.Utc) >= now ? date.FirstMillisecond(TimeZoneInfo.Utc).ToUnixTimeMilliseconds() : null;
    }
}
