using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Reading;
using Tracker.Contracts;
using Tracker.Domain;
using Tracker.Domain.Claims;
using Tracker.Log;
using Tracker.Log.Index;

namespace Tracker.Api.Stories;

/// <summary>Facts about which reports disagree and no editor has decided since: all their claims side by side.</summary>
internal static class Conflicts
{
    const int MostClaims = 1000;

    public static void Map(RouteGroupBuilder stories) => stories.MapGet("/{id}/conflicts", Handle).Needs(Scope.Read)
        .WithSummary("Open conflicts: {conflicts: [{about, field, claims[]}]}; of the newest 1000 claims that nobody has decided about");

    static async Task<IResult> Handle(string id, HttpContext http, IIndex index, IEventLog log, Consistency consistency, CancellationToken ct)
    {
        if (await consistency.WaitAsync(http, ct) is { } behind) return ProblemAnswer.Of(behind);
        if (!Ref.IsId(id) || await index.StampAsync(Ref.Story(id), ct) is null) return ProblemAnswer.Of(new Refusal("not-found", "There is no story with this id."));
        var kept = await index.ListAsync(new Listed("claim", id, State: "kept"), null, MostClaims, ct);
        consistency.Stamp(http, kept.Position);
        var json = new StringBuilder("{\"conflicts\":[");
        foreach (var fact in kept.Items.Select(Fact).Where(fact => fact.Field != ClaimFields.Background).Distinct())
        {
            var life = await log.ReadTouchingAsync(Ref.Fact(fact.About, fact.Field), 0, kept.Position, MostClaims, ct);
            var claims = FactClaims.Of(life);
            if (!claims.Open) continue;
            if (json[^1] == '}') json.Append(',');
            json.Append("{\"about\":").Append(JsonSerializer.Serialize(fact.About)).Append(",\"field\":").Append(JsonSerializer.Serialize(fact.Field)).Append(",\"claims\":[");
            var documents = new List<string>();
            foreach (var claim in claims.Claims)
            {
                if (await index.GetAsync(Ref.Claim(claim.Id), null, ct) is { } document) documents.Add(Encoding.UTF8.GetString(document.Body.Span));
            }
            json.AppendJoin(',', documents).Append("]}");
        }
        return new Bytes(Encoding.UTF8.GetBytes(json.Append("]}").ToString()));
    }

    static (string About, string Field) Fact(Document claim)
    {
        using var json = JsonDocument.Parse(claim.Body);
        return (json.RootElement.GetProperty("about").GetString()!, json.RootElement.GetProperty("field").GetString()!);
    }
}
