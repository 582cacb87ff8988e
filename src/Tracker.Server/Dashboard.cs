using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Tracker.Server;

/// <summary>
/// The built dashboard: hashed files may be kept for ever, the page itself is asked for anew; every path that is no file and no API is the page.
/// Scripts and styles were packed when they were built, and go out packed to whoever takes it.
/// </summary>
static class Dashboard
{
    static readonly FileExtensionContentTypeProvider Types = new();

    public static void Map(WebApplication web)
    {
        var root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (!File.Exists(Path.Combine(root, "index.html")))
        {
            web.MapGet("/", () => Results.Text("Tracker is up. This build has no dashboard (SkipDashboard); the API is at /docs.")).ExcludeFromDescription();
            return;
        }
        var files = new PhysicalFileProvider(root);
        var pages = Pages(web, files);
        // Every other route comes first; not for the API's paths, and for reading only: a wrong method there is a 405, not a page.
        foreach (var path in new[] { "{*path:regex(^(?!(api|hubs|openapi|docs|health|problems)(/|$)).*$)}", "/" })
            web.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], pages).WithOrder(int.MaxValue);
    }

    static RequestDelegate Pages(IEndpointRouteBuilder web, IFileProvider files)
    {
        var pages = web.CreateApplicationBuilder();
        pages.Use(next => http =>
        {
            http.SetEndpoint(null); // the files' middleware stands back from a request that has an endpoint
            if (Packed(http.Request, files) is { } packed) http.Request.Path = packed;
            return next(http);
        });
        pages.UseStaticFiles(new StaticFileOptions { FileProvider = files, ServeUnknownFileTypes = true, OnPrepareResponse = Describe });
        pages.Run(http => PageAsync(http, files));
        return pages.Build();
    }

    static string? Packed(HttpRequest request, IFileProvider files)
    {
        if (!request.Path.StartsWithSegments("/assets")) return null;
        var packed = request.Path.Value + ".br";
        return AcceptsBrotli(request) && files.GetFileInfo(packed).Exists ? packed : null;
    }

    static bool AcceptsBrotli(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(accepted => accepted.Quality is not 0 && accepted.Value.Equals("br", StringComparison.OrdinalIgnoreCase));

    static void Describe(StaticFileResponseContext file)
    {
        var response = file.Context.Response;
        response.Headers.CacheControl = file.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (!file.File.Name.EndsWith(".br", StringComparison.Ordinal)) return;
        response.Headers.ContentEncoding = "br";
        if (Types.TryGetContentType(Path.GetFileNameWithoutExtension(file.File.Name), out var type)) response.ContentType = type;
    }

    static async Task PageAsync(HttpContext http, IFileProvider files)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = "GET, HEAD";
            return;
        }
        if (http.Request.Path.StartsWithSegments("/assets"))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound; // a file of another build; the page would only confuse whoever wants a script
            return;
        }
        var page = files.GetFileInfo("index.html");
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.ContentLength = page.Length;
        http.Response.Headers.CacheControl = "no-cache";
        if (HttpMethods.IsGet(http.Request.Method)) await http.Response.SendFileAsync(page, http.RequestAborted);
    }
}
