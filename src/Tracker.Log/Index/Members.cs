using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Tracker.Domain;

namespace Tracker.Log.Index;

/// <summary>A document, member by member. Stored in canonical form without <c>version</c> and the closing brace: <c>version</c> sorts last in every document.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A writer onto a buffer of our own holds nothing to dispose.")]
sealed class Members
{
    static readonly JsonWriterOptions Options = new() { Encoder = Events.Json.Encoder, SkipValidation = true };

    const int Kept = 1 << 20;

    // One a thread is used again: thousands are written a second, one after the other.
    [ThreadStatic]
    static (ArrayBufferWriter<byte> Bytes, Utf8JsonWriter Json)? _free;

    readonly ArrayBufferWriter<byte> _bytes;
    readonly Utf8JsonWriter _json;

    public Members(string id)
    {
        if (_free is { } free) (_bytes, _json) = free;
        else _json = new Utf8JsonWriter(_bytes = new ArrayBufferWriter<byte>(1024), Options);
        _free = null;
        _json.WriteStartObject();
        _json.WriteString("id"u8, id);
    }

    /// <summary>All members of a profile, beside the others. At most once.</summary>
    public Members Flat<T>(T profile)
    {
        // Between two members, without its braces: the writer is at a member's end and puts its own comma before the next one.
        var json = JsonSerializer.SerializeToUtf8Bytes(profile, Events.Json);
        if (json.Length == 2) return this;
        _json.Flush();
        _bytes.Write(","u8);
        _bytes.Write(json.AsSpan(1, json.Length - 2));
        return this;
    }

    public Members Add<T>(string name, T value)
    {
        _json.WritePropertyName(name);
        JsonSerializer.Serialize(_json, value, Events.Json);
        return this;
    }

    public Members AddSome<T>(string name, T? value) where T : struct => value is { } there ? Add(name, there) : this;

    public Members AddSome(string name, string? value) => value is null ? this : Add(name, value);

    public Members AddSome<T>(string name, IReadOnlyList<T> items) => items.Count == 0 ? this : Add(name, items);

    public Members AddTime(string name, DateTimeOffset at) => Add(name, Time(at));

    /// <summary>The last thing that is asked of it.</summary>
    public byte[] ToStored()
    {
        _json.WriteEndObject();
        _json.Flush();
        var stored = Jcs.Canonical(_bytes.WrittenMemory, less: 1);
        if (_bytes.Capacity > Kept) return stored;
        _bytes.ResetWrittenCount();
        _json.Reset();
        _free = (_bytes, _json);
        return stored;
    }

    /// <summary>The wire's form of what the log's clock said.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
