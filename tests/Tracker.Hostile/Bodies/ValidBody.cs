using System.Text.Json.Nodes;
using Tracker.Acceptance.Servers;
using Tracker.Hostile.Shooting;

namespace Tracker.Hostile.Bodies;

/// <summary>A body that a schema of the document allows, with references to what is there, so that its mutations get far.</summary>
sealed class ValidBody(ApiRoutes routes, Dice dice)
{
    const int Deepest = 4;

    public JsonObject Of(string schema) => Object(routes.Schema(schema), schema, 0);

    JsonObject Object(JsonObject schema, string name, int depth)
    {
        var required = schema["required"]?.AsArray().Select(field => (string)field!).ToHashSet(StringComparer.Ordinal) ?? [];
        var body = new JsonObject();
        foreach (var (field, of) in schema["properties"]?.AsObject() ?? [])
        {
            if (required.Contains(field) || (depth < Deepest && dice.One(3))) body[field] = Value(of!.AsObject(), name, field, depth + 1);
        }
        return body;
    }

    JsonNode? Value(JsonObject schema, string owner, string field, int depth)
    {
        if (field == "changes") return dice.Of<JsonObject>(new() { ["text"] = Word() }, new() { ["saidAt"] = "2025-05-16" }, new() { ["speakers"] = Some(World.Actors) }, new() { ["positions"] = new JsonArray() }, new() { ["kind"] = "demand" });
        var inner = schema["oneOf"]?.AsArray().Select(one => one!.AsObject()).FirstOrDefault(one => one.ContainsKey("$ref")) ?? schema;
        if (ApiRoutes.Name((string?)inner["$ref"]) is { } reference)
        {
            var referred = routes.Schema(reference);
            if (referred["enum"] is { } names) return dice.Of<JsonNode?>(names.AsArray().ToList())!.DeepClone();
            return referred.ContainsKey("properties") ? Object(referred, reference, depth) : Free(field);
        }
        return Is(schema, "array") ? List(schema, owner, field, depth) : Is(schema, "boolean") ? dice.One(2) : Is(schema, "number") || Is(schema, "integer") ? dice.Next(90) : Text(owner, field);
    }

    JsonArray List(JsonObject schema, string owner, string field, int depth)
    {
        var list = new JsonArray();
        var items = schema["items"]?.AsObject();
        if (items is null) return Listed(owner, field);
        for (var left = dice.Between(0, 2); left > 0; left--) list.Add(Value(items, owner, field, depth));
        return list;
    }

    JsonArray Listed(string owner, string field) => field switch
    {
        "scopes" => new JsonArray("read"),
        "evidence" => new JsonArray("statement/" + dice.Of(World.Statements)),
        "topics" => Some(World.Topics),
        "meetings" => Some(World.Meetings),
        "mode" or "aux" or "metonyms" => new JsonArray(Word()),
        "speakers" or "reportedBy" or "onBehalfOf" when owner == "StatementRequest" && dice.One(4) => new JsonArray(new JsonObject { ["name"] = "Name of " + dice.Of(World.Actors) }),
        _ => Some(World.Actors),
    };

    JsonNode Text(string owner, string field) => field switch
    {
        "id" => $"{dice.Of("x", "y", "z")}{dice.Next(40)}",
        "story" => dice.One(5) ? "other" : "small",
        "topic" or "opposes" => dice.Of(World.Topics),
        "parent" => dice.Of(owner.StartsWith("Topic", StringComparison.Ordinal) ? World.Topics : owner.StartsWith("Meeting", StringComparison.Ordinal) ? World.Meetings : World.Actors),
        "meeting" or "previous" => dice.Of(World.Meetings),
        "place" => World.Places[0],
        "inReplyTo" or "sameUtteranceAs" or "of" => dice.Of(World.Statements),
        "into" => dice.Of(World.Spares),
        "to" when owner == "LinkRequest" => "statement/" + dice.Of(World.Statements),
        "about" => dice.Of("meeting/noon", "actor/ann", "topic/tea", "statement/s1", "act/closing"),
        "actor" or "host" or "organizer" or "organization" or "by" or "onBehalfOf" or "translator" => dice.Of(World.Actors),
        "saidAt" or "at" or "start" or "end" or "from" or "to" or "publishedAt" or "retrievedAt" or "atUntil" or "expiresAt" => dice.Of("2025", "2025-05-16", "2025-05-16T13:00:00Z", "2025-05-11/2025-05-15", "2025-21"),
        "field" => dice.Of("start", "end", "place", "name", "attendance", "background", "casualties"),
        "tz" => "Europe/Kyiv",
        "lang" or "translatedFrom" => dice.Of("en", "uk", "tr"),
        "country" => "TR",
        "duration" => "PT2H",
        "url" => "https://example.org/" + dice.Next(9),
        "page" => $"page-{dice.Next(9)}",
        "entity" => "statement/" + dice.Of(World.Statements),
        "key" => dice.One(3) ? RunningServer.AdminKey : Word(),
        _ => Word(),
    };

    JsonNode Free(string field) => field == "actor" ? dice.Of(World.Actors) : dice.Of<JsonNode>("2025-05-16T12:00:00Z", 7, 1.5, true, new JsonArray(1, "two"), new JsonObject { ["a"] = new JsonObject { ["b"] = 1 } });

    JsonArray Some(IReadOnlyList<string> ids) => dice.One(3) ? new JsonArray(dice.Of(ids), dice.Of(ids)) : new JsonArray(dice.Of(ids));

    string Word() => $"{dice.Of("The meeting", "A cease of fire", "Нічого про Україну", "Görüşmeler")} {dice.Next(1_000_000)}";

    static bool Is(JsonObject schema, string type) => schema["type"] is JsonArray several ? several.Any(one => (string?)one == type) : (string?)schema["type"] == type;
}
