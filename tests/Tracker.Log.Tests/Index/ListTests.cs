using System.Text.Json.Nodes;
using Tracker.Domain;
using Tracker.Log.Index;
using Tracker.Log.Tests.Feeds;

namespace Tracker.Log.Tests.Indexes;

public sealed class ListTests
{
    static readonly TouchRole[] Speaking = [TouchRole.Speaker, TouchRole.OnBehalf];

    [Fact]
    public async Task Pages_have_no_hole_and_no_repeat_while_others_post()
    {
        await using var desk = await Desk.OpenAsync(21);
        for (var i = 0; i < 40; i++) await desk.World.Post();
        await desk.CaughtUpAsync();
        var there = await All(before => desk.Index.ListAsync(new Listed("statement", "s0"), before, 1000, Reading.Limit()));
        var posting = Task.Run(async () => { for (var i = 0; i < 60; i++) await desk.World.Post(); }, TestContext.Current.CancellationToken);
        var paged = await All(before => desk.Index.ListAsync(new Listed("statement", "s0"), before, 3, Reading.Limit()));
        await posting;
        Assert.Equal(there, paged.Where(there.Contains));
        Assert.Equal(paged.Distinct(StringComparer.Ordinal), paged);
        Assert.True(there.Count > 10);
    }

    [Theory, InlineData(22), InlineData(23)]
    public async Task Statements_are_listed_by_the_roles_that_they_have_now(int seed)
    {
        await using var desk = await Desk.OpenAsync(seed);
        for (var i = 0; i < 150; i++) await desk.World.StepAsync();
        await desk.CaughtUpAsync();
        var (statements, again) = (new List<JsonObject>(), new List<string>());
        await foreach (var document in Each(before => desk.Index.ListAsync(new Listed("statement"), before, 7, Reading.Limit())))
            statements.Add(JsonNode.Parse(document.Body.Span)!.AsObject());
        await foreach (var document in Each(before => desk.Index.ListAsync(new Listed("statement", State: "likely"), before, 7, Reading.Limit())))
            again.Add(document.Entity);
        Assert.Equal(desk.World.Statements.Count, statements.Count + again.Count);
        Assert.NotEmpty(again);
        for (var a = 0; a < 7; a++)
        {
            var actor = "a" + a;
            var spoke = statements.Where(s => Has(s, "speakers", actor) || Has(s, "onBehalfOf", actor)).Select(Id);
            Assert.Equal(spoke, await All(before => desk.Index.StatementsAsync("actor/" + actor, Speaking, null, before, 4, Reading.Limit())));
            var addressed = statements.Where(s => Has(s, "to", actor)).Select(Id);
            Assert.Equal(addressed, await All(before => desk.Index.StatementsAsync("actor/" + actor, [TouchRole.To], null, before, 4, Reading.Limit())));
        }
        Assert.Contains(statements, s => s["status"]!.GetValue<string>() == "corrected");
    }

    [Fact]
    public async Task A_storys_lists_are_of_it_alone_newest_first()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var desk = await Desk.OpenAsync(24);
        for (var i = 0; i < 150; i++) await desk.World.StepAsync();
        await desk.CaughtUpAsync();
        foreach (var kind in new[] { "topic", "meeting", "statement" })
        {
            var items = (await desk.Index.ListAsync(new Listed(kind, "s1"), null, 1000, ct)).Items;
            Assert.NotEmpty(items);
            Assert.All(items, item => Assert.Equal("s1", JsonNode.Parse(item.Body.Span)!["story"]!.GetValue<string>()));
        }
        var all = await desk.Index.ListAsync(new Listed("actor"), null, 1000, ct);
        Assert.Equal(desk.Log.Head, all.Position);
        var board = JsonNode.Parse((await desk.Index.BoardAsync("s1", null, ct))!.Json.Span)!;
        var named = board["actors"]!.AsArray().Select(a => "actor/" + a!["id"]!.GetValue<string>());
        Assert.Equal(named.Order(StringComparer.Ordinal), (await All(before => desk.Index.ListAsync(new Listed("actor", "s1"), before, 2, Reading.Limit()))).Order(StringComparer.Ordinal));
        Assert.Empty((await desk.Index.ListAsync(new Listed("statement", "nowhere"), null, 10, ct)).Items);
        Assert.Empty((await desk.Index.ListAsync(new Listed("nothing"), null, 10, ct)).Items);
    }

    static bool Has(JsonObject statement, string field, string actor) => statement[field]?.AsArray().Any(a => a!.GetValue<string>() == actor) ?? false;

    static string Id(JsonObject statement) => "statement/" + statement["id"]!.GetValue<string>();

    static async Task<List<string>> All(Func<long?, ValueTask<Listing>> list)
    {
        var all = new List<string>();
        await foreach (var document in Each(list)) all.Add(document.Entity);
        return all;
    }

    static async IAsyncEnumerable<Document> Each(Func<long?, ValueTask<Listing>> list)
    {
        long? before = null;
        do
        {
            var page = await list(before);
            foreach (var item in page.Items) yield return item;
            before = page.Next;
        }
        while (before is not null);
    }
}
