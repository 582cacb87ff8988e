using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Tracker.Api.Keys;
using Tracker.Api.Problems;
using Tracker.Api.Reading;
using Tracker.Contracts;

namespace Tracker.Api.Pages;

/// <summary>
/// The addresses of pages. Each answers readable HTML with how it stands now, in the reader's language; the dashboard's script takes over from there.
/// Where reading needs a key, nothing is shown without one.
/// </summary>
public static class PageRoutes
{
    static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    // Views that only the script draws.
    static readonly string[] Bare = ["/stories/{id}/network", "/desk", "/desk/{story}", "/wall"];

    delegate Task<RenderedPage> Render(PageReads reads, HttpContext http, PageFrame frame, PageWords words, CancellationToken ct);

    /// <param name="frame">The built dashboard's page.</param>
    /// <param name="embed">The page that stands in other sites' frames; null = this build has none.</param>
    public static void MapTrackerPages(this WebApplication app, PageFrame frame, PageFrame? embed)
    {
        Page(app, "/", frame, (reads, http, own, words, ct) => reads.StoriesAsync(http, own, words, ct));
        Page(app, "/stories", frame, (reads, http, own, words, ct) => reads.StoriesAsync(http, own, words, ct));
        Page(app, "/stories/{id}", frame, (reads, http, own, words, ct) => reads.BoardAsync(http, own, words, Id(http), ct));
        foreach (var kind in EntityPages.Kinds)
            Page(app, $"/{kind}s/{{id}}", frame, (reads, http, own, words, ct) => reads.EntityAsync(http, own, words, kind, Id(http), ct));
        Page(app, "/search", frame, (reads, http, own, words, ct) => reads.SearchAsync(http, own, words, ct));
        foreach (var path in Bare) Page(app, path, frame, (_, http, own, words, _) => Task.FromResult(PageReads.Bare(http, own, words)), open: true);
        if (embed is not null) Page(app, "/embed/stories/{id}", embed, (reads, http, own, words, ct) => reads.EmbedAsync(http, own, words, Id(http), ct)).WithMetadata(new MayBeFramed());
    }

    /// <summary>The page for an address that there is not.</summary>
    public static Task NotFoundAsync(HttpContext http, PageFrame frame) => WriteAsync(http, PageReads.NotFound(http, frame, PageWords.For(http.Request)));

    static string Id(HttpContext http) => (string)http.Request.RouteValues["id"]!;

    /// <param name="open">It shows nothing of the record: no key is asked for.</param>
    static IEndpointConventionBuilder Page(WebApplication app, string path, PageFrame frame, Render render, bool open = false) => app.MapMethods(path, Methods, async (HttpContext http, PageReads reads, Callers callers, CancellationToken ct) =>
    {
        var words = PageWords.For(http.Request);
        var (_, refused) = open ? (null, null) : await callers.FindAsync(http, Scope.Read);
        await WriteAsync(http, refused is not null ? PageReads.Refused(http, frame, words, refused) : await render(reads, http, frame, words, ct));
    }).ExcludeFromDescription();

    static Task WriteAsync(HttpContext http, RenderedPage page)
    {
        var (request, response) = (http.Request, http.Response);
        http.Features.Set(new InlineStyle(page.StyleHash));
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = "Accept-Encoding, Accept-Language, Cookie, Authorization";
        var (body, encoding, etag) = page.For(Takes(request, "br"), Takes(request, "gzip"));
        if (page.Status == StatusCodes.Status200OK)
        {
            response.Headers.ETag = etag;
            if (request.Headers.IfNoneMatch.ToString() == etag)
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }
        response.StatusCode = page.Status;
        if (page.Status == StatusCodes.Status503ServiceUnavailable) response.Headers.RetryAfter = "1";
        if (page.Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        response.ContentType = "text/html; charset=utf-8";
        if (encoding is not null) response.Headers.ContentEncoding = encoding;
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }

    static bool Takes(HttpRequest request, string encoding) =>
        request.GetTypedHeaders().AcceptEncoding.Any(accepted => accepted.Quality is not 0 && accepted.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A page that other sites may put into a frame: it has no cookie, can write nothing, and says so in its policy.</summary>
internal sealed record MayBeFramed;
