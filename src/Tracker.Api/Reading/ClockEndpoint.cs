using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Api.Json;
using Tracker.Contracts;
using Tracker.Contracts.Reading;

namespace Tracker.Api.Reading;

/// <summary>The clock by which records get their <c>at</c>. The Date header is of whole seconds and up to one old, too coarse to tell a screen's lag.</summary>
internal static class ClockEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/clock", Handle).Needs(Scope.Read).WithTags("live").Gives<ClockDocument>(200)
        .WithSummary("The server's time now; a client compares its own clock with it");

    static IResult Handle(HttpContext http, [FromKeyedServices("app")] TimeProvider clock)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new ClockDocument { Now = clock.GetUtcNow() }, ApiJson.Options);
    }
}
