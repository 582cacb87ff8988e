using System.Text.Json.Nodes;

namespace Tracker.Acceptance.Wire;

/// <summary>One live item, as a transport gave it.</summary>
sealed record Item(JsonNode Json)
{
    public long Position { get; } = (long)Json["position"]!;
    public string Kind { get; } = (string)Json["kind"]!;
    public string Entity { get; } = (string)Json["entity"]!;
    public IReadOnlyList<string> Touches { get; } = [.. Json["touches"]!.AsArray().Select(touch => (string)touch!)];
    public JsonNode Data => Json["data"]!;
    public string Text { get; } = Json.ToJsonString();
}
