using System.Text.Json;
using Tracker.Api.Json;
using Tracker.Api.Statements;
using Tracker.Api.Writing;
using Tracker.Domain;

namespace Tracker.Api.Claims;

/// <summary>
/// The value of a claim as it comes in: what every string and list of a request is held to, and that what it refers to exists. Whether it is what the field
/// takes is for the domain.
/// </summary>
internal static class ClaimedValue
{
    const int Deepest = 8;

    public static Refusal? Check(string field, JsonElement value) => Fits(value, field == "text" ? ApiJson.MaxText : ApiJson.MaxString, Deepest)
        ? null
        : new Refusal("invalid", $"Too long: text has at most {ApiJson.MaxText} characters, other strings {ApiJson.MaxString}, lists {ApiJson.MaxList} entries.", "value");

    /// <param name="kind">Of the entity that the claim is about.</param>
    public static void AddReferences(References exist, string kind, string field, JsonElement value)
    {
        switch (kind, field)
        {
            case ("statement", _): CorrectedReferences.Add(exist, "value", field, value); break;
            case ("story", "parties" or "thirdParties") or ("act", "actors" or "targets"): CorrectedReferences.AddList(exist, "actor", "value", value); break;
            case ("actor", "parent") or ("meeting", "host" or "organizer"): CorrectedReferences.AddOne(exist, "actor", "value", value); break;
            case ("actor", "memberships"): AddMembers(exist, value, ("organization", "actor"), ("onBehalfOf", "actor")); break;
            case ("topic", "parent" or "opposes"): CorrectedReferences.AddOne(exist, "topic", "value", value); break;
            case ("meeting", "place"): CorrectedReferences.AddOne(exist, "place", "value", value); break;
            case ("meeting", "parent" or "previous"): CorrectedReferences.AddOne(exist, "meeting", "value", value); break;
            case ("meeting" or "act", "topics"): CorrectedReferences.AddList(exist, "topic", "value", value); break;
            case ("act", "meetings"): CorrectedReferences.AddList(exist, "meeting", "value", value); break;
            case ("act", "positions"): AddMembers(exist, value, ("actor", "actor"), ("topic", "topic")); break;
            case ("act", "evidence") when value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String):
                exist.AddEvidence("value", [.. value.EnumerateArray().Select(one => one.GetString()!)]);
                break;
        }
    }

    static void AddMembers(References exist, JsonElement list, params ReadOnlySpan<(string Member, string Kind)> members)
    {
        if (list.ValueKind != JsonValueKind.Array) return;
        for (var i = 0; i < list.GetArrayLength(); i++)
        {
            foreach (var (member, kind) in members) CorrectedReferences.AddMember(exist, kind, $"value[{i}]", list[i], member);
        }
    }

    static bool Fits(JsonElement value, int longest, int depth) => depth > 0 && value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Length <= longest,
        JsonValueKind.Array => value.GetArrayLength() <= ApiJson.MaxList && value.EnumerateArray().All(one => Fits(one, longest, depth - 1)),
        JsonValueKind.Object => value.EnumerateObject().All(one => Fits(one.Value, longest, depth - 1)),
        _ => true,
    };
}
