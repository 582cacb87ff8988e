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

/// <summary>Who spoke to, about and for whom, who relayed and who met whom.</summary>
internal static class Networks
{
    public static void Map(RouteGroupBuilder stories) => stories.MapGet("/{id}/network", Handle).Needs(Scope.Read).Gives<Network>(200)
        .WithSummary("Actors and their ties, with counts and the newest evidence: topic=, meeting= (ids), asOf=, clock=, limit 1 to 5000 ties (2000)");

    static async Task<IResult> Handle(string id, HttpContext http, IIndex index, Consistency consistency, AsOf asOf, CancellationToken ct)
    {
        if (await consistency.WaitAsync(http, ct) is { } behind) return ProblemAnswer.Of(behind);
        var (moment, wrong) = await asOf.ReadAsync(http, Ref.IsId(id) ? id : null, ct);
        var (limit, unfit) = http.Number("limit", 1, 5000, 2000);
        if ((wrong ?? unfit ?? Unfit(http, "topic") ?? Unfit(http, "meeting")) is { } refusal) return ProblemAnswer.Of(refusal);
        var position = index.Position;
        if (!Ref.IsId(id) || await index.NetworkAsync(id, new NetworkPart(Given(http, "topic"), Given(http, "meeting"), limit), moment, ct) is not { } network)
            return ProblemAnswer.Of(new Refusal("not-found", moment is null ? "There is no story with this id." : "There was no story with this id at that moment."));
        consistency.Stamp(http, moment is Moment.Known known ? known.Position : position);
        return new Bytes(network);
    }

    static string? Given(HttpContext http, string name) => http.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    static Refusal? Unfit(HttpContext http, string name) => Given(http, name) is { } value && !Ref.IsId(value) ? new Refusal("invalid", "An id.", name) : null;
}
