using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Tracker.Domain;

namespace Tracker.Api.Json;

/// <summary>A request's body, read strictly, or why it cannot be.</summary>
/// <param name="Fingerprint">SHA-256 of the canonical request: what it is for, and the body in the contract's field order without absent fields.</param>
public readonly record struct Read<T>(T? Value, byte[] Fingerprint, Refusal? Refusal) where T : class;

/// <summary>Reads JSON bodies of at most 1 MiB.</summary>
public static partial class RequestBody
{
    public const int MaxBytes = 1024 * 1024;

    public static async ValueTask<Read<T>> ReadAsync<T>(HttpContext http, string purpose, CancellationToken ct) where T : class
    {
        var type = http.Request.ContentType?.Split(';')[0].Trim();
        if (!string.Equals(type, "application/json", StringComparison.OrdinalIgnoreCase))
            return Refused<T>(new Refusal("wrong-content-type", "Send the body as application/json."));
        if (http.Request.ContentLength > MaxBytes) return Refused<T>(TooLarge);
        while (true)
        {
            var read = await http.Request.BodyReader.NextAsync(ct);
            if (read.Buffer.Length > MaxBytes)
            {
                // A body that is still being read would end its connection with an error.
                http.Request.BodyReader.AdvanceTo(read.Buffer.End);
                return Refused<T>(TooLarge);
            }
            if (!read.IsCompleted)
            {
                http.Request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }
            var parsed = Parse<T>(read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.ToArray(), purpose);
            http.Request.BodyReader.AdvanceTo(read.Buffer.End);
            return parsed;
        }
    }

    public static Read<T> Parse<T>(ReadOnlySpan<byte> json, string purpose) where T : class
    {
        if (json.IsEmpty) return Refused<T>(new Refusal("invalid", "The body is empty; it must be a JSON object."));
        try
        {
            var value = JsonSerializer.Deserialize<T>(json, ApiJson.Options);
            return value is null
                ? Refused<T>(new Refusal("invalid", "The body is null; it must be a JSON object."))
                : new Read<T>(value, Fingerprint(purpose, value), null);
        }
        catch (JsonException wrong)
        {
            return Refused<T>(Explain(wrong));
        }
    }

    static readonly Refusal TooLarge = new("too-large", "The body is over 1 MiB.");

    static Read<T> Refused<T>(Refusal refusal) where T : class => new(null, [], refusal);

    static byte[] Fingerprint<T>(string purpose, T value)
    {
        // One a thread: written and hashed in one go.
        var bytes = _bytes ??= new ArrayBufferWriter<byte>(4_096);
        bytes.ResetWrittenCount();
        Encoding.UTF8.GetBytes(purpose, bytes);
        bytes.Write<byte>([0]);
        using (var json = new Utf8JsonWriter(bytes, Canonical)) JsonSerializer.Serialize(json, value, ApiJson.Options);
        var fingerprint = SHA256.HashData(bytes.WrittenSpan);
        if (bytes.Capacity > Kept) _bytes = null;
        return fingerprint;
    }

    const int Kept = 1 << 17;

    static readonly JsonWriterOptions Canonical = new() { Encoder = ApiJson.Options.Encoder, MaxDepth = ApiJson.MaxDepth, SkipValidation = true };

    [ThreadStatic]
    static ArrayBufferWriter<byte>? _bytes;

    // The runtime's messages name CLR types; ours name the field and what is allowed.
    static Refusal Explain(JsonException wrong)
    {
        var path = Field(wrong.Path);
        if (wrong is NotAllowedException ours) return new("invalid", ours.Message, Join(path, ours.Field));
        var message = wrong.Message;
        if (MissingNames().Match(message) is { Success: true } missing)
            return new("invalid", "Required fields are missing: " + missing.Groups[1].Value + ".", Join(path, missing.Groups[1].Value.Split(',')[0].Trim(' ', '\'')));
        if (message.Contains("could not be mapped", StringComparison.Ordinal)) return new("invalid", "Unknown field.", path ?? "");
        if (message.Contains("uplicate", StringComparison.Ordinal)) return new("invalid", "A field is given twice.", path ?? Quoted().Match(message).Groups[1].Value);
        if (message.Contains("maximum configured depth", StringComparison.Ordinal)) return new("invalid", $"Nested deeper than {ApiJson.MaxDepth}.", path);
        if (message.Contains("could not be converted", StringComparison.Ordinal) || message.Contains("null", StringComparison.Ordinal) && path is not null)
            return new("invalid", "Has a value of the wrong type.", path);
        return new("invalid", $"Not JSON at line {(wrong.LineNumber ?? 0) + 1}, byte {wrong.BytePositionInLine ?? 0}.", path);
    }

    static string? Field(string? path) => path is null or "$" or "" ? null : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path.TrimStart('$');

    static string? Join(string? path, string? field) => path is null ? field : field is null || path.EndsWith(field, StringComparison.Ordinal) ? path : $"{path}.{field}";

    [GeneratedRegex(@"required properties[^:]*: (.+?)\.?(?: Path:|$)", RegexOptions.CultureInvariant)]
    private static partial Regex MissingNames();

    [GeneratedRegex("'([^']{1,200})'", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}
