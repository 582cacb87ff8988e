using System.Text.Json;
using Xunit;

namespace Tracker.ApiTests.Http;

/// <summary>Full text over HTTP; how words are found is tested where the search is.</summary>
[Collection(HostCollection.Name)]
public class SearchTests(Host host)
{
    [Fact]
    public async Task Words_are_found_newest_first_and_highlighted_where_they_stand()
    {
        await Said("find-1", "Про зерновий коридор: п’ять суден вийшли.", lang: "uk");
        var last = await Said("find-2", "П'ять кораблів — і «зерновий коридор» знову відкрито.", lang: "uk-UA");
        var found = await Search("q=п’ЯТЬ \"зерновий коридор\"", last);
        Assert.Equal(["find-2", "find-1"], Ids(found));
        Assert.Equal(["П'ять", "зерновий коридор"], Highlighted(found.GetProperty("items")[0]));
        Assert.Equal(["find-1"], Ids(await Search("q=зернов* -кораблів", last)));
        Assert.Equal(["find-2"], Ids(await Search("q=коридор&lang=uk-UA", last)));
        Assert.Equal(["find-2", "find-1"], Ids(await Search("q=коридор&lang=uk", last)));
        Assert.Empty(Ids(await Search("q=коридори", last)));
    }

    [Fact]
    public async Task Filters_cut_and_facets_count()
    {
        await Said("cut-1", "zanzibarian first", speaker: "ann", saidAt: "2025-05-10", topic: "truce", source: "The Wire");
        await Said("cut-2", "zanzibarian second", speaker: "bob", saidAt: "2025-05-12", kind: "demand", source: "Radio Quay");
        var last = await Said("cut-3", "zanzibarian third", speaker: "ann", saidAt: "2025-05-14", to: "bob");
        async Task<string> By(string filter) => string.Join(' ', Ids(await Search("q=zanzibarian&" + filter, last)));
        Assert.Equal("cut-3 cut-1", await By("actor=ann"));
        Assert.Equal("cut-3", await By("actor=bob&role=to"));
        Assert.Equal("cut-3 cut-2", await By("actor=bob&role=to,speaker"));
        Assert.Equal("cut-1", await By("topic=truce"));
        Assert.Equal("cut-2", await By("kind=demand"));
        Assert.Equal("cut-2 cut-1", await By("source=RADIO%20quay&source=the%20wire"));
        Assert.Equal("cut-2", await By("from=2025-05-11&to=2025-05-13"));
        Assert.Equal("cut-3 cut-2 cut-1", await By("from=2025-05-10&to=2025-05-14&story=talks"));
        Assert.Equal("", await By("meeting=none"));
        var facets = (await Search("q=zanzibarian&facets=true&limit=1", last)).GetProperty("facets");
        Assert.Equal("ann 2, bob 1", Counts(facets, "actor"));
        Assert.Equal("other 2, demand 1", Counts(facets, "kind"));
        Assert.Equal("Radio Quay 1, The Wire 1", Counts(facets, "source"));
        Assert.Equal("2025-05-14 1, 2025-05-12 1, 2025-05-10 1", Counts(facets, "date"));
        Assert.Equal((3, true), (facets.GetProperty("of").Int("hits"), facets.GetProperty("of").GetProperty("all").GetBoolean()));
    }

