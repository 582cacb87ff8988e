using System.Text.Json;
using Xunit;
using static Tracker.ApiTests.Http.Rounds;

namespace Tracker.ApiTests.Http;

/// <summary>Reads as of a moment of either clock, two moments compared, and who has not answered.</summary>
[Collection(HostCollection.Name)]
public partial class LookingBackTests(Host host, Rounds rounds) : IClassFixture<Rounds>
{
    [Fact]
    public async Task The_clock_of_what_was_known_has_what_had_been_taken_in()
    {
        Assert.Equal("none demands", await Gas("asOf=" + rounds.Early));
        Assert.Equal("opposes demands", await Gas(""));
        Assert.Equal("opposes demands", await Gas("asOf=" + rounds.Late));
    }

    [Fact]
    public async Task The_clock_of_what_was_said_has_what_had_been_said()
    {
        Assert.Equal("opposes none", await Gas("asOf=2025-05-10&clock=said"));
        Assert.Equal("opposes supports", await Gas("asOf=2025-05-12&clock=said"));
        Assert.Equal("opposes supports", await Gas("asOf=2025-05-13T20:59:59Z&clock=said"));
        Assert.Equal("opposes demands", await Gas("asOf=2025-05-14&clock=said"));
        Assert.Equal("none none", await Gas("asOf=2025-05-08&clock=said"));
    }

