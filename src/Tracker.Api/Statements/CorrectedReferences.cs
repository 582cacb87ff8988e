using System.Text.Json;
using Tracker.Api.Writing;

namespace Tracker.Api.Statements;

/// <summary>What another value of a statement's field refers to. A value of the wrong shape adds nothing here: the domain refuses it by name.</summary>
internal static class CorrectedReferences
{
    /// <param name="at">The request's field that has the value.</param>
    public static void Add(References exist, string at, string field, JsonElement value)
    {
        switch (field)
        {
            case "speakers" or "onBehalfOf" or "to" or "reportedBy": AddList(exist, "actor", at, value); break;
            case "platform": AddOne(exist, "actor", at, value); break;
            case "meeting": AddOne(exist, "meeting", at, value); break;
            case "inReplyTo" or "sameUtteranceAs": AddOne(exist, "statement", at, value); break;
            case "duplicate": AddMember(exist, "statement", at, value, "of"); break;
            case "about" when value.ValueKind == JsonValueKind.Object:
                foreach (var part in value.EnumerateObject())
                {
                    if (part.Name is "actors" or "meetings" or "topics") AddList(exist, part.Name[..^1], $"{at}.{part.Name}", part.Value);
                }
                break;
            case "positions" when value.ValueKind == JsonValueKind.Array:
                foreach (var (position, i) in value.EnumerateArray().Select((position, i) => (position, i)))
                {
                    AddMember(exist, "topic", $"{at}[{i}]", position, "topic");
                    AddConditions(exist, $"{at}[{i}]", position);
                }
                break;
        }
    }

    static void AddConditions(References exist, string field, JsonElement position)
    {
        if (position.ValueKind != JsonValueKind.Object || !position.TryGetProperty("conditions", out var conditions) || conditions.ValueKind != JsonValueKind.Array) return;
        foreach (var (condition, i) in conditions.EnumerateArray().Select((condition, i) => (condition, i)))
        {
            if (condition.ValueKind == JsonValueKind.Object && condition.TryGetProperty("about", out var about) && about.ValueKind == JsonValueKind.String)
                exist.AddReference($"{field}.conditions[{i}].about", about.GetString(), "actor", "meeting", "topic");
        }
    }

    internal static void AddList(References exist, string kind, string field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array) return;
        foreach (var (item, i) in value.EnumerateArray().Select((item, i) => (item, i))) AddOne(exist, kind, $"{field}[{i}]", item);
    }

    internal static void AddMember(References exist, string kind, string field, JsonElement value, string member)
    {
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty(member, out var id)) AddOne(exist, kind, $"{field}.{member}", id);
    }

    internal static void AddOne(References exist, string kind, string field, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) exist.Add(kind, field, value.GetString());
    }
}
