using System.Text.Json.Nodes;

namespace Tracker.Server.Demo;

/// <summary>A value of the scenario file and where it stands.</summary>
/// <param name="Path">From the root, <c>[]</c> for any element: <c>statements[].positions[].topic</c>. An empty list is a leaf too (<c>topics[]</c>).</param>
/// <param name="Indexes">Index of each <c>[]</c> below the node that was walked.</param>
/// <param name="Value">Null for JSON null and for an empty list or object.</param>
public sealed record Leaf(string Path, IReadOnlyList<int> Indexes, JsonValue? Value);

public static class Leaves
{
    /// <summary>All leaves under <paramref name="node"/>, which stands at <paramref name="path"/>, in the file's order.</summary>
    public static IEnumerable<Leaf> Of(JsonNode? node, string path) => Walk(node, path, []);

    static IEnumerable<Leaf> Walk(JsonNode? node, string path, IReadOnlyList<int> indexes) => node switch
    {
        JsonObject { Count: > 0 } fields => fields.SelectMany(field => Walk(field.Value, path.Length == 0 ? field.Key : $"{path}.{field.Key}", indexes)),
        JsonArray { Count: > 0 } items => items.SelectMany((item, i) => Walk(item, path + "[]", [.. indexes, i])),
        JsonArray => [new Leaf(path + "[]", indexes, null)],
        _ => [new Leaf(path, indexes, node as JsonValue)],
    };
}
