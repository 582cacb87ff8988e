using Tracker.ApiTests.Http;
using Tracker.Server;
using Xunit;

namespace Tracker.ApiTests.Pages;

/// <summary>Where reading needs a key, a page shows nothing without one.</summary>
public class ClosedPageTests
{
    [Fact]
    public async Task Without_a_key_no_page_tells_anything_and_with_a_session_all_do()
    {
        PageReader.Needed();
        var directory = Directory.CreateTempSubdirectory("tracker-closed-").FullName;
        await using (var app = await TrackerApp.BuildAsync(
            StartArguments.Parse(["--data", directory, "--urls", "http://127.0.0.1:0", "--Tracker:AdminKey=" + Host.AdminKey, "--Tracker:PublicRead=false"]), CancellationToken.None))
        {
            await app.StartAsync();
            using var open = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(app.Address) };
            using var admin = new HttpClient { BaseAddress = new Uri(app.Address) };
            admin.DefaultRequestHeaders.Authorization = new("Bearer", Host.AdminKey);
            await admin.Make("/api/stories", new { id = "secret", title = "Not for everybody" });
            await admin.Make("/api/actors", new { id = "secret", kind = "person", name = "Not for everybody" });
            await admin.Make("/api/topics", new { id = "secret", story = "secret", title = "Not for everybody" });
            await admin.Make("/api/meetings", new { id = "secret", story = "secret", name = "Not for everybody" });
            var said = await admin.Make("/api/statements", new { id = "secret", story = "secret", speakers = new[] { "secret" }, text = "Not for everybody" });
            await admin.Get("/api/stories/secret/board?atLeast=" + said.Text("cursor"));
            await admin.Get("/api/search?q=everybody&atLeast=" + said.Text("cursor"));

            string[] paths = ["/", "/stories", "/stories/secret", "/actors/secret", "/topics/secret", "/meetings/secret", "/statements/secret", "/search?q=everybody", "/embed/stories/secret"];
            foreach (var path in paths)
            {
                var (answer, page) = await open.Page(path, 401);
                Assert.DoesNotContain("Not for everybody", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
                Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
                // Nor does it tell whether there is such a thing.
                Assert.Equal(page.QuerySelector("main")!.TextContent, (await open.Page("/stories/there-is-none", 401)).Page.QuerySelector("main")!.TextContent);
            }
            var cookie = (await open.Send(HttpMethod.Post, "/api/session", $$"""{"key":"{{Host.AdminKey}}"}""")).Headers.GetValues("Set-Cookie").Single().Split(';')[0];
            foreach (var path in paths)
                Assert.Contains("Not for everybody", (await open.Page(path, 200, ("Cookie", cookie))).Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
            // Rendered for somebody with a key, it is still shown to nobody else.
            foreach (var path in paths) await open.Page(path, 401);
            await open.Page("/wall");
            await open.Page("/desk/secret");
        }
        Directory.Delete(directory, recursive: true);
    }
}
