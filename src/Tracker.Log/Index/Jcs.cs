using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Tracker.Log.Index;

/// <summary>JSON in RFC 8785's canonical form: members sorted by UTF-16 code units, no spaces, strings and numbers as ECMAScript writes them.</summary>
static class Jcs
{
    public static byte[] Canonical(ReadOnlyMemory<byte> json) => Canonical(json, less: 0);

    /// <param name="less">Bytes that are left off at the end.</param>
    public static byte[] Canonical(ReadOnlyMemory<byte> json, int less)
    {
        using var parsed = JsonDocument.Parse(json);
        // One a thread: what is written is copied out, and nothing is awaited meanwhile.
        var bytes = _bytes ??= new ArrayBufferWriter<byte>(4_096);
        bytes.ResetWrittenCount();
        Write(parsed.RootElement, bytes);
        var canonical = bytes.WrittenSpan[..^less].ToArray();
        if (bytes.Capacity > Kept) _bytes = null;
        return canonical;
    }

    const int Kept = 1 << 20;

    [ThreadStatic]
    static ArrayBufferWriter<byte>? _bytes;

    static void Write(JsonElement value, ArrayBufferWriter<byte> to)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: WriteObject(value, to); break;
            case JsonValueKind.Array: WriteArray(value, to); break;
            case JsonValueKind.String: WriteString(JsonMarshal.GetRawUtf8Value(value), value, to); break;
            case JsonValueKind.Number: WriteNumber(JsonMarshal.GetRawUtf8Value(value), value, to); break;
            default: to.Write(JsonMarshal.GetRawUtf8Value(value)); break;
        }
    }

    static void WriteObject(JsonElement value, ArrayBufferWriter<byte> to)
    {
        var members = ArrayPool<JsonProperty>.Shared.Rent(value.GetPropertyCount());
        var count = 0;
        foreach (var member in value.EnumerateObject()) members[count++] = member;
        members.AsSpan(0, count).Sort(ByName);
        to.Write("{"u8);
        for (var i = 0; i < count; i++)
        {
            if (i > 0) to.Write(","u8);
            WriteName(members[i], to);
            to.Write(":"u8);
            Write(members[i].Value, to);
        }
        to.Write("}"u8);
        members.AsSpan(0, count).Clear();
        ArrayPool<JsonProperty>.Shared.Return(members);
    }

    // Bytes sort as UTF-16 units do as long as they are ASCII, which the names of our own members are.
    static readonly Comparison<JsonProperty> ByName = static (a, b) => JsonMarshal.GetRawUtf8PropertyName(a) is var x && JsonMarshal.GetRawUtf8PropertyName(b) is var y && IsPlain(x) && IsPlain(y)
        ? x.SequenceCompareTo(y)
        : string.CompareOrdinal(a.Name, b.Name);

    static bool IsPlain(ReadOnlySpan<byte> raw) => Ascii.IsValid(raw) && !raw.Contains((byte)'\\');

    static void WriteName(JsonProperty member, ArrayBufferWriter<byte> to)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        if (raw.Contains((byte)'\\'))
        {
            WriteString(member.Name, to);
            return;
        }
        to.Write("\""u8);
        to.Write(raw);
        to.Write("\""u8);
    }

    static void WriteArray(JsonElement value, ArrayBufferWriter<byte> to)
    {
        to.Write("["u8);
        var first = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!first) to.Write(","u8);
            first = false;
            Write(item, to);
        }
        to.Write("]"u8);
    }

    // What was written without an escape is canonical as it stands.
    static void WriteString(ReadOnlySpan<byte> raw, JsonElement value, ArrayBufferWriter<byte> to)
    {
        if (raw.Contains((byte)'\\')) WriteString(value.GetString()!, to);
        else to.Write(raw);
    }

    static void WriteString(string text, ArrayBufferWriter<byte> to)
    {
        to.Write("\""u8);
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Escaped) is var at and >= 0)
        {
            Encoding.UTF8.GetBytes(rest[..at], to);
            Escape(rest[at], to);
            rest = rest[(at + 1)..];
        }
        Encoding.UTF8.GetBytes(rest, to);
        to.Write("\""u8);
    }

    static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\']);

    static void Escape(char c, ArrayBufferWriter<byte> to) => Encoding.UTF8.GetBytes(c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        _ => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
    }, to);

    static void WriteNumber(ReadOnlySpan<byte> raw, JsonElement value, ArrayBufferWriter<byte> to)
    {
        var digits = raw[0] == '-' ? raw[1..] : raw;
        if (digits.Length <= 15 && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') && !raw.SequenceEqual("-0"u8)) to.Write(raw);
        else Encoding.UTF8.GetBytes(Number(value.GetDouble()), to);
    }

    /// <summary>ECMAScript's Number::toString: the shortest digits that read back as this number.</summary>
    public static string Number(double value)
    {
        if (value == 0) return "0";
        var shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var (mantissa, exponent) = shortest.IndexOf('E', StringComparison.Ordinal) is var e and >= 0
            ? (shortest[..e], int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : (shortest, 0);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var n = (point < 0 ? mantissa.Length : point) + exponent;
        var leading = digits.Length - digits.TrimStart('0').Length;
        digits = digits.TrimStart('0').TrimEnd('0');
        n -= leading;
        return (value < 0 ? "-" : "") + Layout(digits, n);
    }

    static string Layout(string digits, int n)
    {
        var k = digits.Length;
        if (k <= n && n <= 21) return digits + new string('0', n - k);
        if (n is > 0 and <= 21) return digits[..n] + "." + digits[n..];
        if (n is > -6 and <= 0) return "0." + new string('0', -n) + digits;
        var exponent = (n - 1 < 0 ? "-" : "+") + Math.Abs(n - 1).ToString(CultureInfo.InvariantCulture);
        return (k == 1 ? digits : digits[..1] + "." + digits[1..]) + "e" + exponent;
    }
}
