using System.Text.Json.Nodes;
using Tracker.Server.Demo;

namespace Tracker.Acceptance.Demo;

/// <summary>What the player will post, told from the two files.</summary>
public sealed class PlanTests
{
    static readonly IReadOnlyList<Call> Calls = Plan.Of(DemoData.Scenario, DemoData.Mapping);

    [Fact]
    public void Everything_that_a_call_refers_to_is_posted_before_it()
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var call in Calls)
        {
            var missing = References(call).Where(reference => !known.Contains(reference)).ToList();
            Assert.True(missing.Count == 0, $"{call.Key} {call.Method} {call.Path} refers to {string.Join(", ", missing)}");
            if (call.Body["id"] is { } id)
                known.Add($"{Singular(call.Path)}/{(string)id!}");
        }
    }

    [Fact]
    public void Every_entity_of_the_scenario_is_posted_once()
    {
        var created = Calls.Where(call => call.Status == 201 && call.Body["id"] is not null).GroupBy(call => call.Path).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        Assert.Equal(41, created["/api/actors"]);
        Assert.Equal(10, created["/api/places"]);
        Assert.Equal(28, created["/api/topics"]);
        Assert.Equal(10, created["/api/meetings"]);
        // And the second report of one of them.
        Assert.Equal(36 + 1, created["/api/statements"]);
        Assert.Equal(4, created["/api/acts"]);
        // The background, and the two dates of one conflict.
        Assert.Equal(12 + 2, created["/api/claims"]);
        Assert.Equal(1, created["/api/stories"]);
    }

    [Fact]
    public void Keys_are_the_step_and_the_number_and_only_a_repeat_shares_one()
    {
        Assert.All(Calls.Where(call => call.Status != 200 || call.Method == "PUT"), call => Assert.Equal($"istanbul/{call.Step}/{call.N}", call.Key));
        var shared = Assert.Single(Calls.GroupBy(call => call.Key), group => group.Count() > 1);
        Assert.Equal(["istanbul/10/1", "istanbul/10/1"], shared.Select(call => call.Key));
        Assert.True(JsonNode.DeepEquals(shared.First().Body, shared.Last().Body));
    }

    [Fact]
    public void A_statement_becomes_the_request_that_the_mapping_says()
    {
        var body = Calls.Single(call => call.Names == "statement/15").Body;
        Assert.Equal("15", (string)body["id"]!);
        Assert.Equal("ukraine-russia-2025", (string)body["story"]!);
        Assert.Equal("../2025-05-16", (string)body["saidAt"]!);
        Assert.Equal("Putin attends in person", (string)body["positions"]![0]!["conditions"]![0]!["text"]!);
        Assert.Equal("direct-talks", (string)body["positions"]![0]!["topic"]!);
        Assert.Equal("hypothetical", (string)body["plover"]!["aux"]![0]!);
        Assert.Equal(["putin"], body["about"]!["actors"]!.AsArray().Select(actor => (string)actor!));
        Assert.False(body.ContainsKey("meeting"));
        Assert.False(body.ContainsKey("paragraph"));
    }

    [Fact]
    public void A_person_carries_their_memberships_and_a_meeting_its_inexact_duration()
    {
        var medinsky = Calls.Single(call => call.Names == "actor/medinsky").Body;
        Assert.Equal(["ru-delegation", "ru-delegation-2022", "kremlin", "russia"], medinsky["memberships"]!.AsArray().Select(post => (string)post!["organization"]!));
        Assert.Equal("2022", (string)medinsky["memberships"]![1]!["to"]!);

        var ended = Calls.Last(call => call.Path == "/api/meetings/istanbul-2025-05-16").Body;
        Assert.Equal("<PT2H", (string)ended["duration"]!);
        Assert.Equal("2025-05-16T13:00:00", (string)ended["start"]!);
        Assert.Equal("2022-21", (string)Calls.Single(call => call.Names == "meeting/2022-direct-talks").Body["end"]!);
    }

    static string Singular(string path) => path.Split('/')[2] switch { "stories" => "story", var plural => plural.TrimEnd('s') };

    static IEnumerable<string> References(Call call)
    {
        if (call.Path.Split('/') is [_, _, _, var id, ..])
            yield return $"{Singular(call.Path)}/{id}";
        foreach (var leaf in Leaves.Of(call.Body, "").Where(leaf => leaf.Value?.GetValueKind() == System.Text.Json.JsonValueKind.String))
        {
            var text = leaf.Value!.GetValue<string>();
            switch (leaf.Path.Split('.')[^1])
            {
                case "evidence[]" or "by": yield return text; break;
                case "about" when text.Contains('/', StringComparison.Ordinal): yield return text; break;
                case "speakers[]" or "onBehalfOf[]" or "to[]" or "reportedBy[]" or "actors[]" or "actor" or "organization" or "host" or "organizer" or "platform" or "parties[]" or "thirdParties[]":
                    yield return $"actor/{text}"; break;
                case "meeting" or "meetings[]" or "previous": yield return $"meeting/{text}"; break;
                case "topic" or "topics[]" or "opposes": yield return $"topic/{text}"; break;
                case "parent": yield return $"{Singular(call.Path)}/{text}"; break;
                case "place": yield return $"place/{text}"; break;
                case "story": yield return $"story/{text}"; break;
                case "inReplyTo" or "sameUtteranceAs": yield return $"statement/{text}"; break;
            }
        }
    }
}
