using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Reading;
using Tracker.Contracts;
using Tracker.Domain;
using Tracker.Log.Index;

namespace Tracker.Api.Stories;

/// <summary>Two moments of a story, round to round: which positions appeared, hardened, softened, turned, vanished.</summary>
internal static class Compare
{
    public static void Map(RouteGroupBuilder stories) => stories.MapGet("/{id}/compare", Handle).Needs(Scope.Read)
        .WithSummary("What changed from one moment (from=) to another (to=, default now), on clock=known or said; limit 1 to 5000 cells (1000)");

    static async Task<IResult> Handle(string id, HttpContext http, IIndex index, Consistency consistency, AsOf asOf, CancellationToken ct)
    {
        if (await consistency.WaitAsync(http, ct) is { } behind) return ProblemAnswer.Of(behind);
        if (!Ref.IsId(id)) return Missing();
        var limit = 1000;
        if (http.Request.Query["limit"].ToString() is { Length: > 0 } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 5000))
            return ProblemAnswer.Of(new Refusal("invalid", "A whole number from 1 to 5000.", "limit"));
        var (from, unfit) = await asOf.ReadAsync(http, "from", id, ct);
        var (to, unfitToo) = await asOf.ReadAsync(http, "to", id, ct);
        // Compared with a time before everything, all that is there has appeared.
        if (unfit?.Code == "before-first") (from, unfit) = (new Moment.Known(0), null);
        if ((unfit ?? unfitToo) is { } wrong) return ProblemAnswer.Of(wrong);
        if (from is null) return ProblemAnswer.Of(new Refusal("invalid", "Say from which moment: a position, a cursor or a date.", "from"));
        var position = index.Position;
        to ??= from is Moment.Said ? new Moment.Said(long.MaxValue) : new Moment.Known(position);
        if (await index.CompareAsync(id, from, to, limit, ct) is not { } compared) return Missing();
        consistency.Stamp(http, position);
        return new Bytes(compared);
    }

    static IResult Missing() => ProblemAnswer.Of(new Refusal("not-found", "There is no story with this id."));
}
