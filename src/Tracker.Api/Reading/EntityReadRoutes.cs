using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Writing;
using Tracker.Contracts;

namespace Tracker.Api.Reading;

/// <summary>One entity and the list of its kind: read alike, whatever they are.</summary>
internal static class EntityReadRoutes
{
    /// <summary>The kind's group, with its reads.</summary>
    public static RouteGroupBuilder MapReads<TDocument>(this RouteGroupBuilder api, string kind)
    {
        var plural = Receipts.Plural(kind);
        var group = api.MapGroup("/" + plural).WithTags(plural);
        group.MapGet("/{id}", (string id, HttpContext http, EntityReads reads, CancellationToken ct) => reads.OneAsync(http, kind, id, ct))
            .Needs(Scope.Read).Gives<TDocument>(200).WithSummary("Its fields, with version and ETag");
        group.MapGet("/", (HttpContext http, EntityReads reads, CancellationToken ct) => reads.ListAsync(http, kind, ct))
            .Needs(Scope.Read).Gives<Page<TDocument>>(200).WithSummary(kind == "story" ? "Newest first; limit 1 to 1000 (100). with=summary: each as {story, summary}, at most 50" : "Newest first; limit 1 to 1000 (100), story=");
        return group;
    }
}
