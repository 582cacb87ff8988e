using Microsoft.AspNetCore.Http;

namespace Tracker.Api.Pages;

/// <summary>A page of somebody else's scripts, served by this program (the API reference): it gets a policy of its own.</summary>
public sealed record AllowsScripts;

/// <summary>The one style that stands in the page itself, by the SHA-256 of its text (Base64): this build's own, so no text from outside can be it.</summary>
internal sealed record InlineStyle(string Hash);

/// <summary>Nothing is allowed to a page but what is needed: text from outside never runs.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    const string Own =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; font-src 'self'; manifest-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    // In somebody else's frame: it may read and be framed, and nothing else.
    const string Embedded =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors *; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";

    const string Reference =
        "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; font-src 'self' data:; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            var page = http.GetEndpoint()?.Metadata;
            var policy = page?.GetMetadata<AllowsScripts>() is not null ? Reference : page?.GetMetadata<MayBeFramed>() is not null ? Embedded : Own;
            headers.ContentSecurityPolicy = http.Features.Get<InlineStyle>() is { Hash: var hash } ? policy.Replace("style-src 'self'", $"style-src 'self' 'sha256-{hash}'", StringComparison.Ordinal) : policy;
            return Task.CompletedTask;
        });
        return next(http);
    }
}
