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
    static readonly string[] NotPages = ["/api", "/hubs", "/openapi", "/docs", "/health", "/problems"];

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
        // No route: as one it would be a candidate for the API's paths too, and a wrong method or content type there would be told as "not found".
        web.Use(next => http => http.GetEndpoint() is null && IsPage(http.Request) ? pages(http) : next(http));
    }

    static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !Array.Exists(NotPages, path => request.Path.StartsWithSegments(path));

    static RequestDelegate Pages(IEndpointRouteBuilder web, IFileProvider files)
    {
        var pages = web.CreateApplicationBuilder();
        pages.Use(next => http =>
        {
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
