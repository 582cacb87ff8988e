using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Api.Json;
using Tracker.Log.Settings;

namespace Tracker.Api.Keys;

/// <summary>
/// Browser sessions: a key exchanged for an HttpOnly, SameSite=Strict cookie of 12 hours, stored as SHA-256. A session is worth what its key is
/// worth now: it ends with the key.
/// </summary>
public sealed class Sessions(ISettings settings, KeyRing keys, [FromKeyedServices("app")] TimeProvider clock)
{
    static readonly TimeSpan Life = TimeSpan.FromHours(12);
    const string Section = "sessions";

    public async Task OpenAsync(HttpContext http, string keyId, CancellationToken ct)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var stored = new Stored(keyId, clock.GetUtcNow() + Life);
        await settings.PutAsync(Section, Hash(token), JsonSerializer.SerializeToUtf8Bytes(stored, ApiJson.Options), ct);
        http.Response.Cookies.Append(CookieName(http), token, Cookie(http, Life));
    }

    public async Task CloseAsync(HttpContext http, CancellationToken ct)
    {
        if (http.Request.Cookies[CookieName(http)] is { Length: 64 } token) await settings.DeleteAsync(Section, Hash(token), ct);
        http.Response.Cookies.Delete(CookieName(http), Cookie(http, null));
    }

    public async ValueTask<Principal?> FindAsync(HttpContext http, CancellationToken ct)
    {
        if (http.Request.Cookies[CookieName(http)] is not { Length: 64 } token) return null;
        if (await settings.GetAsync(Section, Hash(token), ct) is not { } body) return null;
        var stored = JsonSerializer.Deserialize<Stored>(body.Span, ApiJson.Options)!;
        return stored.ExpiresAt > clock.GetUtcNow() ? keys.FindById(stored.KeyId) : null;
    }

    // A __Host- cookie must be Secure, which plain http on loopback cannot promise to every browser.
    static string CookieName(HttpContext http) => Plain(http) ? "tracker" : "__Host-tracker";

    static bool Plain(HttpContext http) => !http.Request.IsHttps && http.Connection.RemoteIpAddress is { } from && System.Net.IPAddress.IsLoopback(from);

    static CookieOptions Cookie(HttpContext http, TimeSpan? life) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = !Plain(http), Path = "/", MaxAge = life };

    static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    sealed record Stored(string KeyId, DateTimeOffset ExpiresAt);
}
