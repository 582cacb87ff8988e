using System.Globalization;
using System.Text.Json;
using Xunit;
using static Tracker.ApiTests.Http.Rounds;

namespace Tracker.ApiTests.Http;

/// <summary>A story's life in stretches and from stop to stop, and who has to do with whom in it. Another test's sixth statement (11 May, without a position) may be there or not.</summary>
public partial class LookingBackTests
{
    [Fact]
    public async Task Its_life_is_drawn_on_both_clocks()
    {
        var known = await host.Public.Get($"/api/stories/{Story}/timeline?marks=1000");
        Assert.Equal((5, true, "known"), (known.GetProperty("marks").EnumerateArray().Sum(mark => mark.Int("moves")), known.GetProperty("complete").GetBoolean(), known.Text("clock")));
        Assert.InRange(known.GetProperty("marks").EnumerateArray().Sum(mark => mark.Int("statements")), 5, 6);
        var said = await host.Public.Get($"/api/stories/{Story}/timeline?clock=said");
        Assert.Equal(["2025-05-09", "2025-05-10", "2025-05-12", "2025-05-14", "2025-05-16"], said.GetProperty("marks").EnumerateArray().Select(mark => mark.Text("at")[..10]).Where(day => day != "2025-05-11"));
        Assert.False(said.GetProperty("marks")[0].TryGetProperty("position", out _));
    }

