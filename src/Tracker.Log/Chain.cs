using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tracker.Domain;

namespace Tracker.Log;

/// <summary>
/// The hash chain, the same for every log. Frozen: <c>ChainTests</c> holds the bytes, and anyone can check a log with this text alone.
/// <code>
/// digest = SHA-256(salt ‖ body)                       salt: 16 random bytes; body: the event's stored JSON
/// hash   = SHA-256(previous ‖ header ‖ digest)        previous: hash of position − 1; 32 zero bytes before position 1
/// header = "tracker/1" position at entity version kind touches cause
///   position, at, cause   int64, big endian; at in milliseconds since 1970-01-01T00:00Z; cause 0 = none
///   version               int32, big endian
///   entity, kind          text: int32 length in bytes, big endian, then UTF-8
///   touches               int32 count, then for each, in the record's order: text entity, text role (snake_case, "on_behalf")
///   "tracker/1"           text, like the others
/// </code>
/// The epoch is not hashed. A record that was taken down keeps its digest, so the chain still verifies without salt and body.
/// </summary>
public static class Chain
{
    public const int HashSize = 32;
    public const int SaltSize = 16;

    /// <summary>What comes before position 1.</summary>
    public static ReadOnlyMemory<byte> Origin { get; } = new byte[HashSize];

    static readonly string[] Roles = [.. Enum.GetNames<TouchRole>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    [ThreadStatic]
    static ArrayBufferWriter<byte>? buffer;

    /// <summary>The role as it is hashed, stored and shown: <c>self</c>, <c>on_behalf</c>, …</summary>
    public static string NameOf(TouchRole role) => Roles[(int)role];

    public static byte[] Digest(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> body)
    {
        var writer = Empty();
        writer.Write(salt);
        writer.Write(body);
        return SHA256.HashData(writer.WrittenSpan);
    }

    /// <summary>The record's hash. Of <paramref name="record"/> only the header is used: neither body nor hash.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> previous, Record record, ReadOnlySpan<byte> digest)
    {
        var writer = Empty();
        writer.Write(previous);
        WriteHeader(writer, record);
        writer.Write(digest);
        return SHA256.HashData(writer.WrittenSpan);
    }

    static void WriteHeader(ArrayBufferWriter<byte> writer, Record record)
    {
        Write(writer, "tracker/1");
        Write(writer, record.Position);
        Write(writer, record.At.ToUnixTimeMilliseconds());
        Write(writer, record.Entity);
        Write(writer, record.Version);
        Write(writer, record.Kind);
        Write(writer, record.Touches.Count);
        foreach (var touch in record.Touches)
        {
            Write(writer, touch.Entity);
            Write(writer, NameOf(touch.Role));
        }
        Write(writer, record.Cause ?? 0);
    }

    static void Write(ArrayBufferWriter<byte> writer, long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(writer.GetSpan(8), value);
        writer.Advance(8);
    }

    static void Write(ArrayBufferWriter<byte> writer, int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(writer.GetSpan(4), value);
        writer.Advance(4);
    }

    static void Write(ArrayBufferWriter<byte> writer, string text)
    {
        Write(writer, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, writer);
    }

    static ArrayBufferWriter<byte> Empty()
    {
        var writer = buffer ??= new ArrayBufferWriter<byte>(4096);
        if (writer.Capacity > 1 << 20) writer = buffer = new ArrayBufferWriter<byte>(4096);   // one long text must not stay in memory for ever
        writer.ResetWrittenCount();
        return writer;
    }
}
