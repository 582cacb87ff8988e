using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;
using Tracker.Api.Pages;

namespace Tracker.Server;

/// <summary>
/// The built dashboard: hashed files may be kept for ever; its page is the frame of all rendered pages (<see cref="PageRoutes"/>), also of the one that says
/// that there is nothing at a path.
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
        var frame = PageFrame.Read(root, "index.html")!;
        web.MapTrackerPages(frame, PageFrame.Read(root, "embed.html"));
        var pages = Pages(web, files, frame);
        // No route: as one it would be a candidate for the API's paths too, and a wrong method or content type there would be told as "not found".
        web.Use(next => http => http.GetEndpoint() is null && IsPage(http.Request) ? pages(http) : next(http));
    }

    static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !Array.Exists(NotPages, path => request.Path.StartsWithSegments(path));

    static RequestDelegate Pages(IEndpointRouteBuilder web, IFileProvider files, PageFrame frame)
    {
        var pages = web.CreateApplicationBuilder();
        pages.Use(next => http =>
        {
            if (Packed(http.Request, files) is { } packed) http.Request.Path = packed;
            return next(http);
        });
        pages.UseStaticFiles(new StaticFileOptions { FileProvider = files, ServeUnknownFileTypes = true, OnPrepareResponse = Describe });
        pages.Run(http => PageAsync(http, frame));
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

    static Task PageAsync(HttpContext http, PageFrame frame)
    {
        if (!http.Request.Path.StartsWithSegments("/assets")) return PageRoutes.NotFoundAsync(http, frame);
        http.Response.StatusCode = StatusCodes.Status404NotFound; // a file of another build; the page would only confuse whoever wants a script
        return Task.CompletedTask;
    }
}
