using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tracker.Domain;

namespace Tracker.Log.Feed;

/// <summary>The live item's bytes: <c>{"position","at","kind","entity","touches","data"}</c>, the stored body spliced in as it is.</summary>
static class LiveItem
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic] static ArrayBufferWriter<byte>? _buffer;
    [ThreadStatic] static Utf8JsonWriter? _json;

    public static byte[] Encode(Record record, string[] refs)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(4096);
        var json = _json ??= new Utf8JsonWriter(buffer, Options);
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        json.WriteStartObject();
        json.WriteNumber("position"u8, record.Position);
        json.WriteString("at"u8, Time(record.At));
        json.WriteString("kind"u8, record.Kind);
        json.WriteString("entity"u8, record.Entity);
        json.WriteStartArray("touches"u8);
        foreach (var entity in refs) json.WriteStringValue(entity);
        json.WriteEndArray();
        json.WritePropertyName("data"u8);
        json.WriteRawValue(record.Redacted ? "{\"redacted\":true}"u8 : record.Body.Span, skipInputValidation: true);
        json.WriteEndObject();
        json.Flush();
        var item = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity > 1024 * 1024) (_buffer, _json) = (null, null);
        return item;
    }

    static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
