using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Tracker.Server.Logging;

/// <summary>
/// Format <c>json</c>: one object a line: <c>time</c> (UTC, RFC 3339), <c>level</c>, <c>category</c>, <c>message</c>, <c>fields</c> (the values of the message's
/// template by name), <c>exception</c>, <c>trace</c> and <c>span</c> (hex, of the request). What is not there is left out.
/// </summary>
sealed class JsonLines([FromKeyedServices("app")] TimeProvider clock) : ConsoleFormatter(Format)
{
    public const string Format = "tracker-json";

    // Every script as it is; controls, separators and what is never assigned as \u….
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line, Options))
        {
            json.WriteStartObject();
            json.WriteString("time", clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", Level(logEntry.LogLevel));
            json.WriteString("category", logEntry.Category);
            json.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            if (logEntry.State is IEnumerable<KeyValuePair<string, object?>> values) WriteFields(json, values);
            if (logEntry.Exception is { } thrown) json.WriteString("exception", thrown.ToString());
            if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } request)
            {
                json.WriteString("trace", request.TraceId.ToHexString());
                json.WriteString("span", request.SpanId.ToHexString());
            }
            json.WriteEndObject();
        }
        textWriter.Write(Encoding.UTF8.GetString(line.WrittenSpan));
        textWriter.Write('\n');
    }

    static void WriteFields(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> values)
    {
        var begun = false;
        foreach (var (name, value) in values)
        {
            if (name == "{OriginalFormat}") continue;
            if (!begun) json.WriteStartObject("fields");
            begun = true;
            json.WritePropertyName(name);
            switch (value)
            {
                case null: json.WriteNullValue(); break;
                case bool yes: json.WriteBooleanValue(yes); break;
                case int number: json.WriteNumberValue(number); break;
                case long number: json.WriteNumberValue(number); break;
                default: json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
            }
        }
        if (begun) json.WriteEndObject();
    }

    static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "information",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };
}
