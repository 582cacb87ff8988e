using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Api.Statements;
using Tracker.Domain;
using Tracker.Domain.Dates;
using Tracker.Log;
using Tracker.Log.Index;

namespace Tracker.Api.Reading;

/// <summary>
/// A moment in a query: <c>asOf</c> is a position (a whole number), a cursor, or an EDTF time, which stands for its last millisecond in the story's zone
/// (where the path names no story: UTC); <c>clock</c> is <c>known</c> (default) or <c>said</c>. A position on the clock of what was said stands for when it was taken.
/// </summary>
public sealed class AsOf(IEventLog log, Known known, Consistency consistency, [FromKeyedServices("app")] TimeProvider clock)
{
    /// <summary>No moment when the query has none.</summary>
    public ValueTask<(Moment? Moment, Refusal? Refusal)> ReadAsync(HttpContext http, string? story, CancellationToken ct) => ReadAsync(http, "asOf", story, ct);

    /// <param name="name">The query's field.</param>
    /// <param name="story">Story id, for its zone; must be well-formed.</param>
    public async ValueTask<(Moment? Moment, Refusal? Refusal)> ReadAsync(HttpContext http, string name, string? story, CancellationToken ct)
    {
        var said = http.Request.Query["clock"].ToString();
        if (said is not ("" or "known" or "said")) return (null, new Refusal("invalid", "known (what the desk knew by then) or said (what had been said by then).", "clock"));
        var given = http.Request.Query[name].ToString();
        if (given.Length == 0) return (null, null);
        if (PositionIn(given, out var position, out var foreign))
        {
            if (foreign) return (null, new Refusal("cursor-too-old", "The cursor is of another log.", name));
            if (position > log.Head) await log.LookAsync(ct);
            if (position > log.Head) return (null, new Refusal("invalid", $"The log ends at {log.Head}.", name));
            if (position == 0 && said != "said") return (null, await NothingYetAsync(name, ct));
            return said == "said" ? (new Moment.Said(await TakenAtAsync(position, ct)), null) : await KnownAsync(position, ct);
        }
        if (!Edtf.TryParse(given, out var edtf, out var why)) return (null, new Refusal("invalid", $"A position, a cursor or a date. {why}", name));
        var until = edtf.LastMillisecond(story is null ? TimeZoneInfo.Utc : await known.ZoneAsync(story));
        if (edtf.FirstMillisecond(TimeZoneInfo.Utc) > clock.GetUtcNow().AddDays(1)) return (null, new Refusal("invalid", "It lies in the future: leave it out for how it is now.", name));
        if (said == "said") return (new Moment.Said(Math.Min(until.ToUnixTimeMilliseconds(), clock.GetUtcNow().ToUnixTimeMilliseconds())), null);
        position = await log.PositionAtAsync(until, ct);
        return position == 0 ? (null, await NothingYetAsync(name, ct)) : await KnownAsync(position, ct);
    }

    /// <summary>The past does not change: it is not answered before the index has all of it.</summary>
    async ValueTask<(Moment?, Refusal?)> KnownAsync(long position, CancellationToken ct) =>
        await consistency.WaitAsync(position, ct) is { } behind ? (null, behind) : (new Moment.Known(position), null);

    /// <summary>A whole number is a position; a year alone is written as a month or a day.</summary>
    bool PositionIn(string given, out long position, out bool foreign)
    {
        foreign = false;
        if (long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out position)) return true;
        if (!Cursor.TryParse(given, out var cursor)) return false;
        (position, foreign) = (cursor.Position, cursor.Epoch != log.Epoch);
        return true;
    }

    async ValueTask<long> TakenAtAsync(long position, CancellationToken ct) =>
        position == 0 ? 0 : (await log.ReadAsync(position - 1, 1, ct))[0].At.ToUnixTimeMilliseconds();

    async ValueTask<Refusal> NothingYetAsync(string name, CancellationToken ct)
    {
        var first = await log.ReadAsync(0, 1, ct);
        return new Refusal("before-first", first.Count == 0
            ? "Nothing is recorded yet."
            : string.Create(CultureInfo.InvariantCulture, $"Nothing had been recorded by then; the first record is of {first[0].At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}. What had been said by then is on clock=said."), name);
    }
}
