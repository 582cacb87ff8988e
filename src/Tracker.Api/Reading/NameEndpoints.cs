using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Json;
using Tracker.Api.Problems;
using Tracker.Api.Statements;
using Tracker.Contracts;
using Tracker.Contracts.Keys;
using Tracker.Domain;
using Tracker.Log;

namespace Tracker.Api.Reading;

/// <summary>Who or what carries a name: names, aliases, metonyms, in any script that transliterates.</summary>
internal static class NameEndpoints
{
    const int MaxQuery = 2_000;
    const int MostNear = 20;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/names", Handle).Needs(Scope.Read).WithTags("names").Gives<Page<NameMatch>>(200)
        .WithSummary("Entities that carry the name q, a merged actor as the one that it turned out to be; kind= actor or place narrows it; several mean that it is ambiguous; near=true adds up to 20 whose names begin like it or differ in few letters");

    static async Task<IResult> Handle(HttpContext http, IEventLog log, Known known, CancellationToken ct)
    {
        var (name, kind) = (http.Request.Query["q"].ToString(), http.Request.Query["kind"].ToString());
        if (name.Length is 0 or > MaxQuery) return ProblemAnswer.Of(new Refusal("invalid", $"A name of 1 to {MaxQuery} characters.", "q"));
        if (kind is not ("" or "actor" or "place")) return ProblemAnswer.Of(new Refusal("invalid", "actor or place.", "kind"));
        var near = http.Request.Query["near"].ToString();
        if (near is not ("" or "true" or "false")) return ProblemAnswer.Of(new Refusal("invalid", "true or false.", "near"));
        var normalized = Names.Normalize(name);
        IReadOnlyList<NameHit> hits = normalized.Length == 0 ? [] : await log.ResolveAsync(normalized, ct);
        if (near == "true" && normalized.Length > 0) hits = [.. hits.Concat(await log.NearestNamesAsync(normalized, MostNear, ct)).DistinctBy(hit => hit.Entity)];
        var items = (await known.CanonicalAsync(hits.Where(hit => kind.Length == 0 || Ref.KindOf(hit.Entity) == kind)))
            .Select(hit => new NameMatch { Entity = hit.Entity, Name = hit.Name }).ToList();
        return Results.Json(new Page<NameMatch> { Items = items }, ApiJson.Options);
    }
}
