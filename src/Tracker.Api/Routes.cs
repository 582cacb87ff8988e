using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tracker.Api.Keys;
using Tracker.Contracts;
using Tracker.Contracts.Problems;

namespace Tracker.Api;

/// <summary>What an endpoint says of itself: the scope it needs, the body it takes, the answers it gives.</summary>
internal static class Routes
{
    /// <param name="always">Answered without a key whatever <c>PublicRead</c> says (it asks for one itself).</param>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, Scope scope, bool always = false) =>
        (always ? route : route.WithMetadata(new NeedsScope(scope))).Produces<ProblemDetails>(StatusCodes.Status400BadRequest, Problems.ProblemAnswer.ContentType);

    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route) where T : notnull => route.Accepts<T>("application/json");

    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder route, int status) => route.Produces<T>(status, "application/json");
}
