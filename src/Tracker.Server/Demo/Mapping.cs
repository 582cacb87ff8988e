using System.Text.Json.Nodes;

namespace Tracker.Server.Demo;

/// <summary>How a collection of the scenario is posted.</summary>
/// <param name="Path">Where, or null for one that is part of another (<see cref="Into"/>).</param>
/// <param name="Add">Constant fields of every body.</param>
/// <param name="Default">Fields of a body where the entity gives none.</param>
/// <param name="Into">Collection whose entities hold these as a list.</param>
/// <param name="By">The field that names the holder.</param>
/// <param name="List">The holder's field.</param>
public sealed record Collection(string Name, string? Path, JsonObject Add, JsonObject Default, string? Into, string? By, string? List);

/// <summary>The mapping file, read: where each field goes, how collections are posted, which calls play which step.</summary>
public sealed class Mapping
{
    readonly Dictionary<string, FieldRule> fields;
    readonly List<(string[] Parts, FieldRule Rule)> wild;

    Mapping(JsonObject file)
    {
        Name = (string)file["name"]!;
        Collections = [.. file["entities"]!.AsObject().Select(entry => ReadCollection(entry.Key, entry.Value!.AsObject()))];
        fields = file["fields"]!.AsObject().ToDictionary(line => line.Key, line => FieldRule.Read(line.Key, line.Value!.AsObject()), StringComparer.Ordinal);
        wild = [.. fields.Where(field => field.Key.Contains('*', StringComparison.Ordinal)).Select(field => (field.Key.Split('.'), field.Value))];
        Steps = [.. file["steps"]!.AsArray().Select(step => ((int)step!["step"]!, (IReadOnlyList<JsonObject>)[.. step["calls"]!.AsArray().Select(call => call!.AsObject())]))];
    }

    /// <summary>First part of every idempotency key.</summary>
    public string Name { get; }
    public IReadOnlyList<Collection> Collections { get; }
    public IReadOnlyList<(int Step, IReadOnlyList<JsonObject> Calls)> Steps { get; }

    /// <exception cref="InvalidDataException">A line that this program does not understand.</exception>
    public static Mapping Read(JsonNode file) => new(file.AsObject());

    /// <summary>The line for the field at <paramref name="path"/>, or null when the mapping does not name it.</summary>
    public FieldRule? RuleFor(string path)
    {
        if (fields.TryGetValue(path, out var rule))
            return rule;
        var parts = path.Split('.');
        return wild.FirstOrDefault(entry => entry.Parts.Length == parts.Length && entry.Parts.Zip(parts).All(pair => Fits(pair.First, pair.Second))).Rule;
    }

    /// <summary>Fields of the scenario that the mapping does not name. A null or an empty list is named when a field below it is.</summary>
    public IEnumerable<string> Unnamed(JsonNode scenario) => Leaves.Of(scenario, "")
        .Where(leaf => RuleFor(leaf.Path) is null && !(leaf.Value is null && fields.Keys.Any(known => IsBelow(known, leaf.Path))))
        .Select(leaf => leaf.Path).Distinct(StringComparer.Ordinal);

    /// <summary>Fields that the mapping names and the scenario does not have.</summary>
    public IEnumerable<string> Idle(JsonNode scenario)
    {
        var paths = Leaves.Of(scenario, "").Select(leaf => leaf.Path).ToHashSet(StringComparer.Ordinal);
        return fields.Keys.Where(known => !known.Contains('*', StringComparison.Ordinal) && !paths.Contains(known));
    }

    static bool IsBelow(string known, string path) => known.StartsWith(path, StringComparison.Ordinal) && known.Length > path.Length && known[path.Length] is '.' or '[';

    static bool Fits(string pattern, string part) =>
        pattern == part || (pattern == "*" && !part.EndsWith("[]", StringComparison.Ordinal)) || (pattern == "*[]" && part.EndsWith("[]", StringComparison.Ordinal));

    static Collection ReadCollection(string name, JsonObject entry) =>
        new(name, (string?)entry["path"], entry["add"]?.AsObject() ?? [], entry["default"]?.AsObject() ?? [], (string?)entry["into"], (string?)entry["by"], (string?)entry["list"]);
}
