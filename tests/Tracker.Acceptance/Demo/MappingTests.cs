using System.Text.Json.Nodes;
using Tracker.Server.Demo;

namespace Tracker.Acceptance.Demo;

/// <summary>The mapping answers for every field of the scenario, and the player knows nothing that the two files do not say.</summary>
public sealed class MappingTests
{
    static readonly JsonNode Scenario = DemoData.Scenario;

    [Fact]
    public void Every_field_of_the_scenario_goes_somewhere_or_is_left_out_with_a_reason() =>
        Assert.Empty(Mapping.Read(DemoData.Mapping).Unnamed(Scenario));

    [Fact]
    public void Every_line_of_the_mapping_names_a_field_that_occurs() =>
        Assert.Empty(Mapping.Read(DemoData.Mapping).Idle(Scenario));

    [Theory]
    [InlineData("statements[].tone")]
    [InlineData("meetings[].participants[].tone")]
    [InlineData("mood")]
    public void A_field_that_the_mapping_does_not_name_is_found(string path)
    {
        var changed = Scenario.DeepClone();
        var at = path.Split('.')[..^1].Aggregate(changed, (node, part) => part.EndsWith("[]", StringComparison.Ordinal) ? node[part[..^2]]![0]! : node[part]!);
        at[path.Split('.')[^1]] = "new";

        Assert.Equal([path], Mapping.Read(DemoData.Mapping).Unnamed(changed));
    }

    [Fact]
    public void A_step_that_posts_what_the_mapping_forgets_is_refused()
    {
        var changed = Scenario.DeepClone();
        changed["scenario"]![1]!["post"]!.AsArray().Add("statement/99");

        var refused = Assert.Throws<InvalidDataException>(() => Plan.Of(changed, DemoData.Mapping));
        Assert.Contains("statement/99", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_projects_copy_of_the_scenario_is_the_shared_one()
    {
        var shared = Shared.Path("acceptance/istanbul.json");
        Assert.SkipUnless(File.Exists(shared), $"skipped: {Shared.Missing}");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(shared)), Scenario));
    }
}
