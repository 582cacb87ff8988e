using System.Text.Json;
using Xunit;

namespace Tracker.ApiTests.Http;

/// <summary>From a cell, a push or a proposal to the statements, their sources, the editor and the rule.</summary>
[Collection(HostCollection.Name)]
public class ExplainTests(Host host)
{
    [Fact]
    public async Task A_cell_its_push_and_its_statement_are_explained()
    {
        await Said("why-1", "ann", "why-cell", "supports");
        var push = (await host.Public.Told("kinds=position.changed&touches=topic/why-cell"))[0];
        var position = push.GetProperty("position").GetInt64();
        foreach (var of in (string[])["cell/talks/ann/why-cell", position.ToString(System.Globalization.CultureInfo.InvariantCulture)])
        {
            var why = await Explained(of, position);
            Assert.Equal((of, "position.changed", "positions.newest-said"), (why.Text("of"), why.GetProperty("record").Text("kind"), why.GetProperty("rule").Text("name")));
            Assert.NotEmpty(why.GetProperty("rule").Text("says"));
            Assert.Equal(("statement.added", "admin"), (why.GetProperty("cause").Text("kind"), why.Text("editor")));
            var statement = Assert.Single(why.GetProperty("statements").EnumerateArray());
            Assert.Equal(("why-1", "The Wire"), (statement.Text("id"), statement.GetProperty("sources")[0].Text("name")));
        }
        var given = await Explained("statement/why-1", position);
        Assert.Equal(("statement.added", "admin"), (given.GetProperty("record").Text("kind"), given.Text("editor")));
        Assert.False(given.TryGetProperty("rule", out _) || given.TryGetProperty("cause", out _));
    }

    [Fact]
    public async Task A_proposed_link_is_explained_with_both_statements_and_a_confirmed_one_with_its_editor()
    {
        await Said("why-2", "ann", "why-link", "supports");
        await Said("why-3", "ann", "why-link", "rejects");
        var proposed = (await host.Public.Told("kinds=statement.linked&touches=topic/why-link"))[0];
        var why = await Explained(proposed.Text("entity"), proposed.GetProperty("position").GetInt64());
        Assert.Equal(("statement.linked", "statement.added"), (why.GetProperty("record").Text("kind"), why.GetProperty("cause").Text("kind")));
        Assert.NotEmpty(why.GetProperty("rule").Text("says"));
        Assert.Equal(["why-2", "why-3"], why.GetProperty("statements").EnumerateArray().Select(statement => statement.Text("id")).Order());
        var desk = await host.Desk("edit");
        var receipt = await desk.Stored(HttpMethod.Post, $"/api/links/{proposed.Text("entity")["link/".Length..]}/confirmation", """{"reason":"heard both"}""");
        var confirmed = await host.Public.Get($"/api/explain?of={proposed.Text("entity")}&atLeast={receipt.Text("cursor")}");
        Assert.Equal(("link.confirmed", "desk edit"), (confirmed.GetProperty("record").Text("kind"), confirmed.Text("editor")));
        Assert.Equal(2, confirmed.GetProperty("statements").GetArrayLength());
    }

    [Theory]
    [InlineData("", 400, "invalid")]
    [InlineData("?of=", 400, "invalid")]
    [InlineData("?of=cell/talks/ann/BAD%20ID", 400, "invalid")]
    [InlineData("?of=statement/..%2F..%2Fetc", 400, "invalid")]
    [InlineData("?of=0", 404, "not-found")]
    [InlineData("?of=999999999", 404, "not-found")]
    [InlineData("?of=statement/none", 404, "not-found")]
    [InlineData("?of=cell/talks/ann/none", 404, "not-found")]
    [InlineData("?of=cell/none/ann/truce", 404, "not-found")]
    [InlineData("?of=weather/fine", 404, "not-found")]
    public async Task What_is_not_there_has_no_explanation(string query, int status, string code) =>
        await (await host.Public.Send(HttpMethod.Get, "/api/explain" + query)).Problem(status, code);

    async Task<JsonElement> Explained(string of, long position)
    {
        // As-of waits until the index has the position.
        await host.Public.Get("/api/stories/talks?asOf=" + position);
        return await host.Public.Get("/api/explain?of=" + of);
    }

    async Task Said(string id, string speaker, string topic, string stance)
    {
        await host.Admin.Send(HttpMethod.Post, "/api/topics", $$"""{"id":"{{topic}}","story":"talks","title":"{{topic}}","proposition":"x"}""");
        await host.Admin.Make("/api/statements", new { id, story = "talks", speakers = new[] { speaker }, text = $"{id} {topic} {stance}", saidAt = "2025-05-1" + id[^1], positions = new[] { new { topic, stance } }, sources = new[] { new { name = "The Wire" } } });
    }
}
