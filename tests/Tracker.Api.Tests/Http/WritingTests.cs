using System.Text;
using System.Text.Json;
using Xunit;

namespace Tracker.ApiTests.Http;

[Collection(HostCollection.Name)]
public class WritingTests(Host host)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_correction_keeps_the_old_words_and_moves_the_cell()
    {
        await host.Admin.Make("/api/topics", new { id = "moved", story = "talks", title = "Moved" });
        await host.Admin.Make("/api/statements", new { id = "to-correct", story = "talks", speakers = new[] { "ann" }, text = "No.", positions = new[] { new { topic = "moved", stance = "rejects" } } });
        var receipt = await host.Admin.Make("/api/statements/to-correct/corrections", new
        {
            changes = new { text = "Yes, no.", positions = new[] { new { topic = "moved", stance = "supports" } } }, reason = "Misheard",
        });
        Assert.Equal(2, receipt.GetProperty("version").GetInt32());
        var statement = await host.Public.Get("/api/statements/to-correct?atLeast=" + receipt.Text("cursor"));
        Assert.Equal(("Yes, no.", "corrected"), (statement.Text("text"), statement.Text("status")));
        Assert.Equal("No.", statement.GetProperty("history")[1].GetProperty("changes").GetProperty("text").Text("old"));
        Assert.Equal("supports", (await Cell("ann", "moved", "supports")).Text("stance"));
    }

    [Fact]
    public async Task A_retraction_empties_the_cell_and_a_correction_after_it_is_refused()
    {
        await host.Admin.Make("/api/topics", new { id = "emptied", story = "talks", title = "Emptied" });
        await host.Admin.Make("/api/statements", new { id = "to-retract", story = "talks", speakers = new[] { "ann" }, text = "No.", positions = new[] { new { topic = "emptied", stance = "rejects" } } });
        await Cell("ann", "emptied", "rejects");
        await host.Admin.Make("/api/statements/to-retract/retraction", new { reason = "Never said" });
        await Cell("ann", "emptied", null);
        await (await host.Admin.Send(HttpMethod.Post, "/api/statements/to-retract/corrections", """{"changes":{"text":"x"},"reason":"y"}""")).Problem(409, "retracted");
        await (await host.Admin.Send(HttpMethod.Post, "/api/statements/to-retract/retraction", """{"reason":" "}""")).Problem(400, "reason-needed");
    }

    [Fact]
    public async Task A_takedown_leaves_the_place_and_not_the_words()
    {
        await host.Admin.Make("/api/statements", new { id = "to-go", story = "talks", speakers = new[] { "ann" }, text = "Canary words." });
        var receipt = await host.Admin.Make("/api/statements/to-go/takedown", new { reason = "Court order" });
        var left = await host.Public.Get("/api/statements/to-go?atLeast=" + receipt.Text("cursor"));
        Assert.True(left.GetProperty("redacted").GetBoolean());
        Assert.DoesNotContain("Canary", left.ToString(), StringComparison.Ordinal);
        var changes = await host.Public.GetStringAsync("/api/changes?after=start&limit=1000&touches=statement/to-go", Ct);
        Assert.DoesNotContain("Canary", changes, StringComparison.Ordinal);
        Assert.Contains("\"redacted\":true", changes, StringComparison.Ordinal);
        Assert.Equal(200, (int)(await host.Admin.Send(HttpMethod.Post, "/api/statements/to-go/takedown", """{"reason":"again"}""")).StatusCode);
        await (await host.Admin.Send(HttpMethod.Post, "/api/statements/to-go/verification", """{"status":"verified"}""")).Problem(410, "redacted");
    }

    [Fact]
    public async Task A_takedown_is_answered_although_others_said_the_same()
    {
        const string words = "Only if everybody says so";
        await host.Admin.Make("/api/topics", new { id = "said-by-many", story = "talks", title = "Said by many" });
        var position = new { topic = "said-by-many", stance = "conditional", conditions = new[] { new { text = words } } };
        for (var n = 0; n < 24; n++)
            await host.Admin.Make("/api/statements", new { id = $"many-{n}", story = "talks", speakers = new[] { n % 2 == 0 ? "ann" : "bob" }, text = $"Number {n}.", positions = new[] { position } });
        var receipt = await host.Admin.Make("/api/statements/many-22/takedown", new { reason = "Court order" });
        receipt = await host.Admin.Make("/api/statements/many-21/takedown", new { reason = "Court order" });
        foreach (var actor in new[] { "ann", "bob" })
            Assert.Contains(words, (await host.Public.Get($"/api/stories/talks/positions/{actor}/said-by-many?atLeast={receipt.Text("cursor")}")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transition_that_the_lifecycle_lacks_names_the_allowed_ones_and_can_be_forced_with_a_reason()
    {
        await host.Admin.Make("/api/meetings", new { id = "lifecycle", story = "talks", name = "Round", status = "concluded" });
        var refused = await (await host.Admin.Send(HttpMethod.Post, "/api/meetings/lifecycle/status", """{"status":"scheduled"}""")).Problem(409, "meeting-transition");
        Assert.NotEmpty(refused.Text("detail"));
        await (await host.Admin.Send(HttpMethod.Post, "/api/meetings/lifecycle/status", """{"status":"scheduled","force":true}""")).Problem(400, "reason-needed");
        var forced = await host.Admin.Make("/api/meetings/lifecycle/status", new { status = "scheduled", force = true, reason = "Entered wrongly" });
        Assert.Equal("scheduled", (await host.Public.Get("/api/meetings/lifecycle?atLeast=" + forced.Text("cursor"))).Text("status"));
    }

    [Fact]
    public async Task Names_resolve_or_are_refused_with_the_nearest_or_make_an_unreviewed_actor()
    {
        var receipt = await host.Admin.Make("/api/statements", new { id = "by-name", story = "talks", speakers = new[] { new { name = "ann  EXAMPLE" } }, text = "By name." });
        Assert.Equal("ann", (await host.Public.Get("/api/statements/by-name?atLeast=" + receipt.Text("cursor"))).GetProperty("speakers")[0].GetString());
        const string ambiguous = """{"story":"talks","speakers":[{"name":"Example"}],"text":"Who?"}""";
        Assert.Equal(2, (await (await host.Admin.Send(HttpMethod.Post, "/api/statements", ambiguous)).Problem(422, "ambiguous-actor")).GetProperty("nearest").GetArrayLength());
        const string unknown = """{"id":"by-new-name","story":"talks","speakers":[{"name":"Carla Nova"}],"text":"New."}""";
        await (await host.Admin.Send(HttpMethod.Post, "/api/statements", unknown)).Problem(422, "unknown-actor");
        var made = await (await host.Admin.Send(HttpMethod.Post, "/api/statements?onUnknown=create", unknown)).Json();
        var actor = (await host.Public.Get("/api/statements/by-new-name?atLeast=" + made.Text("cursor"))).GetProperty("speakers")[0].GetString();
        Assert.False((await host.Public.Get("/api/actors/" + actor)).GetProperty("reviewed").GetBoolean());
        Assert.Equal("actor/" + actor, Assert.Single((await host.Public.Get("/api/names?q=carla%20nova")).GetProperty("items").EnumerateArray()).Text("entity"));
    }

    [Fact]
    public async Task A_medium_takes_no_position()
    {
        await host.Admin.Make("/api/topics", new { id = "by-media", story = "talks", title = "By media" });
        var receipt = await host.Admin.Make("/api/statements", new { id = "wire-says", story = "talks", speakers = new[] { "wire" }, text = "It is so.", positions = new[] { new { topic = "by-media", stance = "supports" } } });
        Assert.False((await host.Public.Get("/api/statements/wire-says?atLeast=" + receipt.Text("cursor"))).TryGetProperty("holders", out _));
    }

    [Fact]
    public async Task A_date_without_a_zone_is_read_in_the_storys()
    {
        var receipt = await host.Admin.Make("/api/statements", new { id = "dated", story = "talks", speakers = new[] { "ann" }, text = "Today.", saidAt = "2025-05-16" });
        Assert.Equal("2025-05-16T20:59:59.999Z", DateTimeOffset.Parse((await host.Public.Get("/api/statements/dated?atLeast=" + receipt.Text("cursor"))).Text("saidUntil"), System.Globalization.CultureInfo.InvariantCulture).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_batch_answers_each_line_in_order_and_a_refused_line_stops_nothing()
    {
        var lines = string.Join('\n',
            """{"id":"b-1","story":"talks","speakers":["ann"],"text":"One."}""", "", "not json",
            """{"id":"b-2","story":"talks","speakers":["nobody"],"text":"Two."}""",
            """{"id":"b-3","story":"talks","speakers":["bob"],"text":"Three.","inReplyTo":"b-1"}""",
            """{"id":"b-1","story":"talks","speakers":["ann"],"text":"One."}""");
        var answers = await Batch("/api/statements/batch", lines);
        Assert.Equal([(1, 201), (3, 400), (4, 422), (5, 201), (6, 200)], answers.Select(answer => (answer.GetProperty("line").GetInt32(), answer.GetProperty("status").GetInt32())));
        Assert.Equal(answers[0].GetProperty("position").GetInt64(), answers[4].GetProperty("position").GetInt64());
        Assert.Equal("/problems/unknown-actor", answers[2].GetProperty("problem").Text("type"));
    }

    [Fact]
    public async Task A_batch_can_answer_refusals_only_and_a_sum()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 300).Select(i => $$"""{"id":"sum-{{i % 290}}","story":"talks","speakers":["ann"],"text":"Line {{i % 290}}."}""").Append("{}"));
        var answers = await Batch("/api/statements/batch?answers=refused", lines);
        Assert.Equal(2, answers.Count);
        Assert.Equal((301, 290, 10, 1), (Number("lines"), Number("stored"), Number("replayed"), Number("refused")));
        Assert.NotEmpty(answers[1].Text("cursor"));
        int Number(string name) => answers[1].GetProperty(name).GetInt32();
    }

    async Task<List<JsonElement>> Batch(string path, string lines)
    {
        using var body = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
        var answer = await host.Admin.PostAsync(path, body, Ct);
        Assert.Equal(200, (int)answer.StatusCode);
        return [.. (await answer.Content.ReadAsStringAsync(Ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    /// <summary>The cell once it is as expected; null = gone. Follows position.changed, so nothing sleeps.</summary>
    async Task<JsonElement> Cell(string actor, string topic, string? stance)
    {
        var after = "start";
        for (var i = 0; i < 50; i++)
        {
            var page = await host.Public.Get($"/api/changes?after={after}&kinds=position.changed&touches=topic/{topic}&wait=5");
            after = page.Text("cursor");
            foreach (var change in page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("data")).Where(data => data.Text("actor") == actor).Reverse())
            {
                var cell = change.TryGetProperty("cell", out var held) ? held : default;
                if (stance is null ? cell.ValueKind == JsonValueKind.Undefined : cell.ValueKind == JsonValueKind.Object && cell.Text("stance") == stance) return cell;
                break;
            }
        }
        throw new TimeoutException($"{actor} × {topic} never became {stance ?? "empty"}.");
    }
}
