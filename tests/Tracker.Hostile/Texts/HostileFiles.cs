using System.Text.Json.Nodes;
using Tracker.Acceptance;

namespace Tracker.Hostile.Texts;

/// <summary>Collections of others, beside the clone; without them their tests are skipped, and say so.</summary>
static class HostileFiles
{
    /// <summary>The Big List of Naughty Strings.</summary>
    public static IReadOnlyList<string> Strings() => [.. Read("blns.json").AsArray().Select(text => (string)text!)];

    /// <summary>JSON documents by name: <c>y_</c> must be read, <c>n_</c> must be refused, <c>i_</c> is the reader's choice.</summary>
    public static IReadOnlyList<(string Name, string Json)> Documents() => [.. Read("json-test-suite.json").AsArray().Select(one => ((string)one!["name"]!, (string)one["input"]!))];

    /// <summary>Characters that look like others.</summary>
    public static IReadOnlyList<string> Homoglyphs() => [.. Read("homoglyphs.json").AsObject().Select(pair => pair.Key)];

    static JsonNode Read(string name)
    {
        var file = Shared.Path("data/hostile/" + name);
        Assert.SkipUnless(File.Exists(file), $"data/hostile/{name}: {Shared.Missing}");
        return JsonNode.Parse(File.ReadAllText(file))!;
    }
}
