using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Tracker.Domain;

namespace Tracker.Log.Index;

/// <summary>A document, member by member. Stored in canonical form without <c>version</c> and the closing brace: <c>version</c> sorts last in every document.</summary>
sealed class Members
{
    readonly ArrayBufferWriter<byte> _bytes = new(1024);

    public Members(string id)
    {
        _bytes.Write("{"u8);
        Add("id", id);
    }

    /// <summary>All members of a profile, beside the others.</summary>
    public Members Flat<T>(T profile)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(profile, Events.Json);
        if (json.Length == 2) return this;
        Comma();
        _bytes.Write(json.AsSpan(1, json.Length - 2));
        return this;
    }

    public Members Add<T>(string name, T value)
    {
        if (_bytes.WrittenCount > 1) Comma();
        Name(name);
        _bytes.Write(":"u8);
        _bytes.Write(JsonSerializer.SerializeToUtf8Bytes(value, Events.Json));
        return this;
    }

    public Members AddSome<T>(string name, T? value) where T : struct => value is { } there ? Add(name, there) : this;

    public Members AddSome(string name, string? value) => value is null ? this : Add(name, value);

    public Members AddSome<T>(string name, IReadOnlyList<T> items) => items.Count == 0 ? this : Add(name, items);

    public Members AddTime(string name, DateTimeOffset at) => Add(name, Time(at));

    public byte[] ToStored()
    {
        _bytes.Write("}"u8);
        return Jcs.Canonical(_bytes.WrittenMemory)[..^1];
    }

    /// <summary>The wire's form of what the log's clock said.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    void Name(string name) => _bytes.Write(JsonSerializer.SerializeToUtf8Bytes(name, Events.Json));

    void Comma() => _bytes.Write(","u8);
}
