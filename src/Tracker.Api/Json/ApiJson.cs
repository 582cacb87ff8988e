using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tracker.Contracts.Acts;
using Tracker.Contracts.Claims;
using Tracker.Contracts.Statements;

namespace Tracker.Api.Json;

/// <summary>
/// How bodies are read and answers written. Strict on the way in: unknown and repeated fields, wrong names of enumerations, numbers as strings,
/// nesting over 32, strings over 2,000 characters (the text of a statement, an act, a claim: 100,000) and lists over 200 or with a null are refused, naming the field.
/// </summary>
public static class ApiJson
{
    public const int MaxString = 2_000;
    public const int MaxText = 100_000;
    public const int MaxList = 200;
    public const int MaxDepth = 32;

    public static JsonSerializerOptions Options { get; } = Make();

    static JsonSerializerOptions Make()
    {
        var json = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            RespectNullableAnnotations = true,
            NumberHandling = JsonNumberHandling.Strict,
            MaxDepth = MaxDepth,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new NameConverterFactory(), new TextConverter(MaxString), new ElementConverter() },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LongText, WholeLists } },
        };
        json.MakeReadOnly(populateMissingResolver: true);
        return json;
    }

    static readonly Type[] LongTexts = [typeof(StatementFields), typeof(ActFields), typeof(ClaimFields)];

    static void LongText(JsonTypeInfo type)
    {
        if (!LongTexts.Any(fields => fields.IsAssignableFrom(type.Type))) return;
        foreach (var property in type.Properties.Where(property => property.Name == "text")) property.CustomConverter = new TextConverter(MaxText);
    }

    static void WholeLists(JsonTypeInfo type)
    {
        var lists = type.Properties.Where(property => property.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(property.PropertyType)).ToList();
        if (lists.Count == 0 || type.Type.Namespace?.StartsWith("Tracker.Contracts", StringComparison.Ordinal) != true) return;
        type.OnDeserialized = read =>
        {
            foreach (var list in lists)
            {
                if (list.Get?.Invoke(read) is not IEnumerable items) continue;
                var count = 0;
                foreach (var item in items)
                {
                    if (item is null) throw new NotAllowedException("It cannot be null.", $"{list.Name}[{count}]");
                    if (++count > MaxList) throw new NotAllowedException($"At most {MaxList} entries.", list.Name);
                }
            }
        };
    }
}

/// <summary>A value that the vocabulary does not allow; its message is ours and may be shown.</summary>
public sealed class NotAllowedException(string message, string? field = null) : JsonException(message)
{
    /// <summary>The field inside the object that was being read, where the path alone does not say it.</summary>
    public string? Field { get; } = field;
}
