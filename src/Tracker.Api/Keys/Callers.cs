using Microsoft.AspNetCore.Http;
using Tracker.Contracts;
using Tracker.Domain;

namespace Tracker.Api.Keys;

/// <summary>Who calls, by the key or the cookie that the request carries, and whether they may.</summary>
public sealed class Callers(KeyRing keys, Sessions sessions, ApiOptions options)
{
    /// <summary>Nobody and no refusal: reading is open.</summary>
    public async ValueTask<(Principal? Principal, Refusal? Refused)> FindAsync(HttpContext http, Scope needed)
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
}
