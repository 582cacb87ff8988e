using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracker.Api.Json;

/// <summary>Enumerations by snake_case name; anything else is refused with the list of what is allowed.</summary>
public sealed class NameConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(NameConverter<>).MakeGenericType(typeToConvert))!;
}

/// <inheritdoc cref="NameConverterFactory"/>
public sealed class NameConverter<T> : JsonConverter<T> where T : struct, Enum
{
    static readonly Dictionary<string, T> ByName = Enum.GetValues<T>().ToDictionary(Snake, value => value, StringComparer.Ordinal);
    static readonly Dictionary<T, string> Names = ByName.ToDictionary(pair => pair.Value, pair => pair.Key);
    static readonly string Allowed = "Allowed: " + string.Join(", ", ByName.Keys) + ".";

    public static bool TryParse(string? name, out T value) => ByName.TryGetValue(name ?? "", out value);

    public static string AllowedNames => Allowed;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && ByName.TryGetValue(reader.GetString()!, out var value) ? value : throw new NotAllowedException(Allowed);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Names[value]);

    static string Snake(T value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

/// <summary>Strings up to a length in UTF-16 code units; lone surrogates are refused by the reader itself.</summary>
public sealed class TextConverter(int max) : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new NotAllowedException("Must be a string.");
        string text;
        try
        {
            text = reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new NotAllowedException("Has half of a surrogate pair, which is no text.");
        }
        return text.Length <= max ? text : throw new NotAllowedException($"At most {max} characters; this has {text.Length}.");
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
