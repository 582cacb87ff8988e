using System.Text.Json.Nodes;
using Tracker.Server.Demo;

namespace Tracker.Acceptance.Istanbul;

/// <summary>The scenario as these tests read it.</summary>
static class ScenarioFile
{
    public const string Story = "ukraine-russia-2025";

    public static JsonNode Root { get; } = DemoData.Scenario;
    public static JsonNode Checks => Root["expected"]!["checks"]!;
    public static IReadOnlyList<Call> Calls { get; } = Plan.Of(DemoData.Scenario, DemoData.Mapping);

    /// <summary>Every expectation of every step, in order.</summary>
    public static IReadOnlyList<(int Step, string Text)> Expectations { get; } =
        [.. Root["scenario"]!.AsArray().SelectMany(step => step!["expect"]!.AsArray().Select(text => ((int)step["step"]!, (string)text!)))];

    public static IEnumerable<JsonNode> All(string collection) => Root[collection]!.AsArray().Select(entity => entity!);

    /// <summary><c>actor/putin</c> becomes <c>putin</c>.</summary>
    public static string Bare(string reference) => reference[(reference.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public static IEnumerable<string> Texts(JsonNode? list) => (list?.AsArray() ?? []).Select(text => (string)text!);
}
