using System.Text.Json.Nodes;

namespace Tracker.Server.Demo;

/// <summary>The calls that play a scenario, in order. Pure: what is posted is decided by the two files alone.</summary>
public sealed class Plan
{
    readonly JsonObject scenario;
    readonly Mapping mapping;
    readonly Bodies bodies;
    readonly Dictionary<string, Entity> entities;
    readonly HashSet<string> createdByName;
    readonly List<Call> calls = [];

    Plan(JsonObject scenario, JsonObject mappingFile)
    {
        this.scenario = scenario;
        mapping = Mapping.Read(mappingFile);
        bodies = new Bodies(scenario, mapping);
        entities = mapping.Collections.Where(c => c.Path is not null).SelectMany(bodies.In).ToDictionary(entity => entity.Ref, StringComparer.Ordinal);
        createdByName = mapping.Steps.SelectMany(step => step.Calls).Select(call => (string?)call["create"]).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Every call, prelude first.</summary>
    /// <exception cref="InvalidDataException">The mapping leaves a post of the scenario unplayed without a reason, or names what is not there.</exception>
    public static IReadOnlyList<Call> Of(JsonNode scenario, JsonNode mapping)
    {
        var plan = new Plan(scenario.AsObject(), mapping.AsObject());
        foreach (var (step, lines) in plan.mapping.Steps)
        {
            plan.CheckPosts(step, lines);
            foreach (var line in lines)
                plan.Add(step, line);
        }
        return plan.calls;
    }

    void Add(int step, JsonObject line)
    {
        if (line.ContainsKey("out"))
            return;
        if ((string?)line["each"] is { } collection)
            foreach (var entity in InReferenceOrder(collection))
                Append(step, "POST", entity.Collection.Path!, Shaped(entity, line), entity.Ref);
        else if ((string?)line["create"] is { } created)
            Append(step, "POST", Named(created).Collection.Path!, Shaped(Named(created), line), created);
        else if ((string?)line["put"] is { } put)
            AppendPut(step, Named(put), line);
        else if ((string?)line["repeat"] is { } repeated)
            Repeat(step, repeated, (string?)line["for"]);
        else if ((string?)line["post"] is { } path)
            Append(step, "POST", path, (JsonObject)line["body"]!.DeepClone(), (string?)line["for"]);
        else
            throw new InvalidDataException($"Step {step}: a call must say each, create, put, post, repeat or out.");
    }

    void Append(int step, string method, string path, JsonObject body, string? names)
    {
        var n = calls.Count(call => call.Step == step) + 1;
        calls.Add(new Call(step, n, method, path, body, $"{mapping.Name}/{step}/{n}", method == "PUT" ? 200 : 201, names));
    }

    void AppendPut(int step, Entity entity, JsonObject line)
    {
        var body = Shaped(entity, line);
        var id = (string)body["id"]!;
        body.Remove("id");
        Append(step, "PUT", $"{entity.Collection.Path}/{id}", body, names: null);
    }

    void Repeat(int step, string entity, string? names)
    {
        var first = calls.LastOrDefault(call => call.Names == entity) ?? throw new InvalidDataException($"Step {step} repeats '{entity}', which is not posted before.");
        calls.Add(first with { Step = step, N = calls.Count(call => call.Step == step) + 1, Body = (JsonObject)first.Body.DeepClone(), Status = 200, Names = names });
    }

    JsonObject Shaped(Entity entity, JsonObject line)
    {
        var body = bodies.Of(entity);
        foreach (var name in line["without"]?.AsArray() ?? [])
            body.Remove((string)name!);
        foreach (var (name, value) in line["set"]?.AsObject() ?? [])
            body[name] = value?.DeepClone();
        return body;
    }

    Entity Named(string reference) => entities.TryGetValue(reference, out var entity) ? entity : throw new InvalidDataException($"The scenario has no '{reference}'.");

    /// <summary>The entities of a collection that no step creates by name, each after those it refers to, else in the file's order.</summary>
    List<Entity> InReferenceOrder(string collection)
    {
        var members = entities.Values.Where(entity => entity.Collection.Name == collection && !createdByName.Contains(entity.Ref)).ToList();
        var (ordered, seen) = (new List<Entity>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var member in members)
            Visit(member);
        return ordered;

        void Visit(Entity entity)
        {
            if (!seen.Add(entity.Ref))
                return;
            foreach (var other in bodies.References(entity).Select(reference => members.Find(member => member.Ref == reference)).OfType<Entity>())
                Visit(other);
            ordered.Add(entity);
        }
    }

    void CheckPosts(int step, IReadOnlyList<JsonObject> lines)
    {
        var played = lines.SelectMany(line => new[] { (string?)line["create"], (string?)line["for"], (string?)line["out"] }).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var posts = scenario["scenario"]!.AsArray().Where(entry => (int)entry!["step"]! == step).SelectMany(entry => entry!["post"]!.AsArray());
        if (posts.Select(post => (string)post!).FirstOrDefault(post => !played.Contains(post)) is { } forgotten)
            throw new InvalidDataException($"Step {step}: the mapping neither plays '{forgotten}' nor says why not.");
    }
}
