using System.Text.Json;
using Tracker.ApiTests.Http;
using Xunit;

namespace Tracker.ApiTests.Pages;

/// <summary>What the server renders: readable without a script, in the reader's language, with what link previews and search engines read.</summary>
[Collection(HostCollection.Name)]
public class PageTests(Host host)
{
    async Task<string> World(string id)
    {
        PageReader.Needed();
        await host.Admin.Stored(HttpMethod.Put, "/api/stories/" + id, $$"""{"title":"Story {{id}}","summary":"What it is about","parties":["ann"],"lang":"en","tz":"Europe/Istanbul"}""");
        await host.Admin.Stored(HttpMethod.Put, $"/api/topics/{id}-topic", $$"""{"story":"{{id}}","title":"Bread","proposition":"There is bread"}""");
        await host.Admin.Stored(HttpMethod.Put, $"/api/meetings/{id}-meeting", $$"""{"story":"{{id}}","name":"The baking","start":"2025-05-16","status":"postponed","participants":[{"actor":"ann","attendance":"accepted","role":"host"}]}""");
        var said = await host.Admin.Stored(HttpMethod.Post, "/api/statements", $$"""
            {"id":"{{id}}-said","story":"{{id}}","speakers":["ann"],"onBehalfOf":["bob"],"to":["bob"],"text":"Bread for all.","quoteForm":"direct","kind":"demand","saidAt":"2025-05-16","meeting":"{{id}}-meeting",
             "positions":[{"topic":"{{id}}-topic","stance":"demands"}],"sources":[{"name":"The Wire","url":"https://wire.example/1"}]}
            """);
        await host.Admin.Told($"kinds=position.changed&touches=story/{id}");
        var head = (await host.Public.Get("/api/changes?after=now")).Text("head");
        await host.Public.Get($"/api/stories/{id}?atLeast={head}");
        return said.Text("cursor");
    }

