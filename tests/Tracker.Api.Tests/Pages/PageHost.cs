using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Tracker.ApiTests.Http;
using Xunit;

namespace Tracker.ApiTests.Pages;

/// <summary>Pages as a browser without a script reads them.</summary>
static class PageReader
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>This build has a dashboard, and so pages; the test is skipped where it has none.</summary>
    public static void Needed() => Assert.SkipUnless(File.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot", "index.html")), "pages: this build has no dashboard (SkipDashboard)");

    public static async Task<(HttpResponseMessage Answer, IDocument Page)> Page(this HttpClient client, string path, int status = 200, params (string Name, string Value)[] headers)
    {
        var answer = await client.Send(HttpMethod.Get, path, null, headers);
        var html = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(status == (int)answer.StatusCode, $"GET {path}: {(int)answer.StatusCode} instead of {status}\n{html}");
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        return (answer, await new HtmlParser().ParseDocumentAsync(html, Ct));
    }

    public static string Meta(this IDocument page, string name) => page.QuerySelector($"meta[name='{name}'],meta[property='{name}']")?.GetAttribute("content") ?? "";
}
