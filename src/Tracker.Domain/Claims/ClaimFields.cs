using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tracker.Domain.Acts;
using Tracker.Domain.Actors;
using Tracker.Domain.Meetings;
using Tracker.Domain.Places;
using Tracker.Domain.Statements;
using Tracker.Domain.Stories;
using Tracker.Domain.Topics;

namespace Tracker.Domain.Claims;

/// <summary>
/// On which fields of which entities there can be claims, and what a value must be: the fields of the entity's own profile; of a meeting also
/// <c>status</c>, <c>outcome</c> and <c>participants.ACTOR</c> (an attendance); of every kind <c>background</c> (a sentence; such claims never conflict).
/// </summary>
public static class ClaimFields
{
    public const string Background = "background";
    const string Participants = "participants.";

    static readonly JsonSerializerOptions Strict = new(Events.Json)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, AllowDuplicateProperties = false,
    };

    static readonly Dictionary<string, Type> Profiles = new(StringComparer.Ordinal)
    {
        ["story"] = typeof(StoryProfile), ["actor"] = typeof(ActorProfile), ["place"] = typeof(PlaceProfile), ["topic"] = typeof(TopicProfile),
        ["meeting"] = typeof(MeetingProfile), ["act"] = typeof(ActProfile), ["statement"] = typeof(StatementContent),
    };

    // What follows from other fields, or can never be another one.
    static readonly string[] Fixed = ["story", "holders", "saidUntil", "atUntil", "duplicate"];

    static readonly string[] Dates = ["start", "end", "at", "saidAt"];

    public static IReadOnlyList<string> Kinds { get; } = [.. Profiles.Keys];

    /// <summary>The fields of an entity kind that a claim may be about; <c>participants.ACTOR</c> stands for one an actor.</summary>
    public static IReadOnlyList<string> Of(string kind) =>
    [
        .. Events.Json.GetTypeInfo(Profiles[kind]).Properties.Select(property => property.Name).Except(Fixed, StringComparer.Ordinal),
        .. kind == "meeting" ? (string[])["status", "outcome", Participants + "ACTOR"] : [],
        Background,
    ];

    /// <summary>The actor of <c>participants.ACTOR</c>, or null for another field.</summary>
    public static string? Participant(string field) => field.StartsWith(Participants, StringComparison.Ordinal) ? field[Participants.Length..] : null;

    /// <summary>True for a field of the entity's own profile: where an editor prefers a claim, the entity is revised to it.</summary>
    public static bool OfProfile(string about, string field) =>
        Profiles.TryGetValue(Ref.KindOf(about), out var profile) && field != Background && !Fixed.Contains(field, StringComparer.Ordinal)
        && Events.Json.GetTypeInfo(profile).Properties.Any(property => property.Name == field);

    /// <summary>A profile with another value for one field.</summary>
    /// <returns>Null when the value does not fit.</returns>
    public static T? With<T>(T profile, string field, JsonElement value) where T : class
    {
        var whole = JsonSerializer.SerializeToNode(profile, Events.Json)!.AsObject();
        whole[field] = JsonNode.Parse(value.GetRawText());
        try
        {
            return whole.Deserialize<T>(Strict);
        }
        catch (Exception unfit) when (unfit is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    internal static Refusal? Check(string about, string field, JsonElement value)
    {
        if (Rules.Reference(about, "about", [.. Profiles.Keys]) is { } malformed) return malformed;
        var kind = Ref.KindOf(about);
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return Refusals.Invalid("value", "A claim has a value.");
        if (!Readable(value)) return Refusals.Invalid("value", "A text in it is no valid Unicode.");
        if (field == Background) return value.ValueKind == JsonValueKind.String ? Rules.Words(value.GetString(), "value") : Refusals.Invalid("value", "Background is a sentence.");
        if (kind == "meeting" && Participant(field) is { } actor) return Rules.Id(actor, "field") ?? Named<Attendance>(value);
        if (kind == "meeting" && field == "status") return Named<MeetingStatus>(value);
        if (kind == "meeting" && field == "outcome") return Named<MeetingOutcome>(value);
        if (!OfProfile(about, field))
            return Refusals.Invalid("field", $"'{(field.Length > 100 ? field[..100] : field)}' is no field of a {kind} that can be claimed; fields are {string.Join(", ", Of(kind))}.");
        return Fits(Profiles[kind], field, value) ?? (Dates.Contains(field, StringComparer.Ordinal) ? Rules.Date(value.GetString(), "value") : null);
    }

    /// <summary>A lone surrogate in a text or a name cannot be read as a string.</summary>
    static bool Readable(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() is not null,
                JsonValueKind.Array => value.EnumerateArray().All(Readable),
                JsonValueKind.Object => value.EnumerateObject().All(member => member.Name is not null && Readable(member.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    static Refusal? Fits(Type profile, string field, JsonElement value)
    {
        try
        {
            new JsonObject { [field] = JsonNode.Parse(value.GetRawText()) }.Deserialize(profile, Strict);
            return null;
        }
        catch (Exception unfit) when (unfit is JsonException or InvalidOperationException)
        {
            return Refusals.Invalid("value", $"It is not what the field '{field}' takes.");
        }
    }

    static Refusal? Named<T>(JsonElement value) where T : struct, Enum =>
        value.ValueKind == JsonValueKind.String && Enum.GetNames<T>().Any(name => JsonNamingPolicy.SnakeCaseLower.ConvertName(name) == value.GetString())
            ? null
            : Refusals.Invalid("value", $"One of {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}.");
}
