using Microsoft.AspNetCore.Http;
using Tracker.Api.Problems;
using Tracker.Contracts;
using Tracker.Domain;

namespace Tracker.Api.Keys;

/// <summary>
/// Every request passes here once: who calls, may they, from where. Reading is open unless <c>Tracker:PublicRead</c> is false; a write needs a
/// key's scope; a cookie counts for writes only from the server's own pages; other origins read, and write only when listed.
/// </summary>
public sealed class Gate(RequestDelegate next, KeyRing keys, Sessions sessions, ApiOptions options, Live.LiveMeter meter)
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
        var (principal, refused) = await FindAsync(http, needed.Scope);
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

    async ValueTask<(Principal? Principal, Refusal? Refused)> FindAsync(HttpContext http, Scope needed)
    {
        var given = Given(http);
        var principal = given is null ? await SessionAsync(http, needed) : keys.Find(given);
        var open = needed == Scope.Read && options.PublicRead;
        if (given is not null && principal is null) return (null, new Refusal("no-key", "This key is not known, or it has expired."));
        if (principal is null) return open ? (null, null) : (null, new Refusal("no-key", "Send a key as `Authorization: Bearer KEY`."));
        return open || principal.May(needed)
            ? (principal, null)
            : (null, new Refusal("no-scope", $"This needs a key with scope {needed.ToString().ToLowerInvariant()}."));
    }

    async ValueTask<Principal?> SessionAsync(HttpContext http, Scope needed) =>
        needed == Scope.Read || http.Request.Headers["Sec-Fetch-Site"] == "same-origin" ? await sessions.FindAsync(http, http.RequestAborted) : null;

    static string? Given(HttpContext http)
    {
        var bearer = http.Request.Headers.Authorization.ToString();
        if (bearer.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return bearer[7..].Trim();
        return http.Request.Headers.TryGetValue("X-Api-Key", out var key) ? key.ToString() : bearer.Length > 0 ? bearer : null;
    }

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
