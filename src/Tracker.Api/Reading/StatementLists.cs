using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Contracts;
using Tracker.Contracts.Statements;

namespace Tracker.Api.Reading;

/// <summary>Statements of an actor, a meeting, a topic or a story.</summary>
internal static class StatementLists
{
    public static void Map(RouteGroupBuilder api)
    {
        foreach (var (kind, plural) in new[] { ("actor", "actors"), ("meeting", "meetings"), ("topic", "topics"), ("story", "stories") })
        {
            api.MapGet($"/{plural}/{{id}}/statements", (string id, HttpContext http, EntityReads reads, CancellationToken ct) => reads.StatementsAsync(http, kind, id, ct))
                .Needs(Scope.Read).WithTags(plural).Gives<Page<StatementDocument>>(200)
                .WithSummary("Newest first; role= names the roles (speaker,on_behalf by default for an actor)");
        }
    }
}
