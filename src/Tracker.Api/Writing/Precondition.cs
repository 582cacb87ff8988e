using Microsoft.AspNetCore.Http;
using Tracker.Domain;
using Tracker.Log;

namespace Tracker.Api.Writing;

/// <summary>What the headers of a write ask for.</summary>
/// <param name="IfVersion">From <c>If-Match</c>: an ETag (<c>"3-4711"</c>) or a bare version; only the version counts.</param>
/// <param name="Key">The <c>Idempotency-Key</c>, or null.</param>
/// <param name="DryRun"><c>?dryRun=true</c>.</param>
public readonly record struct Precondition(int? IfVersion, string? Key, bool DryRun)
{
    public const int MaxKey = 255;

    public static (Precondition Value, Refusal? Refusal) Of(HttpContext http)
    {
        int? version = null;
        if (http.Request.Headers.IfMatch.ToString() is { Length: > 0 } match && match != "*")
        {
            var digits = match.Replace("W/", "", StringComparison.Ordinal).Trim('"').Split('-')[0];
            if (!int.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var parsed))
                return (default, new Refusal("invalid", "If-Match is an ETag of this entity or its bare version.", "If-Match"));
            version = parsed;
        }
        string? key = null;
        if (http.Request.Headers.TryGetValue("Idempotency-Key", out var given))
        {
            key = given.ToString();
            if (key.Length is 0 or > MaxKey || key.Any(c => c is < ' ' or > '~'))
                return (default, new Refusal("invalid", $"1 to {MaxKey} printable ASCII characters.", "Idempotency-Key"));
        }
        var dry = http.Request.Query["dryRun"].ToString();
        if (dry is not ("" or "true" or "false")) return (default, new Refusal("invalid", "true or false.", "dryRun"));
        return (new Precondition(version, key, dry == "true"), null);
    }

    /// <summary>Once-keys of this request: the header's (per caller) and, where the client chose the id, the id's.</summary>
    public IReadOnlyList<OnceKey> Once(string caller, string? idKey, byte[] fingerprint)
    {
        var keys = new List<OnceKey>(2);
        if (idKey is not null) keys.Add(new OnceKey(idKey, fingerprint, "id-taken"));
        if (Key is not null) keys.Add(new OnceKey($"key:{caller}:{Key}", fingerprint, "key-reused"));
        return keys;
    }
}
