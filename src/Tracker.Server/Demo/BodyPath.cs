using System.Text.Json.Nodes;

namespace Tracker.Server.Demo;

/// <summary>Puts a value into a request body at a path like <c>positions[].conditions[].text</c>, making what is missing on the way.</summary>
static class BodyPath
{
    public static void Put(JsonObject body, string path, IReadOnlyList<int> indexes, JsonNode value, FieldRule rule)
    {
        var parts = path.Split('.');
        var (at, used) = (body, 0);
        foreach (var part in parts[..^1])
            at = Step(at, part, indexes, ref used);
        var last = parts[^1];
        if (last.EndsWith("[]", StringComparison.Ordinal))
            (at[last[..^2]] ??= new JsonArray()).AsArray().Add(value);
        else
            at[last] = at[last] is { } there ? Joined(there, value, rule) : value;
    }

    static JsonObject Step(JsonObject at, string part, IReadOnlyList<int> indexes, ref int used)
    {
        var bracket = part.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0)
            return (at[part] ??= new JsonObject()).AsObject();
        var list = (at[part[..bracket]] ??= new JsonArray()).AsArray();
        var index = part.EndsWith("[]", StringComparison.Ordinal) ? indexes[used++] : 0;
        while (list.Count <= index)
            list.Add(new JsonObject());
        return list[index]!.AsObject();
    }

    static JsonValue Joined(JsonNode there, JsonNode value, FieldRule rule)
    {
        var (first, second) = rule.Front ? (value, there) : (there, value);
        return JsonValue.Create(first.GetValue<string>() + rule.Join + second.GetValue<string>());
    }
}