    [Fact]
    public async Task Pages_hold_together_in_either_order()
    {
        var last = "";
        for (var n = 0; n < 7; n++) last = await Said("page-" + n, string.Concat(Enumerable.Repeat("kilimanjaro ", n + 1)) + "and other things that are said about mountains elsewhere");
        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(n => "page-" + n), await Paged("/api/search?q=kilimanjaro&limit=3&atLeast=" + last));
        var best = await Search("q=kilimanjaro&order=best&limit=3", last);
        Assert.Equal((7, true), (best.GetProperty("ranked").Int("hits"), best.GetProperty("ranked").GetProperty("all").GetBoolean()));
        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(n => "page-" + n), await Paged("/api/search?q=kilimanjaro&order=best&limit=3"));
    }

    [Fact]
    public async Task A_search_of_a_past_moment_finds_what_was_there_and_reads_so()
    {
        var first = await Said("then-1", "patagonian winds", saidAt: "2025-05-10");
        var corrected = await host.Admin.Stored(HttpMethod.Post, "/api/statements/then-1/corrections", """{"changes":{"text":"patagonian sheep"},"reason":"misheard"}""");
        var last = await Said("then-2", "patagonian snow", saidAt: "2025-05-08");
        Assert.Equal(["then-2", "then-1"], Ids(await Search("q=patagonian", last)));
        Assert.Empty(Ids(await Search("q=winds", last)));
        var then = await Search($"q=winds&asOf={first}", last);
        Assert.Equal("patagonian winds", then.GetProperty("items")[0].GetProperty("statement").Text("text"));
        Assert.Equal(["then-1"], Ids(await Search($"q=patagonian&asOf={corrected.Text("cursor")}", last)));
        Assert.Equal(["then-2"], Ids(await Search("q=patagonian&asOf=2025-05-09&clock=said", last)));
    }

    [Fact]
    public async Task A_merged_actor_is_found_under_every_name_and_counted_once()
    {
        foreach (var id in (string[])["found-a", "found-b"]) await host.Admin.Make("/api/actors", new { id, kind = "person", name = id });
        await Said("one-1", "okavango delta", speaker: "found-a");
        await Said("one-2", "okavango river", speaker: "found-b");
        var merged = await host.Admin.Stored(HttpMethod.Post, "/api/actors/found-b/merge", """{"into":"found-a","reason":"one person"}""");
        var last = merged.Text("cursor");
        Assert.Equal(["one-2", "one-1"], Ids(await Search("q=okavango&actor=found-a", last)));
        Assert.Equal(["one-2", "one-1"], Ids(await Search("q=okavango&actor=found-b", last)));
        Assert.Equal("found-a 2", Counts((await Search("q=okavango&facets=true", last)).GetProperty("facets"), "actor"));
    }

    [Theory]
    [InlineData("q=%21%3F%20%E2%80%A6", "q")]
    [InlineData("q=a*", "q")]
    [InlineData("actor=no%20id", "actor")]
    [InlineData("meeting=NO", "meeting")]
    [InlineData("kind=sermon", "kind")]
    [InlineData("role=owner", "role")]
    [InlineData("role=link", "role")]
    [InlineData("actor=ann&role=story", "role")]
    [InlineData("order=loudest", "order")]
    [InlineData("facets=some", "facets")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("offset=-1", "offset")]
    [InlineData("offset=10001", "offset")]
    [InlineData("before=x", "before")]
    [InlineData("from=soon", "from")]
    [InlineData("to=2025-13", "to")]
    [InlineData("from=2025-06&to=2025-05", "to")]
    [InlineData("asOf=2999-01-01", "asOf")]
    [InlineData("clock=heard&asOf=2025", "clock")]
    public async Task What_cannot_be_asked_is_refused_by_name(string query, string field)
    {
        var problem = await (await host.Public.Send(HttpMethod.Get, "/api/search?" + query)).Problem(400, "invalid");
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [Theory]
    [InlineData("q=\" OR fts_1 MATCH \"x")]
    [InlineData("q=words : \"x\" NOT (")]
    [InlineData("q=truce&source=\") OR words : (\"a")]
    [InlineData("q=truce&lang=\")--")]
    [InlineData("q=NEAR(a b, 2) AND -")]
    [InlineData("q=\u0000truce\u200B")]
    [InlineData("q=' ; DROP TABLE texts_1 --")]
    public async Task Nothing_that_is_asked_is_syntax(string query) =>
        Assert.Equal(200, (int)(await host.Public.Send(HttpMethod.Get, "/api/search?" + string.Join('&', query.Split('&').Select(part => part[..(part.IndexOf('=', StringComparison.Ordinal) + 1)] + Uri.EscapeDataString(part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]))))).StatusCode);

    async Task<JsonElement> Search(string query, string atLeast) => await host.Public.Get($"/api/search?{query.Replace(" ", "%20", StringComparison.Ordinal)}&atLeast={atLeast}");

    async Task<List<string>> Paged(string path)
    {
        var ids = new List<string>();
        for (string? next = path; next is not null && ids.Count < 100;)
        {
            var page = await host.Public.Get(next);
            ids.AddRange(Ids(page));
            next = page.GetProperty("next").GetString();
        }
        return ids;
    }

    static List<string> Ids(JsonElement found) => [.. found.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("statement").Text("id"))];

    static List<string> Highlighted(JsonElement item) => [.. item.GetProperty("highlights").EnumerateArray().Select(span => item.GetProperty("statement").Text("text").Substring(span.Int("start"), span.Int("length")))];

    static string Counts(JsonElement facets, string facet) => string.Join(", ", facets.GetProperty(facet).EnumerateArray().Select(one => $"{one.Text("value")} {one.Int("count")}"));

    async Task<string> Said(string id, string text, string speaker = "ann", string? saidAt = null, string? topic = null, string kind = "other", string? source = null, string? lang = null, string? to = null) => (await host.Admin.Make("/api/statements", new
    {
        id, story = "talks", kind, speakers = new[] { speaker }, to = to is null ? [] : new[] { to }, text, saidAt, lang,
        positions = topic is null ? [] : new[] { new { topic, stance = "supports" } }, sources = source is null ? [] : new[] { new { name = source } },
    })).Text("cursor");
}
