using System.Text.Json.Nodes;
using Tracker.Acceptance.Live;
using Tracker.Acceptance.Wire;

namespace Tracker.Acceptance.Input;

/// <summary>Bad input is a 4xx problem that names the field and what is allowed; nothing is stored.</summary>
public sealed class BadInputTests(LiveServer live)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. BadInput.All.Select(input => input.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task It_is_a_problem_that_names_the_field_and_nothing_is_stored(string name)
    {
        var input = BadInput.All.Single(input => input.Name == name);
        var api = (await live.ServerAsync(Ct)).Api;
        (await api.Post("/api/statements", SmallWorld.Statement("said", id: "said"), Ct)).Is(200, 201);
        var before = (await live.PostAsync(1, Ct))[0].Position;

        var refused = (await api.Send(new HttpMethod(input.Method), input.Path, ApiClient.Bytes(input.Bytes, input.Type), Ct)).Is(input.Status);

        Assert.Equal("application/problem+json", refused.ContentType);
        Assert.Equal(input.Status, (int)refused.Json["status"]!);
        Assert.StartsWith("/problems/", (string)refused.Json["type"]!, StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace((string?)refused.Json["title"]));
        if (input.Field is not null)
            Assert.Equal(input.Field, Assert.Single((refused.Json["errors"]?.AsObject() ?? []).Select(error => error.Key)));
        Assert.DoesNotContain("Tracker.", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", refused.Text, StringComparison.Ordinal);
        Assert.Equal(before + 1, (await live.PostAsync(1, Ct))[0].Position);
    }

    [Fact]
    public async Task A_write_without_a_key_is_refused_and_one_with_a_wrong_key_too()
    {
        var server = await live.ServerAsync(Ct);
        var before = (await live.PostAsync(1, Ct))[0].Position;
        foreach (var key in new[] { null, "not-a-key-of-this-server" })
        {
            using var stranger = new ApiClient(server.Address, key);
            var refused = (await stranger.Post("/api/statements", SmallWorld.Statement("x"), Ct)).Is(401);
            Assert.Equal("/problems/no-key", (string)refused.Json["type"]!);
        }
        Assert.Equal(before + 1, (await live.PostAsync(1, Ct))[0].Position);
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_refused_and_with_the_same_it_is_answered_again()
    {
        var api = (await live.ServerAsync(Ct)).Api;
        var first = (await api.Post("/api/statements", SmallWorld.Statement("once", id: "only-once"), Ct)).Is(201);
        var again = (await api.Post("/api/statements", SmallWorld.Statement("once", id: "only-once"), Ct)).Is(200);
        Assert.True(again.Replayed);
        Assert.True(JsonNode.DeepEquals(first.Json, again.Json));
        Assert.Equal("/problems/id-taken", (string)(await api.Post("/api/statements", SmallWorld.Statement("twice", id: "only-once"), Ct)).Is(409).Json["type"]!);
    }

    [Fact]
    public async Task A_bad_line_of_a_batch_stops_nothing_and_is_told_by_its_number()
    {
        var api = (await live.ServerAsync(Ct)).Api;
        var lines = string.Join('\n', SmallWorld.Statement("line one", id: "line-1").ToJsonString(), "{oops", "", SmallWorld.Statement("line four", id: "line-4").ToJsonString(),
            SmallWorld.Statement("line five", "nobody").ToJsonString(), SmallWorld.Statement("line one", id: "line-1").ToJsonString());
        var reply = (await api.Send(HttpMethod.Post, "/api/statements/batch", ApiClient.Bytes(System.Text.Encoding.UTF8.GetBytes(lines), "application/x-ndjson"), Ct)).Is(200);
        var answers = reply.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal([(1, 201), (2, 400), (4, 201), (5, 422), (6, 200)], answers.Select(answer => ((int)answer["line"]!, (int)answer["status"]!)));
        Assert.Equal("/problems/unknown-actor", (string)answers[3]["problem"]!["type"]!);
        Assert.Equal((long)answers[0]["position"]!, (long)answers[4]["position"]!);
    }
}