    [Fact]
    public async Task A_board_is_readable_as_it_stands_with_a_real_table_and_links_to_every_page()
    {
        await World("readable");
        var (answer, page) = await host.Public.Page("/stories/readable");
        Assert.Equal("Story readable", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("Bread for all.", page.QuerySelector("#statement-readable-said .words")!.TextContent);
        Assert.Equal("blockquote", page.QuerySelector("#statement-readable-said .words")!.LocalName);
        Assert.Equal("https://wire.example/1", page.QuerySelector("#statement-readable-said .sources a")!.GetAttribute("href"));
        Assert.Equal("Bread", page.QuerySelector("table.matrix th[scope=row]")!.TextContent.Trim());
        Assert.Contains(page.QuerySelectorAll("td.cell .unseen"), cell => cell.TextContent == "demands");
        Assert.Contains("postponed", page.QuerySelector("#meeting-readable-meeting")!.TextContent, StringComparison.Ordinal);
        foreach (var path in new[] { "/actors/ann", "/actors/bob", "/topics/readable-topic", "/meetings/readable-meeting", "/statements/readable-said" })
        {
            Assert.NotNull(page.QuerySelector($"main a[href='{path}']"));
            Assert.NotEqual("", (await host.Public.Page(path)).Page.QuerySelector("h1")!.TextContent);
        }
        Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_says_what_it_is_to_link_previews_and_as_linked_data()
    {
        await World("told");
        var (_, board) = await host.Public.Page("/stories/told");
        Assert.Equal("Story told · Tracker", board.Title);
        Assert.Equal(("What it is about", "Story told", "article"), (board.Meta("description"), board.Meta("og:title"), board.Meta("og:type")));
        Assert.EndsWith("/stories/told", board.QuerySelector("link[rel=canonical]")!.GetAttribute("href"), StringComparison.Ordinal);
        var live = Linked(board);
        Assert.Equal(("LiveBlogPosting", "Bread for all."), (live.Text("@type"), live.GetProperty("liveBlogUpdate")[0].Text("articleBody")));
        var meeting = Linked((await host.Public.Page("/meetings/told-meeting")).Page);
        Assert.Equal(("Event", "https://schema.org/EventPostponed", "2025-05-16"), (meeting.Text("@type"), meeting.Text("eventStatus"), meeting.Text("startDate")));
        var quotation = Linked((await host.Public.Page("/statements/told-said")).Page);
        Assert.Equal(("Quotation", "Bread for all.", "Ann Example"), (quotation.Text("@type"), quotation.Text("text"), quotation.GetProperty("spokenByCharacter")[0].Text("name")));
        var ann = Linked((await host.Public.Page("/actors/ann")).Page);
        Assert.Equal(("Person", "Ann Example"), (ann.Text("@type"), ann.Text("name")));
    }

    static JsonElement Linked(AngleSharp.Dom.IDocument page) => JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent).RootElement;

    [Fact]
    public async Task It_carries_the_answer_that_the_script_would_ask_for_first_and_names_the_files_that_it_will_need()
    {
        await World("carried");
        var (_, page) = await host.Public.Page("/stories/carried");
        var data = page.QuerySelector("script#page-data[type='application/json']")!;
        Assert.Equal("/api/stories/carried/board", data.GetAttribute("data-path"));
        Assert.Equal((await host.Public.Get("/api/stories/carried/board")).Text("hash"), JsonDocument.Parse(data.TextContent).RootElement.Text("hash"));
        Assert.NotEmpty(page.QuerySelectorAll("link[rel=modulepreload]"));
        foreach (var file in page.QuerySelectorAll("link[rel=modulepreload], link[rel=stylesheet], script[src]"))
            Assert.Equal(200, (int)(await host.Public.Send(HttpMethod.Get, file.GetAttribute("href") ?? file.GetAttribute("src")!)).StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/stories/styled")]
    [InlineData("/actors/ann")]
    [InlineData("/search")]
    [InlineData("/wall")]
    [InlineData("/no/such/page")]
    [InlineData("/embed/stories/styled")]
    public async Task Its_style_stands_in_it_and_the_policy_allows_that_one_alone(string path)
    {
        await World("styled");
        var (answer, page) = await host.Public.Page(path, path == "/no/such/page" ? 404 : 200);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains($"style-src 'self' {HashOf(page)};", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        // Nothing else is waited for: linked styles only tell the script what is there already, and scripts come after what is painted.
        Assert.NotEmpty(page.QuerySelectorAll("link[rel=stylesheet]"));
        Assert.All(page.QuerySelectorAll("link[rel=stylesheet]"), link => Assert.True(link.HasAttribute("disabled")));
        Assert.All(page.QuerySelectorAll("script[src], link[rel=modulepreload]"), script => Assert.Equal("low", script.GetAttribute("fetchpriority")));
        if (answer.Headers.ETag is not { } etag) return;
        var again = await host.Public.Send(HttpMethod.Get, path, null, ("If-None-Match", etag.ToString()));
        Assert.Equal((304, policy), ((int)again.StatusCode, again.Headers.GetValues("Content-Security-Policy").Single()));
    }

    static string HashOf(AngleSharp.Dom.IDocument page) =>
        $"'sha256-{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Assert.Single(page.QuerySelectorAll("style")).TextContent)))}'";

    [Fact]
    public async Task Its_ETag_saves_sending_it_again_until_something_is_said()
    {
        await World("kept");
        var etag = (await host.Public.Page("/stories/kept")).Answer.Headers.ETag!.ToString();
        Assert.Equal(304, (int)(await host.Public.Send(HttpMethod.Get, "/stories/kept", null, ("If-None-Match", etag))).StatusCode);
        var said = await host.Admin.Make("/api/statements", new { id = "kept-2", story = "kept", speakers = new[] { "ann" }, text = "And butter." });
        await host.Public.Get("/api/stories/kept/board?atLeast=" + said.Text("cursor"));
        var (_, page) = await host.Public.Page("/stories/kept", 200, ("If-None-Match", etag));
        Assert.Equal("And butter.", page.QuerySelector("#statement-kept-2 .words")!.TextContent);
    }

    [Fact]
    public async Task A_past_moment_is_shown_as_one_and_leads_back()
    {
        var cursor = await World("then");
        var said = await host.Admin.Make("/api/statements", new { id = "then-later", story = "then", speakers = new[] { "ann" }, text = "Later words." });
        await host.Public.Get("/api/stories/then/board?atLeast=" + said.Text("cursor"));
        var position = cursor.Split(':')[1];
        var (_, page) = await host.Public.Page($"/stories/then?asOf={position}");
        Assert.NotNull(page.QuerySelector("#statement-then-said"));
        Assert.Null(page.QuerySelector("#statement-then-later"));
        Assert.Equal("/stories/then", page.QuerySelector(".as-of-line a")!.GetAttribute("href"));
        Assert.NotNull(page.QuerySelector($"main a[href='/actors/ann?asOf={position}']"));
        Assert.Equal("noindex", page.Meta("robots"));
        await host.Public.Page("/stories/then?asOf=rubbish", 400);
        await host.Public.Page("/stories/then?asOf=999999999", 400);
        var (_, actor) = await host.Public.Page($"/actors/ann?asOf={position}");
        Assert.DoesNotContain("Later words.", actor.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Later words.", (await host.Public.Page("/actors/ann")).Page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/stories/there-is-none")]
    [InlineData("/stories/NOT%20AN%20ID")]
    [InlineData("/actors/there-is-none")]
    [InlineData("/statements/%3Cscript%3E")]
    [InlineData("/no/such/page")]
    [InlineData("/embed/stories/there-is-none")]
    public async Task What_is_not_there_is_a_page_that_says_so(string path)
    {
        PageReader.Needed();
        var (_, page) = await host.Public.Page(path, 404);
        Assert.Equal("There is no such page", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("noindex", page.Meta("robots"));
    }

    [Fact]
    public async Task A_page_is_in_the_language_that_is_asked_for_or_that_the_browser_prefers()
    {
        await World("spoken");
        var (_, turkish) = await host.Public.Page("/stories/spoken", 200, ("Accept-Language", "de, tr;q=0.9, en;q=0.5"));
        Assert.Equal(("tr", "Açıklamalar"), (turkish.DocumentElement.GetAttribute("lang"), turkish.QuerySelector("#stream-heading")!.TextContent));
        var (answer, ukrainian) = await host.Public.Page("/stories/spoken?lang=uk", 200, ("Accept-Language", "tr"));
        Assert.Equal(("uk", "Заяви"), (ukrainian.DocumentElement.GetAttribute("lang"), ukrainian.QuerySelector("#stream-heading")!.TextContent));
        Assert.Contains("16 травня 2025", ukrainian.QuerySelector("#statement-spoken-said .said")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Accept-Language", string.Join(',', answer.Headers.Vary), StringComparison.Ordinal);
        Assert.Equal("en", (await host.Public.Page("/stories/spoken?lang=xx", 200, ("Accept-Language", "zz, *"))).Page.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task A_search_answers_without_a_script_and_the_words_language_is_not_the_readers()
    {
        await World("sought");
        var said = await host.Admin.Make("/api/statements", new { id = "sought-uk", story = "sought", speakers = new[] { "ann" }, text = "Хліб для всіх, паляниця.", lang = "uk" });
        await host.Public.Get($"/api/search?q=паляниця&atLeast={said.Text("cursor")}");
        var (_, page) = await host.Public.Page("/search?q=паляниця&lang=en");
        Assert.Equal("Хліб для всіх, паляниця.", page.QuerySelector("#statement-sought-uk .words")!.TextContent);
        Assert.Equal("паляниця", page.QuerySelector("input[name=q]")!.GetAttribute("value"));
        Assert.Null((await host.Public.Page("/search?q=паляниця&language=en")).Page.QuerySelector("#statement-sought-uk"));
        Assert.Contains("No statement has this", (await host.Public.Page("/search?q=nobodysaidthis")).Page.QuerySelector(".search-hits")!.TextContent, StringComparison.Ordinal);
        await host.Public.Page("/search?q=bread&kind=nonsense", 400);
        Assert.Empty((await host.Public.Page("/search")).Page.QuerySelectorAll(".statement"));
    }

    [Fact]
    public async Task An_embed_may_be_framed_by_anybody_and_shows_what_it_is_asked_to()
    {
        await World("framed");
        var (answer, page) = await host.Public.Page("/embed/stories/framed");
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors *", policy, StringComparison.Ordinal);
        Assert.Contains($"default-src 'none'; script-src 'self'; style-src 'self' {HashOf(page)}; connect-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("trusted-types 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("Bread for all.", page.QuerySelector(".statements .words")!.TextContent);
        Assert.NotNull((await host.Public.Page("/embed/stories/framed?show=matrix")).Page.QuerySelector("table.matrix"));
        Assert.Contains("No meeting is on", (await host.Public.Page("/embed/stories/framed?show=meeting")).Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await host.Admin.Make("/api/meetings", new { id = "framed-next", story = "framed", name = "The tasting", start = "2031-01-01", status = "scheduled" });
        var head = (await host.Public.Get("/api/changes?after=now")).Text("head");
        await host.Public.Get("/api/stories/framed?atLeast=" + head);
        Assert.Equal("The tasting", (await host.Public.Page("/embed/stories/framed?show=meeting")).Page.QuerySelector(".meeting-name")!.TextContent);
        await host.Public.Page("/embed/stories/framed?show=everything", 400);
    }

    [Fact]
    public async Task Very_long_words_end_after_a_while_except_on_their_own_page()
    {
        await World("long");
        var text = string.Concat(Enumerable.Repeat("word ", 19_999)) + "last.";
        var said = await host.Admin.Make("/api/statements", new { id = "long-later", story = "long", speakers = new[] { "ann" }, text });
        await host.Public.Get("/api/stories/long/board?atLeast=" + said.Text("cursor"));
        Assert.InRange((await host.Public.Page("/stories/long")).Page.QuerySelector("#statement-long-later .words")!.TextContent.Length, 1_000, 1_210);
        Assert.Equal(text, (await host.Public.Page("/statements/long-later")).Page.QuerySelector("#statement-long-later .words")!.TextContent);
    }

    [Theory]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("gzip;q=0.5, br;q=0", "gzip")]
    [InlineData("identity", null)]
    public async Task It_goes_out_packed_to_whoever_takes_it(string accepted, string? encoding)
    {
        await World("packed");
        var plain = await host.Public.Send(HttpMethod.Get, "/stories/packed");
        var answer = await host.Public.Send(HttpMethod.Get, "/stories/packed", null, ("Accept-Encoding", accepted));
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using Stream unpacked = encoding switch { "br" => new System.IO.Compression.BrotliStream(body, System.IO.Compression.CompressionMode.Decompress), "gzip" => new System.IO.Compression.GZipStream(body, System.IO.Compression.CompressionMode.Decompress), _ => body };
        using var reader = new StreamReader(unpacked);
        Assert.Equal(await plain.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(encoding is null, plain.Headers.ETag!.Equals(answer.Headers.ETag));
    }

    [Fact]
    public async Task HEAD_has_the_headers_and_other_methods_are_no_pages()
    {
        await World("headed");
        var head = await host.Public.Send(HttpMethod.Head, "/stories/headed");
        Assert.Equal((200, true), ((int)head.StatusCode, head.Headers.ETag is not null));
        Assert.Equal(405, (int)(await host.Admin.Send(HttpMethod.Post, "/stories/headed", "{}")).StatusCode);
    }
}