    [Fact]
    public async Task Every_read_of_the_story_answers_as_of_then()
    {
        var then = "asOf=" + rounds.Early;
        Assert.Equal(3, (await host.Public.Get($"/api/stories/{Story}/statements?{then}")).GetProperty("items").GetArrayLength());
        Assert.Equal(3, (await host.Public.Get($"/api/statements?story={Story}&{then}")).GetProperty("items").GetArrayLength());
        Assert.Single((await host.Public.Get($"/api/actors/{Id("north")}/statements?role=speaker&{then}")).GetProperty("items").EnumerateArray());
        Assert.Equal(2, (await host.Public.Get($"/api/topics/{Id("gas")}/statements?{then}")).GetProperty("items").GetArrayLength());
        Assert.Equal(3, (await host.Public.Get($"/api/stories/{Story}/board?{then}")).GetProperty("statements").GetArrayLength());
        await (await host.Public.Send(HttpMethod.Get, $"/api/statements/{Id("4")}?{then}")).Problem(404, "not-found");
        Assert.Empty((await host.Public.Get($"/api/stories/{Story}/positions/{Id("north")}/{Id("gas")}?{then}")).GetProperty("evidence").EnumerateArray());
        Assert.Equal(2, (await host.Public.Get($"/api/statements?story={Story}&clock=said&asOf=2025-05-10")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_statement_is_read_as_it_stood()
    {
        // It takes no position: the other tests look at those.
        var said = (await host.Admin.Make("/api/statements", new
        {
            id = Id("6"), story = Story, speakers = new[] { Id("south") }, text = "The border, says south on a Sunday, is a long one", saidAt = "2025-05-11", sources = new[] { new { name = "The Wire" } },
        })).Text("cursor");
        var fixedUp = await host.Admin.Stored(HttpMethod.Post, $"/api/statements/{Id("6")}/corrections", """{"changes":{"text":"I never said that."},"reason":"misheard"}""");
        var path = $"/api/statements/{Id("6")}?atLeast={fixedUp.Text("cursor")}";
        Assert.Equal("I never said that.", (await host.Public.Get(path)).Text("text"));
        Assert.StartsWith("The border, says south", (await host.Public.Get(path + "&asOf=" + said)).Text("text"), StringComparison.Ordinal);
        var why = $"/api/explain?of=statement/{Id("6")}&atLeast={fixedUp.Text("cursor")}";
        Assert.Equal(("statement.corrected", "I never said that."), Why(await host.Public.Get(why)));
        Assert.Equal("statement.added", Why(await host.Public.Get(why + "&asOf=" + said)).Kind);
        Assert.StartsWith("The border, says south", Why(await host.Public.Get(why + "&asOf=" + said)).Text, StringComparison.Ordinal);

        static (string Kind, string Text) Why(JsonElement explained) => (explained.GetProperty("record").Text("kind"), explained.GetProperty("statements")[0].Text("text"));
    }

    [Theory]
    [InlineData("asOf=yesterday", "invalid")]
    [InlineData("asOf=2999-01-01", "invalid")]
    [InlineData("asOf=999999999", "invalid")]
    [InlineData("asOf=-4", "invalid")]
    [InlineData("asOf=0", "before-first")]
    [InlineData("asOf=1999-12-31", "before-first")]
    [InlineData("asOf=0-feedfeedfeedfeed", "invalid")]
    [InlineData("asOf=2025-05-16&clock=heard", "invalid")]
    [InlineData("asOf=2999-01-01&clock=said", "invalid")]
    public async Task A_moment_that_cannot_be_looked_back_to_is_refused_everywhere(string query, string code)
    {
        string[] reads =
        [
            $"stories/{Story}", $"stories/{Story}/board", $"stories/{Story}/matrix", $"stories/{Story}/matrix/axes", $"stories/{Story}/statements", $"stories/{Story}/silence", $"stories/{Story}/network", $"stories/{Story}/positions/{Id("north")}/{Id("gas")}",
            "statements", $"statements/{Id("1")}", "actors", $"actors/{Id("north")}", $"actors/{Id("north")}/statements", "topics", "meetings", "acts", "claims", "conditions", "links",
        ];
        var explained = await (await host.Public.Send(HttpMethod.Get, $"/api/explain?of=statement/{Id("1")}&{query}")).Problem(code == "before-first" ? 404 : 400, code);
        Assert.NotEqual(JsonValueKind.Undefined, explained.GetProperty("errors").ValueKind);
        foreach (var read in reads)
        {
            var problem = await (await host.Public.Send(HttpMethod.Get, $"/api/{read}?{query}")).Problem(code == "before-first" ? 404 : 400, code);
            Assert.True(problem.GetProperty("errors").TryGetProperty(query.Contains("heard", StringComparison.Ordinal) ? "clock" : "asOf", out _), $"{read}: {problem}");
        }
    }

    [Fact]
    public async Task Round_to_round_on_the_clock_of_what_was_said()
    {
        var compared = await host.Public.Get($"/api/stories/{Story}/compare?from=2025-05-12&to=2025-05-16&clock=said");
        Assert.Equal("south gas", Cells(compared, "hardened"));
        Assert.Equal("north border", Cells(compared, "softened"));
        Assert.Equal("", Cells(compared, "vanished"));
        Assert.Equal(("supports", "demands"), compared.GetProperty("hardened")[0] is var moved ? (moved.GetProperty("from").Text("stance"), moved.GetProperty("to").Text("stance")) : default);
        Assert.True(compared.GetProperty("complete").GetBoolean());
    }

    [Fact]
    public async Task Round_to_round_on_the_clock_of_what_was_known()
    {
        var compared = await host.Public.Get($"/api/stories/{Story}/compare?from={rounds.Early}&to={rounds.Late}");
        Assert.Equal(("north gas", "north border", ""), (Cells(compared, "appeared"), Cells(compared, "softened"), Cells(compared, "hardened")));
        var all = await host.Public.Get($"/api/stories/{Story}/compare?from=1&to={rounds.Late}");
        Assert.Contains("south gas", Cells(all, "appeared"), StringComparison.Ordinal);
        var backwards = await host.Public.Get($"/api/stories/{Story}/compare?from={rounds.Early}&to={rounds.Late}&limit=1");
        Assert.False(backwards.GetProperty("complete").GetBoolean());
    }

    [Theory]
    [InlineData("", "from")]
    [InlineData("from=soon", "from")]
    [InlineData("from=1&to=soon", "to")]
    [InlineData("from=1&to=999999999", "to")]
    [InlineData("from=1&limit=0", "limit")]
    [InlineData("from=1&limit=many", "limit")]
    [InlineData("from=1&clock=heard", "clock")]
    public async Task A_comparison_says_what_it_lacks(string query, string field)
    {
        var problem = await (await host.Public.Send(HttpMethod.Get, $"/api/stories/{Story}/compare?{query}")).Problem(400, "invalid");
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
        await (await host.Public.Send(HttpMethod.Get, "/api/stories/no-such-story/compare?from=1")).Problem(404, "not-found");
    }

    [Fact]
    public async Task Silence_lasts_from_a_demand_until_its_addressee_takes_a_position_on_it()
    {
        // South was asked about the border on the 10th; north about gas on the 14th, after it had opposed it.
        Assert.Equal(["south border 2025-05-10 1 by north", "north gas 2025-05-14 1 by south"], await Silent(rounds.Late));
        Assert.Equal([], await Silent("2025-05-09&clock=said"));
        Assert.Equal(["south border 2025-05-10 1 by north"], await Silent("2025-05-13&clock=said"));
        await (await host.Public.Send(HttpMethod.Get, "/api/stories/no-such-story/silence")).Problem(404, "not-found");
    }

    [Fact]
    public async Task Silences_come_in_pages_the_longest_first()
    {
        var first = await host.Public.Get($"/api/stories/{Story}/silence?asOf={rounds.Late}&limit=1");
        var second = await host.Public.Get(first.Text("next"));
        Assert.Equal(["south border", "north gas"], new[] { first, second }.Select(page => page.GetProperty("silent").EnumerateArray().Single()).Select(one => $"{Name(one, "actor")} {Name(one, "topic")}"));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal(0, (await host.Public.Get($"/api/stories/{Story}/silence?offset=2147483647")).GetProperty("silent").GetArrayLength());
        foreach (var wrong in new[] { "limit=0", "limit=1001", "offset=-1", "offset=2147483648" })
            await (await host.Public.Send(HttpMethod.Get, $"/api/stories/{Story}/silence?{wrong}")).Problem(400, "invalid");
    }

    async Task<List<string>> Silent(string asOf) => [.. (await host.Public.Get($"/api/stories/{Story}/silence?asOf={asOf}")).GetProperty("silent").EnumerateArray()
        .Select(one => $"{Name(one, "actor")} {Name(one, "topic")} {one.Text("saidAt")} {one.Int("demands")} by {one.Texts("askedBy").Single()[(Story.Length + 1)..]}")];

    async Task<string> Gas(string query)
    {
        var matrix = await host.Public.Get($"/api/stories/{Story}/matrix?actors={Id("north")},{Id("south")}&topics={Id("gas")}&{query}");
        return string.Join(' ', new[] { "north", "south" }.Select(actor => matrix.GetProperty("cells").EnumerateArray()
            .Where(cell => Name(cell, "actor") == actor).Select(cell => cell.Text("stance")).SingleOrDefault("none")));
    }

    static string Cells(JsonElement compared, string movement) =>
        string.Join(", ", compared.GetProperty(movement).EnumerateArray().Select(cell => Name(cell, "actor") + " " + Name(cell, "topic")).Order(StringComparer.Ordinal));

    static string Name(JsonElement one, string member) => one.Text(member)[(Story.Length + 1)..];

    [Fact]
    public async Task The_axes_of_a_matrix_are_all_whose_cells_it_has_at_a_moment_those_that_moved_last_first()
    {
        var axes = await host.Public.Get($"/api/stories/{Story}/matrix/axes?asOf={rounds.Late}");
        var matrix = await host.Public.Get($"/api/stories/{Story}/matrix?asOf={rounds.Late}");
        foreach (var side in new[] { "actors", "topics" }) Assert.Equal(matrix.GetProperty(side).ToString(), axes.GetProperty(side).ToString());
        Assert.Equal(matrix.GetProperty("size").GetProperty("cells").GetInt32(), axes.GetProperty("cells").GetInt32());
        Assert.Equal(matrix.Text("cursor"), axes.Text("cursor"));
        Assert.Equal(2, axes.GetProperty("topics").GetArrayLength());
        // A day before anybody had said anything.
        var none = await host.Public.Get($"/api/stories/{Story}/matrix/axes?asOf=2025-05-01&clock=said");
        Assert.Equal((0, 0, 0), (none.GetProperty("actors").GetArrayLength(), none.GetProperty("topics").GetArrayLength(), none.GetProperty("cells").GetInt32()));
        await (await host.Public.Send(HttpMethod.Get, "/api/stories/no-such-story/matrix/axes")).Problem(404, "not-found");
    }
}
