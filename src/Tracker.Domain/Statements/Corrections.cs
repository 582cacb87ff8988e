using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tracker.Domain.Statements;

/// <summary>Corrections as JSON over the stored form of a statement: strict on fields and types, so that nothing is dropped unseen.</summary>
public static class Corrections
{
    const int LongestText = 100_000;
    const int LongestString = 2_000;
    const int LongestList = 200;
    const int Deepest = 8;

    static readonly JsonSerializerOptions Strict = new(Events.Json)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
    };

    static readonly string[] Fixed = ["story", "holders", "saidUntil"];

    /// <summary>Fields that can be corrected, camelCase. Not the story (a statement stays in its own), not <c>holders</c> and <c>saidUntil</c> (they follow from others).</summary>
    public static IReadOnlyList<string> Fields { get; } =
        [.. Events.Json.GetTypeInfo(typeof(StatementContent)).Properties.Select(property => property.Name).Except(Fixed, StringComparer.Ordinal)];

    /// <summary>Whoever may hold a position, on what, and when: a correction of anything else changes no cell.</summary>
    internal static readonly IReadOnlySet<string> OfPositions =
        new HashSet<string>(StringComparer.Ordinal) { "speakers", "onBehalfOf", "positions", "saidAt", "historical", "duplicate" };

    /// <summary>Where its conditions are decided: a correction of these changes what is so of them.</summary>
    internal static readonly IReadOnlySet<string> OfConditions = new HashSet<string>(StringComparer.Ordinal) { "to", "about" };

    internal static (StatementContent? Content, Refusal? Refusal) Overlay(StatementContent content, IReadOnlyDictionary<string, JsonElement> changes)
    {
        var whole = JsonSerializer.SerializeToNode(content, Events.Json)!.AsObject();
        try
        {
            foreach (var (field, value) in changes)
            {
                if (Refuse(field, value) is { } refusal) return (null, refusal);
                whole.Remove(field);
                if (WithoutNulls(value) is { } node) whole[field] = node;
            }
            return (whole.Deserialize<StatementContent>(Strict), null);
        }
        catch (JsonException wrong)
        {
            return (null, Refusals.Invalid(PathOf(wrong, changes), "It is not of the type that this field has, or has a field that it lacks."));
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate in a text or a name cannot be read as a string.
            return (null, Refusals.Invalid("changes", "A text in it is no valid Unicode."));
        }
    }

    /// <summary>Old and new value of each field that differs; derived fields are not listed.</summary>
    internal static Dictionary<string, Change> Changes(StatementContent before, StatementContent after)
    {
        var old = JsonSerializer.SerializeToElement(before, Events.Json);
        var now = JsonSerializer.SerializeToElement(after, Events.Json);
        var changes = new Dictionary<string, Change>(StringComparer.Ordinal);
        foreach (var field in Fields)
        {
            var change = new Change { Old = Value(old, field), New = Value(now, field) };
            if (change.Old?.GetRawText() != change.New?.GetRawText()) changes[field] = change;
        }
        return changes;
    }

    static JsonElement? Value(JsonElement whole, string field) => whole.TryGetProperty(field, out var value) ? value : null;

    static Refusal? Refuse(string field, JsonElement value)
    {
        if (Fixed.Contains(field, StringComparer.Ordinal))
            return Refusals.Invalid("changes." + field, field == "story" ? "A statement stays in its story; retract it and post it there." : "It follows from other fields and cannot be corrected itself.");
        if (!Fields.Contains(field, StringComparer.Ordinal))
            return Refusals.Invalid("changes", $"'{(field.Length > 100 ? field[..100] : field)}' is no field of a statement; fields are {string.Join(", ", Fields)}.");
        return Fits(value, field == "text" ? LongestText : LongestString, Deepest)
            ? null
            : Refusals.Invalid("changes." + field, $"Too long: text has at most {LongestText} characters, other strings {LongestString}, lists {LongestList} entries.");
    }

    static bool Fits(JsonElement value, int longest, int depth) => depth > 0 && value.ValueKind switch
    {
        // The raw text counts escapes as more than one character, so that only what might be too long is measured exactly.
        JsonValueKind.String => value.GetRawText().Length <= longest || Measured(value) <= longest,
        JsonValueKind.Array => value.GetArrayLength() <= LongestList && value.EnumerateArray().All(one => Fits(one, longest, depth - 1)),
        JsonValueKind.Object => value.EnumerateObject().All(one => Fits(one.Value, longest, depth - 1)),
        _ => true,
    };

    static int Measured(JsonElement text)
    {
        try
        {
            return text.GetString()!.Length;
        }
        catch (InvalidOperationException)
        {
            return 0; // a lone surrogate: refused when the statement is read
        }
    }

    // null = absent, at every depth of an object; a null in a list stays and is refused by the rules.
    static JsonNode? WithoutNulls(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.Object => Object(value),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(WithoutNulls)]),
        _ => JsonValue.Create(value),
    };

    static JsonObject Object(JsonElement value)
    {
        var result = new JsonObject();
        foreach (var member in value.EnumerateObject())
        {
            if (WithoutNulls(member.Value) is { } node) result[member.Name] = node;
        }
        return result;
    }

    static string PathOf(JsonException wrong, IReadOnlyDictionary<string, JsonElement> changes)
    {
        var path = wrong.Path is { Length: > 2 } known ? known[2..] : "";
        var field = changes.Keys.FirstOrDefault(key => path.StartsWith(key, StringComparison.Ordinal));
        return field is null ? "changes" : "changes." + (path.Length <= 200 ? path : field);
    }
}
