using Microsoft.AspNetCore.Http;
using Tracker.Api.Problems;
using Tracker.Contracts;
using Tracker.Domain;

namespace Tracker.Api.Keys;

/// <summary>
/// Every request passes here once: who calls, may they, from where. Reading is open unless <c>Tracker:PublicRead</c> is false; a write needs a
/// key's scope; a cookie counts for writes only from the server's own pages; other origins read, and write only when listed.
/// </summary>
public sealed class Gate(RequestDelegate next, Callers callers, ApiOptions options, Live.LiveMeter meter)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (IsPreflight(http))
        {
            var asked = http.Request.Headers.AccessControlRequestMethod == "GET" ? Scope.Read : Scope.Post;
            http.Response.StatusCode = CheckOrigin(http, asked) is null ? StatusCodes.Status204NoContent : StatusCodes.Status403Forbidden;
            return;
        }
        var needed = http.GetEndpoint()?.Metadata.GetMetadata<NeedsScope>();
        if (needed is null)
        {
            await next(http);
            return;
        }
        if (CheckOrigin(http, needed.Scope) is { } crossed)
        {
            if (http.Request.Path.StartsWithSegments("/hubs")) meter.Refused("origin");
            await ProblemAnswer.WriteAsync(http, crossed);
            return;
        }
        var (principal, refused) = await callers.FindAsync(http, needed.Scope);
        if (refused is not null)
        {
            await ProblemAnswer.WriteAsync(http, refused);
            return;
        }
        http.Items[typeof(Principal)] = principal;
        await next(http);
    }

    static bool IsPreflight(HttpContext http) =>
        HttpMethods.IsOptions(http.Request.Method) && http.Request.Headers.ContainsKey("Access-Control-Request-Method")
        && (http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/hubs"));

    Refusal? CheckOrigin(HttpContext http, Scope needed)
    {
        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length == 0) return null;
        var hub = http.Request.Path.StartsWithSegments("/hubs");
        if (needed == Scope.Read && !hub)
        {
            http.Response.Headers.AccessControlAllowOrigin = "*";
            http.Response.Headers.AccessControlExposeHeaders = "Tracker-Cursor, ETag, Retry-After";
            return null;
        }
        if (IsOwn(http, origin)) return null;
        if (!options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)) return new Refusal("forbidden-origin", "Pages of this origin may read, not write.");
        http.Response.Headers.AccessControlAllowOrigin = origin;
        http.Response.Headers.Vary = "Origin";
        http.Response.Headers.AccessControlAllowHeaders = "authorization, content-type, idempotency-key, if-match, x-api-key, x-requested-with, x-signalr-user-agent";
        http.Response.Headers.AccessControlAllowMethods = "GET, POST, PUT, DELETE";
        if (hub) http.Response.Headers.AccessControlAllowCredentials = "true";
        return null;
    }

    /// <summary>Whether a page of this origin was served by this server.</summary>
    internal static bool IsOwn(HttpContext http, string origin) => string.Equals(origin, $"{http.Request.Scheme}://{http.Request.Host}", StringComparison.OrdinalIgnoreCase);
}
