using System.Text.Json.Nodes;

namespace Tracker.Server.Demo;

/// <summary>Where one field of the scenario goes (a line of the mapping's <c>fields</c>), or why it is left out.</summary>
public sealed record FieldRule
{
    /// <summary>Path in the request body: names, <c>[]</c> for the index of the source, <c>[0]</c> for the first. Null = left out.</summary>
    public string? To { get; init; }
    /// <summary>Chooses among <see cref="Choices"/> by the text at this path of the entity.</summary>
    public string? By { get; init; }
    public IReadOnlyDictionary<string, string> Choices { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
    /// <summary><c>actor/putin</c> becomes <c>putin</c>.</summary>
    public bool Bare { get; init; }
    public IReadOnlyDictionary<string, string>? Table { get; init; }
    public string Prefix { get; init; } = "";
    public string Join { get; init; } = "; ";
    public bool Front { get; init; }
    /// <summary>Why the field is left out.</summary>
    public string? Out { get; init; }

    /// <exception cref="InvalidDataException">The line says neither where the field goes nor why not, or says what this program does not know.</exception>
    public static FieldRule Read(string field, JsonObject line)
    {
        string[] known = ["to", "by", "as", "prefix", "join", "front", "out"];
        if (line.FirstOrDefault(part => !known.Contains(part.Key, StringComparer.Ordinal)).Key is { } unknown)
            throw new InvalidDataException($"Mapping of '{field}': '{unknown}' is not known.");
        if (line.ContainsKey("to") == line.ContainsKey("out"))
            throw new InvalidDataException($"Mapping of '{field}': say either 'to' or 'out'.");
        return new FieldRule
        {
            To = line["to"] is JsonValue to ? to.GetValue<string>() : null,
            By = (string?)line["by"],
            Choices = line["to"] is JsonObject choices ? Texts(choices) : new Dictionary<string, string>(StringComparer.Ordinal),
            Bare = line["as"] is JsonValue,
            Table = line["as"] is JsonObject table ? Texts(table) : null,
            Prefix = (string?)line["prefix"] ?? "",
            Join = (string?)line["join"] ?? "; ",
            Front = (bool?)line["front"] ?? false,
            Out = (string?)line["out"],
        };
    }

    /// <summary>The value as the request has it.</summary>
    public JsonNode Convert(Leaf leaf)
    {
        if (!leaf.Value!.TryGetValue<string>(out var text))
            return leaf.Value.DeepClone();
        if (Bare)
            text = text[(text.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (Table is not null)
            text = Table.TryGetValue(text, out var other) ? other : throw new InvalidDataException($"Mapping of '{leaf.Path}': '{text}' is not in its table.");
        return JsonValue.Create(Prefix + text);
    }

    static Dictionary<string, string> Texts(JsonObject pairs) => pairs.ToDictionary(pair => pair.Key, pair => (string)pair.Value!, StringComparer.Ordinal);
}
