using System.Text.Json;
using Tracker.Api.Json;
using Tracker.Contracts.Positions;
using Xunit;

namespace Tracker.ApiTests.Http;

[Collection(HostCollection.Name)]
public class ReadingTests(Host host)
{
    [Fact]
    public async Task Lists_page_without_hole_or_repeat()
    {
        var cursor = "";
        for (var i = 0; i < 7; i++) cursor = (await host.Admin.Make("/api/statements", new { id = "paged-" + i, story = "talks", speakers = new[] { "bob" }, text = "Paged." })).Text("cursor");
        var seen = new List<string>();
        string? next = "/api/actors/bob/statements?limit=3&role=speaker";
        while (next is not null)
        {
            var page = await host.Public.Get(next + "&atLeast=" + cursor);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.Text("id")));
            next = page.GetProperty("next").GetString();
        }
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(i => "paged-" + i), seen.Where(id => id.StartsWith("paged-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_board_is_what_the_contract_says_and_its_ETag_saves_reading_it_again()
    {
        await host.Admin.Make("/api/stories", new { id = "shown", title = "Shown" });
        var shown = await host.Admin.Make("/api/statements", new { id = "shown-1", story = "shown", speakers = new[] { "ann" }, text = "Shown." });
        var answer = await host.Public.Send(HttpMethod.Get, "/api/stories/shown/board?atLeast=" + shown.Text("cursor"));
        var board = JsonSerializer.Deserialize<Board>(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), ApiJson.Options)!;
        Assert.Equal(("shown", "shown-1"), (board.Story.Id, Assert.Single(board.Statements).Id));
        Assert.Matches("^[0-9a-f]{64}$", board.Hash);
        Assert.Equal(board.Cursor, Assert.Single(answer.Headers.GetValues("Tracker-Cursor")));
    }

    [Fact]
    public async Task A_cursor_of_another_log_is_refused_and_one_ahead_makes_the_read_wait_and_say_behind()
    {
        await (await host.Public.Send(HttpMethod.Get, "/api/stories?atLeast=zzzzzzzz:1")).Problem(410, "cursor-too-old");
        await (await host.Public.Send(HttpMethod.Get, "/api/stories?atLeast=now")).Problem(400, "invalid");
        var head = (await host.Public.Get("/api/changes?after=now")).Text("head");
        var ahead = await host.Public.Send(HttpMethod.Get, $"/api/stories?atLeast={head.Split(':')[0]}:999999999");
        await ahead.Problem(503, "behind");
        Assert.NotNull(ahead.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("/api/statements?limit=0", "limit")]
    [InlineData("/api/statements?limit=1001", "limit")]
    [InlineData("/api/statements?before=-1", "before")]
    [InlineData("/api/actors/ann/statements?role=chef", "role")]
    [InlineData("/api/changes?after=yesterday", "after")]
    [InlineData("/api/changes?limit=abc", "limit")]
    [InlineData("/api/changes?wait=31", "wait")]
    [InlineData("/api/changes?touches=actor", "touches")]
    [InlineData("/api/changes?touches=cell/a", "touches")]
    [InlineData("/api/live?kinds=meeting.exploded", "kinds")]
    [InlineData("/api/stories/talks/matrix?offset=-1", "offset")]
    [InlineData("/api/names", "q")]
    public async Task A_malformed_query_names_its_field(string path, string field)
    {
        var problem = await (await host.Public.Send(HttpMethod.Get, path)).Problem(400, "invalid");
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [Theory]
    [InlineData("GET", "/api/nothing", 404, "not-found")]
    [InlineData("GET", "/api/actors/NOT-AN-ID", 404, "not-found")]
    [InlineData("GET", "/api/stories/none/board", 404, "not-found")]
    [InlineData("DELETE", "/api/stories", 405, "method-not-allowed")]
    [InlineData("PUT", "/api/statements/x", 405, "method-not-allowed")]
    public async Task What_is_not_there_is_a_problem(string method, string path, int status, string code) =>
        await (await host.Admin.Send(new HttpMethod(method), path)).Problem(status, code);

    [Fact]
    public async Task A_life_counts_what_touches_an_actor()
    {
        await host.Admin.Make("/api/actors", new { id = "counted", kind = "person", name = "Counted" });
        await host.Admin.Make("/api/statements", new { id = "counted-1", story = "talks", speakers = new[] { "counted" }, text = "One." });
        await host.Admin.Make("/api/statements", new { id = "counted-2", story = "talks", speakers = new[] { "ann" }, to = new[] { "counted" }, text = "Two." });
        var life = await host.Public.Get("/api/actors/counted/life");
        Assert.Equal((1, 1), (life.GetProperty("statements").GetProperty("speaker").GetInt32(), life.GetProperty("statements").GetProperty("to").GetInt32()));
        Assert.Equal("counted-2", life.GetProperty("latest")[0].Text("id"));
        await (await host.Public.Send(HttpMethod.Get, "/api/actors/not-there/life")).Problem(404, "not-found");
    }

    [Fact]
    public async Task The_OpenAPI_document_is_3_1_and_names_every_call()
    {
        var document = await host.Public.Get("/openapi/v1.json");
        Assert.StartsWith("3.1", document.Text("openapi"), StringComparison.Ordinal);
        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name.TrimEnd('/')).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(StringComparer.Ordinal)
        {
            "/api/stories", "/api/stories/{id}/board", "/api/actors/{id}", "/api/topics", "/api/places", "/api/meetings/{id}/status", "/api/meetings/{id}/participants",
            "/api/statements", "/api/statements/batch", "/api/statements/{id}/corrections", "/api/statements/{id}/retraction", "/api/statements/{id}/links", "/api/acts", "/api/acts/{id}", "/api/acts/{id}/state",
            "/api/claims", "/api/claims/{id}", "/api/claims/{id}/preferred", "/api/conditions", "/api/conditions/{id}", "/api/conditions/{id}/resolution",
            "/api/links", "/api/links/{id}", "/api/links/{id}/confirmation", "/api/links/{id}/dismissal", "/api/actors/{id}/merge", "/api/changes", "/api/live", "/api/keys", "/api/session",
        }, paths);
        Assert.Contains("no_visible_progress", document.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/docs/")]
    [InlineData("/problems")]
    [InlineData("/problems/id-taken")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/health/serving")]
    public async Task Pages_around_the_API_answer_with_a_policy(string path)
    {
        var answer = await host.Public.Send(HttpMethod.Get, path);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }
}
