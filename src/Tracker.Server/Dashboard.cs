using Microsoft.Extensions.FileProviders;

namespace Tracker.Server;

/// <summary>The built dashboard: hashed files may be kept for ever, the page itself is asked for anew; every path that is no file and no API is the page.</summary>
static class Dashboard
{
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
        // Not for the API's paths, and for reading only: a wrong method there is a 405, not a page.
        web.MapMethods("{*path:regex(^(?!(api|hubs|openapi|docs|health|problems)(/|$)).*$)}", [HttpMethods.Get, HttpMethods.Head], async (HttpContext http) =>
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            http.Response.Headers.CacheControl = "no-cache";
            await http.Response.SendFileAsync(files.GetFileInfo("index.html"), http.RequestAborted);
        }).WithOrder(int.MaxValue).ExcludeFromDescription();
    }
}
