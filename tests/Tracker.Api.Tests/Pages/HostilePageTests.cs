using System.Text.Json;
using AngleSharp.Dom;
using Tracker.ApiTests.Http;
using Xunit;

namespace Tracker.ApiTests.Pages;

/// <summary>Text from outside is text in every rendered page: no element, no attribute and no end of a data block comes of it.</summary>
[Collection(HostCollection.Name)]
public class HostilePageTests(Host host)
{
    /// <summary>What ends elements, attributes, comments and scripts, what browsers mend into markup, and what looks like an address.</summary>
    static IEnumerable<string> Strings()
    {
        string[] payloads =
        [
            "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "\"><script>alert(1)</script>", "'><img src=x onerror=alert(1)>", "</title><script>alert(1)</script>",
            "</script><script>alert(1)</script>", "<!--<script>", "--><script>alert(1)</script>", "<![CDATA[<script>]]>", "&lt;script&gt;", "&#60;script&#62;", "javascript:alert(1)", "\" onmouseover=\"alert(1)",
            "<iframe srcdoc='<script>1</script>'>", "<base href=//evil.example>", "<meta http-equiv=refresh content='0;url=//evil.example'>", "<style>*{display:none}</style>", "<textarea></textarea><script>1</script>", "{{7*7}}${7*7}",
        ];
        string[] around = ["{0}", "</p>{0}", "</blockquote></article>{0}", "\u2028{0}\u2029", "\u0000{0}"];
        return from payload in payloads from frame in around select frame.Replace("{0}", payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_hostile_strings_in_every_field_are_text_on_every_page()
    {
        PageReader.Needed();
        var strings = Strings().ToList();
        Assert.True(strings.Count >= 100);
        await host.Admin.Make("/api/stories", new { id = "hostile", title = strings[3], summary = strings[5], lang = "\"><b>" });
        var cursor = "";
        for (var i = 0; i < strings.Count; i++)
        {
            var text = strings[i];
            await host.Admin.Make("/api/actors", new { id = $"h{i}", kind = "person", name = text, note = text, otherNames = new[] { new { name = text, lang = text } }, identifiers = new[] { new { scheme = text, value = text } } });
            await host.Admin.Make("/api/topics", new { id = $"h{i}", story = "hostile", title = text, proposition = text, note = text, formulations = new[] { new { text } } });
            await host.Admin.Make("/api/meetings", new { id = $"h{i}", story = "hostile", name = text, note = text, reason = text, participants = new[] { new { actor = $"h{i}", rank = text, basis = text, conditions = new[] { new { text } } } } });
            cursor = (await host.Admin.Make("/api/statements", new
            {
                id = $"h{i}", story = "hostile", speakers = new[] { $"h{i}" }, text, role = text, lang = text, medium = text, meeting = $"h{i}", quoteForm = "direct",
                positions = new[] { new { topic = $"h{i}", stance = "supports", conditions = new[] { new { text } } } },
                sources = new[] { new { name = text, url = "https://wire.example/?" + Uri.EscapeDataString(text), locator = text } },
            })).Text("cursor");
            await host.Admin.Make($"/api/statements/h{i}/corrections", new { changes = new { text = text + " corrected" }, reason = text });
        }
        await host.Admin.Told("kinds=position.changed&touches=story/hostile", strings.Count);
        var head = (await host.Public.Get("/api/changes?after=now")).Text("head");
        await host.Public.Get($"/api/stories/hostile/board?atLeast={head}");
        await host.Public.Get($"/api/search?q=corrected&atLeast={head}");

        var plain = await Shape("/stories/shape-of-nothing", 404);
        for (var i = 0; i < strings.Count; i++)
        {
            foreach (var kind in new[] { "actors", "topics", "meetings", "statements" })
            {
                var page = (await host.Public.Page($"/{kind}/h{i}")).Page;
                NothingOfIt(page, plain);
                if (kind == "statements") Assert.Equal(Read(strings[i] + " corrected"), page.QuerySelector(".own-statement .words")!.TextContent);
                else Assert.Equal(Read(strings[i]), page.QuerySelector("h1")!.TextContent);
            }
        }
        foreach (var path in new[] { "/stories/hostile", "/embed/stories/hostile", "/embed/stories/hostile?show=matrix", "/embed/stories/hostile?show=meeting", "/", "/search?q=corrected" }) NothingOfIt((await host.Public.Page(path)).Page, plain);
        foreach (var text in strings)
        {
            var page = (await host.Public.Send(HttpMethod.Get, "/search?q=" + Uri.EscapeDataString(text.Replace("\0", "", StringComparison.Ordinal)) + "&asOf=" + Uri.EscapeDataString(text)));
            NothingOfIt(await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken), plain);
        }
    }

    /// <summary>U+0000 cannot stand in HTML, and a parser reads U+FFFD for it.</summary>
    static string Read(string text) => text.Replace('\0', '\uFFFD');

    async Task<IReadOnlySet<string>> Shape(string path, int status) =>
        (await host.Public.Page(path, status)).Page.All.Where(element => element.LocalName == "script").Select(element => element.GetAttribute("src") ?? "").ToHashSet(StringComparer.Ordinal);

    static void NothingOfIt(IDocument page, IReadOnlySet<string> scripts)
    {
        foreach (var element in page.All)
        {
            Assert.DoesNotContain(element.LocalName, new[] { "iframe", "object", "embed", "base", "img", "textarea", "b" });
            Assert.DoesNotContain(element.Attributes, attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name is "srcdoc" or "style");
            if (element.GetAttribute("href") is { } href) Assert.True(href.StartsWith('/') || href.StartsWith('#') || href.StartsWith("http", StringComparison.Ordinal), href);
            if (element.LocalName != "script") continue;
            var type = element.GetAttribute("type");
            Assert.Contains(type, new[] { "module", "application/json", "application/ld+json" });
            if (type == "module") Assert.Equal("", element.TextContent);
            else JsonDocument.Parse(element.TextContent).Dispose();
        }
        // The build's own, where the frame has it.
        var style = Assert.Single(page.QuerySelectorAll("style"));
        Assert.Equal(page.Head, style.ParentElement);
        Assert.StartsWith(":root{", style.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(scripts);
        Assert.Empty(page.QuerySelectorAll(".words *, meta[http-equiv]"));
    }
}
