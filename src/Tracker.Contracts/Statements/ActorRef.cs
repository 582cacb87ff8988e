using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracker.Contracts.Statements;

/// <summary>An actor by id (<c>"zelensky"</c>) or by name (<c>{"name":"Zelenskyy"}</c>), which the server resolves; exactly one is set.</summary>
[JsonConverter(typeof(ActorRefConverter))]
public readonly record struct ActorRef(string? Id, string? Name);

/// <summary>Reads and writes the two forms of <see cref="ActorRef"/>.</summary>
public sealed class ActorRefConverter : JsonConverter<ActorRef>
{
    const string Form = "an actor id, or {\"name\": \"…\"}";

    public override ActorRef Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return new ActorRef(reader.GetString(), null);
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException($"Must be {Form}.");
        string? name = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (name is not null || !reader.ValueTextEquals("name"u8)) throw new JsonException($"Must be {Form}.");
            reader.Read();
            name = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            if (name is null) throw new JsonException($"Must be {Form}.");
        }
        return name is null ? throw new JsonException($"Must be {Form}.") : new ActorRef(null, name);
    }

    public override void Write(Utf8JsonWriter writer, ActorRef value, JsonSerializerOptions options)
    {
        if (value.Id is not null)
        {
            writer.WriteStringValue(value.Id);
            return;
        }
        writer.WriteStartObject();
        writer.WriteString("name"u8, value.Name);
        writer.WriteEndObject();
    }
}
