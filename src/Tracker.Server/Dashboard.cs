using Microsoft.Extensions.FileProviders;

namespace Tracker.Server;

/// <summary>The built dashboard: hashed files may be kept for ever, the page itself is asked for anew; every path that is no file and no API is the page.</summary>
static class Dashboard
{
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
        web.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
        });
        // No fallback route: beside one, a wrong method or content type of an API path would be 404, not 405 or 415 (held by BadInputTests).
        web.Use((http, next) => IsPage(http) ? PageAsync(http, files.GetFileInfo("index.html")) : next(http));
    }

    static bool IsPage(HttpContext http) =>
        http.GetEndpoint() is null && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        && !NotPages.Any(path => http.Request.Path.StartsWithSegments(path));

    static Task PageAsync(HttpContext http, IFileInfo page)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache";
        return http.Response.SendFileAsync(page, http.RequestAborted);
    }
}
