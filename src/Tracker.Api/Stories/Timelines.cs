using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Reading;
using Tracker.Contracts;
using Tracker.Contracts.Reading;
using Tracker.Domain;
using Tracker.Log.Index;

namespace Tracker.Api.Stories;

/// <summary>A story's life on either clock: as a whole, in stretches, and from change to change.</summary>
internal static class Timelines
{
    public static void Map(RouteGroupBuilder stories)
    {
        stories.MapGet("/{id}/timeline", Timeline).Needs(Scope.Read).Gives<Timeline>(200)
            .WithSummary("A story's whole life in stretches: clock=known or said, marks= about how many, 1 to 1000 (240)");
        stories.MapGet("/{id}/stops", Stops).Needs(Scope.Read).Gives<Stops>(200)
            .WithSummary("Moments at which something changed, nearest first: after= or before= (as asOf), clock=, of=all or moves, limit 1 to 500 (50)");
    }

    static async Task<IResult> Timeline(string id, HttpContext http, IIndex index, Consistency consistency, CancellationToken ct)
    {
        if (await consistency.WaitAsync(http, ct) is { } behind) return ProblemAnswer.Of(behind);
        var (marks, unfit) = http.Number("marks", 1, 1000, 240);
        if ((unfit ?? Clock(http)) is { } wrong) return ProblemAnswer.Of(wrong);
        var position = index.Position;
        if (!Ref.IsId(id) || await index.TimelineAsync(id, IsSaid(http), marks, ct) is not { } timeline) return Missing();
        consistency.Stamp(http, position);
        return new Bytes(timeline);
    }

    static async Task<IResult> Stops(string id, HttpContext http, IIndex index, Consistency consistency, AsOf asOf, CancellationToken ct)
    {
        if (await consistency.WaitAsync(http, ct) is { } behind) return ProblemAnswer.Of(behind);
        var (limit, unfit) = http.Number("limit", 1, 500, 50);
        if ((unfit ?? Clock(http) ?? Of(http)) is { } wrong) return ProblemAnswer.Of(wrong);
        if (!Ref.IsId(id)) return Missing();
        var (after, unfitAfter) = await asOf.ReadAsync(http, "after", id, ct);
        var (before, unfitBefore) = await asOf.ReadAsync(http, "before", id, ct);
        // Before everything there is nothing, and after that there is all.
        var (fromStart, nothing) = (unfitAfter?.Code == "before-first", unfitBefore?.Code == "before-first");
        if ((fromStart ? null : unfitAfter) is { } notAfter) return ProblemAnswer.Of(notAfter);
        if ((nothing ? null : unfitBefore) is { } notBefore) return ProblemAnswer.Of(notBefore);
        if ((after is not null || fromStart) && (before is not null || nothing)) return ProblemAnswer.Of(new Refusal("invalid", "Either after or before.", "before"));
        Moment start = IsSaid(http) ? new Moment.Said(long.MinValue) : new Moment.Known(0);
        var position = index.Position;
        if (await index.StopsAsync(id, before ?? after ?? start, before is null && !nothing, http.Request.Query["of"] == "moves", limit, ct) is not { } stops) return Missing();
        consistency.Stamp(http, position);
        return new Bytes(stops);
    }

    static bool IsSaid(HttpContext http) => http.Request.Query["clock"] == "said";

    static Refusal? Clock(HttpContext http) =>
        http.Request.Query["clock"].ToString() is "" or "known" or "said" ? null : new Refusal("invalid", "known (what the desk knew by then) or said (what had been said by then).", "clock");

    static Refusal? Of(HttpContext http) => http.Request.Query["of"].ToString() is "" or "all" or "moves" ? null : new Refusal("invalid", "all or moves.", "of");

    static IResult Missing() => ProblemAnswer.Of(new Refusal("not-found", "There is no story with this id."));
}
