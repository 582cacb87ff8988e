using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using Tracker.Acceptance.Live;
using Tracker.Acceptance.Servers;

namespace Tracker.Acceptance.Browser;

/// <summary>Pieces of a board in an article of another origin, whose own policy is strict: they fit, stay live, and can do nothing else.</summary>
public sealed class EmbedTests(Chromium chromium, LiveServer live)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_an_article_of_another_origin_it_takes_its_height_and_follows_the_story()
    {
        await using var server = await RunningServer.StartAsync(ct: Ct);
        await SmallWorld.CreateAsync(server.Api, Ct);
        (await server.Api.Post("/api/statements", SmallWorld.Statement("Tea at four.", id: "embedded-1", stance: "demands"), Ct)).Is(201);
        await using var board = await chromium.PageAsync(server.Address, 1280, 900, Ct);
        await board.OpenAsync(SmallWorld.Story);
        await board.Page.Locator(".embed-open").ClickAsync();
        await board.HasNoAxeViolationsAsync("the dialog of embeds", Ct);
        var texts = await board.Page.Locator(".snippet-text").AllAsync();
        var (frame, script) = (await texts[0].InputValueAsync(), await texts[1].InputValueAsync());
        await board.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(board.Page.Locator("dialog")).ToHaveCountAsync(0);

        await using var article = await Article.StartAsync(frame, script.Replace("<script>", "", StringComparison.Ordinal).Replace("</script>", "", StringComparison.Ordinal), server.Address);
        await using var page = await chromium.PageAsync(article.Address, 700, 900, Ct);
        await page.Page.GotoAsync(article.Address.ToString());
        var inside = page.Page.FrameLocator("iframe");
        await Assertions.Expect(inside.Locator(".words")).ToHaveTextAsync("Tea at four.");
        await Assertions.Expect(inside.Locator(".embed-status")).ToHaveTextAsync("Live");
        await Assertions.Expect(page.Page.Locator("iframe")).Not.ToHaveAttributeAsync("height", "480");
        var before = await HeightAsync(page);
        (await server.Api.Post("/api/statements", SmallWorld.Statement("And biscuits. <b>Bold</b>", id: "embedded-2"), Ct)).Is(201);
        await Assertions.Expect(inside.Locator("#statement-embedded-2 .words")).ToHaveTextAsync("And biscuits. <b>Bold</b>");
        await page.Page.WaitForFunctionAsync("before => Number(document.querySelector('iframe').height) > before + 20", before);
        var content = await inside.Locator("#app").EvaluateAsync<double>("app => app.getBoundingClientRect().height");
        Assert.InRange(await HeightAsync(page) - content, -1, 2);
        // Its only requests leave for its own server, and nothing was refused by either policy.
        Assert.All(page.Wrongs, wrong => Assert.StartsWith($"a request to {server.Address}", wrong, StringComparison.Ordinal));
        Assert.Equal("", article.Reports);
    }

    [Theory]
    [InlineData("stream", ".statements .statement")]
    [InlineData("matrix", "table.matrix .stance-demands")]
    [InlineData("meeting", ".meeting")]
    public async Task Each_of_its_pieces_has_no_fault_in_light_and_dark(string show, string what)
    {
        var server = await live.ServerAsync(Ct);
        (await server.Api.Post("/api/statements", SmallWorld.Statement("Tea at four.", id: "embedded", stance: "demands"), Ct)).Is(200, 201);
        await using var page = await chromium.PageAsync(server.Address, 390, 700, Ct);
        await page.Page.GotoAsync(new Uri(server.Address, $"embed/stories/{SmallWorld.Story}?show={show}").ToString());
        await Assertions.Expect(page.Page.Locator(what).First).ToBeAttachedAsync(new() { Timeout = 10_000 });
        await Assertions.Expect(page.Page.Locator(".embed-status")).ToHaveTextAsync("Live");
        await page.HasNoAxeViolationsAsync($"the embed of {show}", Ct);
        Assert.True(await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= 390);
        Assert.Empty(page.Wrongs);
    }

    static Task<double> HeightAsync(BoardPage page) => page.Page.EvaluateAsync<double>("() => Number(document.querySelector('iframe').height)");

    /// <summary>Somebody's article, on an origin of its own, under a policy that allows its one script and this server's frames.</summary>
    sealed class Article : IAsyncDisposable
    {
        readonly WebApplication _web;
        readonly StringBuilder _reports = new();

        Article(WebApplication web) => _web = web;

        public Uri Address => new(_web.Urls.First());
        public string Reports => _reports.ToString();

        public static async Task<Article> StartAsync(string frame, string script, Uri tracker)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var web = builder.Build();
            var article = new Article(web);
            web.MapGet("/", (HttpContext http) =>
            {
                http.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; script-src 'self'; img-src 'self'; frame-src {tracker.GetLeftPart(UriPartial.Authority)}; report-uri /reports";
                return Results.Content($"<!doctype html><html lang=\"en\"><title>An article</title><h1>An article</h1>{frame}<script src=\"/resize.js\"></script></html>", "text/html");
            });
            web.MapGet("/favicon.ico", () => Results.NoContent());
            web.MapGet("/resize.js", () => Results.Content(script, "text/javascript"));
            web.MapPost("/reports", async (HttpContext http) =>
            {
                using var reader = new StreamReader(http.Request.Body);
                article._reports.AppendLine(await reader.ReadToEndAsync(http.RequestAborted));
            });
            await web.StartAsync();
            return article;
        }

        public ValueTask DisposeAsync() => _web.DisposeAsync();
    }
}
