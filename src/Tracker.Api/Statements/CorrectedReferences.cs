using System.Text.Json;
using Tracker.Api.Writing;

namespace Tracker.Api.Statements;

/// <summary>What a corrected field's new value refers to. A value of the wrong shape adds nothing here: the domain refuses it by name.</summary>
internal static class CorrectedReferences
{
    public static void Add(References exist, string field, JsonElement value)
    {
        var at = "changes." + field;
        switch (field)
        {
            case "speakers" or "onBehalfOf" or "to" or "reportedBy": AddList(exist, "actor", at, value); break;
            case "platform": AddOne(exist, "actor", at, value); break;
            case "meeting": AddOne(exist, "meeting", at, value); break;
            case "inReplyTo" or "sameUtteranceAs": AddOne(exist, "statement", at, value); break;
            case "duplicate" when value.ValueKind == JsonValueKind.Object && value.TryGetProperty("of", out var of): AddOne(exist, "statement", at + ".of", of); break;
            case "about" when value.ValueKind == JsonValueKind.Object:
                foreach (var part in value.EnumerateObject())
                {
                    if (part.Name is "actors" or "meetings" or "topics") AddList(exist, part.Name[..^1], $"{at}.{part.Name}", part.Value);
                }
                break;
            case "positions" when value.ValueKind == JsonValueKind.Array:
                foreach (var (position, i) in value.EnumerateArray().Select((position, i) => (position, i)))
                {
                    if (position.ValueKind == JsonValueKind.Object && position.TryGetProperty("topic", out var topic)) AddOne(exist, "topic", $"{at}[{i}].topic", topic);
                }
                break;
        }
    }

    static void AddList(References exist, string kind, string field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array) return;
        foreach (var (item, i) in value.EnumerateArray().Select((item, i) => (item, i))) AddOne(exist, kind, $"{field}[{i}]", item);
    }

    static void AddOne(References exist, string kind, string field, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) exist.Add(kind, field, value.GetString());
    }
}
