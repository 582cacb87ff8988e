using System.Text.Json.Nodes;

namespace Tracker.Server.Demo;

/// <summary>The demo's two data files, carried inside the program.</summary>
public static class DemoData
{
    public static JsonNode Scenario => Read("istanbul.json");
    public static JsonNode Mapping => Read("istanbul.mapping.json");

    static JsonNode Read(string name)
    {
        using var file = typeof(DemoData).Assembly.GetManifestResourceStream($"Demo/{name}")
            ?? throw new InvalidOperationException($"The program was built without its demo file {name}.");
        return JsonNode.Parse(file)!;
    }
}
