using System.Text.Json.Nodes;

namespace Tracker.Server.Demo;

/// <summary>An entity of the scenario.</summary>
/// <param name="Ref">As the scenario names it: <c>actor/putin</c>.</param>
public sealed record Entity(string Ref, Collection Collection, JsonObject Source);

/// <summary>Request bodies for the scenario's entities, made by the mapping's lines and nothing else.</summary>
public sealed class Bodies(JsonObject scenario, Mapping mapping)
{
    /// <summary>The entities of a collection, in the file's order.</summary>
    public IEnumerable<Entity> In(Collection collection)
    {
        var node = scenario[collection.Name.Replace("[]", "", StringComparison.Ordinal)];
        var sources = node is JsonArray list ? list.Select(item => item!.AsObject()) : [node!.AsObject()];
        return sources.Select(source => new Entity((string?)source["id"] ?? "", collection, source));
    }

    /// <summary>The whole request body of an entity.</summary>
    /// <exception cref="InvalidDataException">It has a field that the mapping does not name.</exception>
    public JsonObject Of(Entity entity)
    {
        var body = new JsonObject();
        foreach (var leaf in Leaves.Of(entity.Source, entity.Collection.Name))
            Put(body, leaf, entity);
        foreach (var part in Parts(entity))
            (body[part.Collection.List!] ??= new JsonArray()).AsArray().Add(Of(part));
        foreach (var (name, value) in entity.Collection.Default)
            body[name] ??= value!.DeepClone();
        foreach (var (name, value) in entity.Collection.Add)
            body[name] = value!.DeepClone();
        return body;
    }

    /// <summary>What an entity refers to, as the scenario names it; itself left out.</summary>
    public IEnumerable<string> References(Entity entity) =>
        Leaves.Of(entity.Source, entity.Collection.Name)
            .Where(leaf => leaf.Value is not null && mapping.RuleFor(leaf.Path) is { Bare: true, To: not "id" })
            .Select(leaf => leaf.Value!.GetValue<string>())
            .Concat(Parts(entity).SelectMany(References));

    IEnumerable<Entity> Parts(Entity entity) => mapping.Collections
        .Where(collection => collection.Into == entity.Collection.Name)
        .SelectMany(In)
        .Where(part => (string?)part.Source[part.Collection.By!] == entity.Ref);

    void Put(JsonObject body, Leaf leaf, Entity entity)
    {
        if (leaf.Value is null)
            return;
        var rule = mapping.RuleFor(leaf.Path) ?? throw new InvalidDataException($"The mapping does not name '{leaf.Path}'.");
        var to = rule.By is null ? rule.To : rule.Choices[TextAt(entity.Source, rule.By)];
        if (to is not null)
            BodyPath.Put(body, to, leaf.Indexes, rule.Convert(leaf), rule);
    }

    static string TextAt(JsonObject source, string path) =>
        (string?)path.Split('.').Aggregate((JsonNode?)source, (node, name) => node?[name]) ?? "";
}
