using System.Text;
using System.Text.Json.Nodes;
using Tracker.Hostile.Shooting;
using Tracker.Hostile.Texts;

namespace Tracker.Hostile.Bodies;

/// <summary>Spoils a valid body: first its fields, then perhaps its bytes.</summary>
static class Mutation
{
    /// <summary>Tokens that stand where a value stood, as they are.</summary>
    static readonly IReadOnlyList<string> Tokens =
    [
        "null", "true", "0", "-1", "-0", "1.5", "1e400", "-1e400", "1E-400", "99999999999999999999999999", "NaN", "Infinity", "-Infinity", "0x10", "01", "+1", ".5", "undefined", "'x'", "\"\"", "[]", "{}", "[null]", "[[[[[]]]]]", "[{}]", "{\"\":{}}", "\"\\ud800\"", "\"\\udc00x\"", "\"\\u0000\"", "\"\\x\"", "\"a\nb\"", "\"unterminated",
        "[\"ann\",\"ann\"]", "{\"name\":\"\"}", "{\"name\":\"Name of ann\",\"x\":1}", "{\"name\":null}", "[{\"name\":7}]", "{\"__proto__\":{\"x\":1}}", "1.0000000000000000000000000000000000000001", "/*c*/1", "1//c", "\"\\ud83d\\ude00\"", "\"\\uD83D\"", "false", "[1,]", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "{\"a\":{\"a\":1,\"a\":2}}",
    ];

    public static (string What, byte[] Body) Of(JsonObject valid, Dice dice)
    {
        var tokens = new List<string>();
        var what = new StringBuilder();
        for (var left = dice.Of(0, 0, 1, 1, 1, 2, 3); left > 0; left--) what.Append(Field(valid, tokens, dice)).Append(' ');
        var json = valid.ToJsonString();
        for (var i = 0; i < tokens.Count; i++) json = json.Replace($"\"@@{i}@@\"", tokens[i], StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(json);
        return dice.One(5) ? SpoiledBytes.Of(bytes, what.ToString(), dice) : (what.Append("field").ToString(), bytes);
    }

    static string Field(JsonObject body, List<string> tokens, Dice dice)
    {
        var places = Places(body).ToList();
        var (holder, name) = places.Count == 0 || dice.One(8) ? (body, "extra") : dice.Of<(JsonObject, string)>(places);
        switch (dice.Next(9))
        {
            case 0:
                holder.Remove(name);
                return $"without {name}";
            case 1:
                var more = dice.Of("mood", "__proto__", "$type", "$id", "$ref", "", " ", "a.b", "positions[0]", "ID", "\u0000", "id\u200b", new string('n', 3_000));
                holder[more] = 1;
                return "a field more";
            case 2:
                holder[name] = Raw($"{Written(holder[name])},\"{name}\":{Written(holder[name])}");
                return $"{name} twice";
            case 3:
                holder[name] = dice.Of(Poison.Ids);
                return $"{name} of an id's wrong form";
            case 4:
                holder[name] = dice.Of(Poison.Dates);
                return $"{name} of a date's wrong form";
            case 5:
                holder[name] = Big(dice);
                return $"{name} too big";
            case 6:
                holder[name] = Poison.Any(dice);
                return $"{name} of hostile text";
            default:
                var token = dice.Of(Tokens);
                holder[name] = Raw(token);
                return $"{name} as {token}";
        }

        JsonNode Raw(string token)
        {
            tokens.Add(token);
            return $"@@{tokens.Count - 1}@@";
        }

        JsonNode Big(Dice with) => with.Next(7) switch
        {
            0 => new string('x', 2_001),
            1 => new string('я', 100_000),
            2 => new string('x', 100_001),
            3 => new JsonArray([.. Enumerable.Range(0, 201).Select(n => (JsonNode)$"a{n}")]),
            4 => new JsonArray([.. Enumerable.Range(0, 200).Select(_ => (JsonNode)new JsonObject { ["name"] = "Name of ann" })]),
            5 => Raw(new string('[', 40) + new string(']', 40)),
            _ => Raw(new string('9', 20_000)),
        };

        static string Written(JsonNode? value) => value?.ToJsonString() ?? "null";
    }

    static IEnumerable<(JsonObject Holder, string Name)> Places(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var place in list.SelectMany(Places)) yield return place;
        }
        if (node is not JsonObject holder) yield break;
        foreach (var (name, value) in holder.ToList())
        {
            yield return (holder, name);
            foreach (var place in Places(value)) yield return place;
        }
    }
}
