using System.IO.Compression;
using System.Text;
using Tracker.Hostile.Shooting;

namespace Tracker.Hostile.Bodies;

/// <summary>Spoils the bytes of a body: encodings, cuts, garbage, sizes.</summary>
static class SpoiledBytes
{
    const int Mebibyte = 1024 * 1024;

    public static (string What, byte[] Body) Of(byte[] body, string what, Dice dice)
    {
        var (how, bytes) = dice.Next(20) switch
        {
            0 => ("a byte order mark", [0xEF, 0xBB, 0xBF, .. body]),
            1 => ("UTF-16", Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body))),
            2 => ("UTF-16 with mark", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Encoding.UTF8.GetString(body))]),
            3 => ("not UTF-8", Inserted(body, dice, dice.Of<byte[]>([0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xE2, 0x82]))),
            4 => ("cut off", body[..dice.Next(body.Length)]),
            5 => ("garbage behind", [.. body, .. dice.Of<byte[]>([0], "{}"u8.ToArray(), "x"u8.ToArray(), ","u8.ToArray(), "]"u8.ToArray())]),
            6 => ("a comment", Inserted(body, dice, "/**/"u8.ToArray())),
            7 or 8 or 9 or 10 => ("bytes flipped", Flipped(body, dice)),
            11 => ("random bytes", dice.Bytes(dice.Between(1, 2_000))),
            12 => ("nothing", []),
            13 => ("white space", Filled(' ', dice.Of(1, 1_000, Mebibyte))),
            14 => ("deep", [.. Filled('[', dice.Of(31, 33, 64, 100_000))]),
            15 => ("deep objects", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", dice.Of(31, 33, 10_000))))),
            16 => ("a string of a mebibyte", [.. "{\"text\":\""u8, .. Filled('x', Mebibyte - dice.Between(-20, 20)), .. "\"}"u8]),
            17 => ("a number of 500,000 digits", [.. "{\"confidence\":"u8, .. Filled('9', 500_000), .. "}"u8]),
            18 => ("escapes", Encoding.ASCII.GetBytes($"{{\"text\":\"{string.Concat(Enumerable.Repeat("\\u0041", 100_000))}\"}}")),
            _ => ("packed", Packed(body)),
        };
        return (what + how, bytes);
    }

    public static byte[] Packed(byte[] body)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(body);
        return packed.ToArray();
    }

    /// <summary>Fifty megabytes of spaces, in fifty kilobytes.</summary>
    public static byte[] Bomb { get; } = Packed(Filled(' ', 50 * Mebibyte));

    static byte[] Filled(char with, int count)
    {
        var bytes = new byte[count];
        bytes.AsSpan().Fill((byte)with);
        return bytes;
    }

    static byte[] Inserted(byte[] body, Dice dice, byte[] what)
    {
        var at = dice.Next(body.Length + 1);
        return [.. body[..at], .. what, .. body[at..]];
    }

    static byte[] Flipped(byte[] body, Dice dice)
    {
        var bytes = body.ToArray();
        for (var left = dice.Between(1, 10); left > 0; left--) bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
        return bytes;
    }
}