    [Fact]
    public async Task From_stop_to_stop_forwards_and_back()
    {
        // Each statement is one stop with the move that the story made of it.
        var stops = (await host.Public.Get($"/api/stories/{Story}/stops?of=moves&limit=500")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(5, stops.Count);
        Assert.Equal(rounds.Late, stops[^1].GetProperty("position").GetInt64().ToString(CultureInfo.InvariantCulture));
        var back = (await host.Public.Get($"/api/stories/{Story}/stops?before={rounds.Late}&of=moves&limit=1")).GetProperty("items");
        Assert.Equal(stops[^2].GetProperty("position").GetInt64(), back[0].GetProperty("position").GetInt64());
        var then = await host.Public.Get($"/api/stories/{Story}/board?asOf={back[0].GetProperty("position").GetInt64()}");
        // A statement may have been taken in before the story came to react to the one before it.
        Assert.Equal(4, then.GetProperty("matrix").EnumerateArray().Sum(cell => cell.Int("moves")));
        Assert.InRange(then.GetProperty("statements").GetArrayLength(), 4, 6);
        Assert.Equal(0, (await host.Public.Get($"/api/stories/{Story}/stops?after={rounds.Late}&of=moves")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await host.Public.Get($"/api/stories/{Story}/stops?before=1999-01-01")).GetProperty("items").GetArrayLength());

        var said = (await host.Public.Get($"/api/stories/{Story}/stops?clock=said&of=moves&before=2025-05-13&limit=2")).GetProperty("items").EnumerateArray().Select(stop => stop.Text("at")[..10]);
        Assert.Equal(["2025-05-12", "2025-05-10"], said);
        Assert.Equal("2025-05-16", (await host.Public.Get($"/api/stories/{Story}/stops?clock=said&after=2025-05-14&limit=1")).GetProperty("items")[0].Text("at")[..10]);
    }

    [Theory]
    [InlineData("timeline?marks=0", "marks")]
    [InlineData("timeline?marks=1001", "marks")]
    [InlineData("timeline?clock=heard", "clock")]
    [InlineData("stops?clock=heard", "clock")]
    [InlineData("stops?of=some", "of")]
    [InlineData("stops?limit=501", "limit")]
    [InlineData("stops?after=soon", "after")]
    [InlineData("stops?before=999999999", "before")]
    [InlineData("stops?after=1&before=2", "before")]
    [InlineData("network?limit=5001", "limit")]
    [InlineData("network?topic=a%20b", "topic")]
    [InlineData("network?meeting=/", "meeting")]
    public async Task What_is_asked_wrongly_is_told(string query, string field)
    {
        var problem = await (await host.Public.Send(HttpMethod.Get, $"/api/stories/{Story}/{query}")).Problem(400, "invalid");
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
        await (await host.Public.Send(HttpMethod.Get, $"/api/stories/no-such-story/{query.Split('?')[0]}")).Problem(404, "not-found");
    }

    [Fact]
    public async Task The_network_says_who_spoke_to_about_and_for_whom_who_relayed_and_who_met()
    {
        var story = "network";
        await host.Admin.Make("/api/stories", new { id = story, title = "Network" });
        await host.Admin.Make("/api/topics", new { id = "network-gas", story, title = "Gas", proposition = "Gas flows" });
        foreach (var one in new[] { "ada", "ben", "cy", "dot" }) await host.Admin.Make("/api/actors", new { id = "network-" + one, kind = "person", name = one.ToUpperInvariant(), side = "party" });
        var first = await host.Admin.Make("/api/statements", new
        {
            id = "network-1", story, speakers = new[] { "network-ada" }, onBehalfOf = new[] { "network-dot" }, to = new[] { "network-ben" }, reportedBy = new[] { "network-cy" }, about = new { actors = new[] { "network-dot" } },
            text = "Gas must flow at once", positions = new[] { new { topic = "network-gas", stance = "demands" } },
        });
        var last = await host.Admin.Make("/api/statements", new { id = "network-2", story, speakers = new[] { "network-ada" }, to = new[] { "network-ben" }, text = "A fine day it was yesterday, was it not" });
        await host.Admin.Make("/api/meetings", new
        {
            id = "network-noon", story, name = "Noon", status = "concluded", topics = new[] { "network-gas" },
            participants = new[] { new { actor = "network-ada", attendance = "present" }, new { actor = "network-ben", attendance = "present" }, new { actor = "network-cy", attendance = "invited" } },
        });
        var end = (await host.Admin.Make("/api/statements", new { id = "network-3", story, speakers = new[] { "network-ben" }, text = "That I never said", to = new[] { "network-ada" } })).Text("cursor");
        var gone = await host.Admin.Stored(HttpMethod.Post, "/api/statements/network-3/retraction", """{"reason":"never said"}""");

        Assert.Equal(["ada about dot 1", "ada met ben 1", "ada spoke_for dot 1", "ada spoke_to ben 2", "cy relayed ada 1"], await Ties("atLeast=" + gone.Text("cursor")));
        Assert.Equal(["ada about dot 1", "ada spoke_for dot 1", "ada spoke_to ben 1", "cy relayed ada 1"], await Ties("asOf=" + first.Text("cursor")));
        Assert.Equal(["ada about dot 1", "ada spoke_for dot 1", "ada spoke_to ben 2", "cy relayed ada 1"], await Ties("asOf=" + last.Text("cursor")));
        Assert.Contains("ben spoke_to ada 1", await Ties("asOf=" + end));
        Assert.Equal(["ada about dot 1", "ada met ben 1", "ada spoke_for dot 1", "ada spoke_to ben 1", "cy relayed ada 1"], await Ties("topic=network-gas"));
        Assert.Equal(["ada met ben 1"], await Ties("meeting=network-noon"));
        var network = await host.Public.Get($"/api/stories/{story}/network?limit=1");
        Assert.Equal(("spoke_to", false), (network.GetProperty("ties")[0].Text("kind"), network.GetProperty("complete").GetBoolean()));
        Assert.Equal(["statement/network-2", "statement/network-1"], network.GetProperty("ties")[0].Texts("evidence"));
        var ada = network.GetProperty("nodes").EnumerateArray().Single(node => node.Text("actor") == "network-ada");
        Assert.Equal(("ADA", "party", "person", 2), (ada.Text("name"), ada.Text("side"), ada.Text("kind"), ada.Int("statements")));

        async Task<List<string>> Ties(string query) => [.. (await host.Public.Get($"/api/stories/{story}/network?{query}")).GetProperty("ties").EnumerateArray()
            .Select(tie => $"{tie.Text("from")[8..]} {tie.Text("kind")} {tie.Text("to")[8..]} {tie.Int("count")}").Order(StringComparer.Ordinal)];
    }
}
