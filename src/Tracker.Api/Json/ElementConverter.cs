using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracker.Api.Json;

/// <summary>Values that the contract leaves open (of a claim, of a correction): any JSON whose names and strings are text.</summary>
public sealed class ElementConverter : JsonConverter<JsonElement>
{
    public override bool HandleNull => true;

    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var element = JsonElement.ParseValue(ref reader);
        return IsText(element) ? element : throw new NotAllowedException("Has half of a surrogate pair, which is no text.");
    }

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);

    // An element is kept as it was written: half a pair in it would be found only by whoever reads it, and then by every reader of the record.
    static bool IsText(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.String => element.GetString() is not null,
                JsonValueKind.Array => element.EnumerateArray().All(IsText),
                JsonValueKind.Object => element.EnumerateObject().All(one => one.Name is not null && IsText(one.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
