using System.Text;

namespace Tracker.Hostile.Shooting;

/// <summary>One hostile request, as the bytes that go over the line.</summary>
/// <param name="What">What is wrong with it, for people.</param>
/// <param name="Answered">A well-formed request is answered by a status; a malformed one may also end in a closed connection.</param>
/// <param name="Patient">It may ask the server to wait (<c>wait=</c>, <c>atLeast=</c>): taking seconds is not slow.</param>
sealed record Shot(string Family, int Seed, int Number, string What, byte[] Bytes, bool Answered = true, bool Patient = false)
{
    public bool IsHead => Bytes.AsSpan().StartsWith("HEAD "u8);

    /// <summary>How it is told in a failure: its name, how to fire it again, and its bytes with everything unprintable escaped.</summary>
    public string Told(string problem) =>
        $"{Family}, seed {Seed}, number {Number} ({What}): {problem}\n  again: TRACKER_HOSTILE_ONLY={Family}/{Seed}/{Number} dotnet test --project tests/Tracker.Hostile -c Release\n  bytes ({Bytes.Length}): {Escaped(Bytes, 3_000)}";

    public static string Escaped(ReadOnlySpan<byte> bytes, int most)
    {
        var text = new StringBuilder();
        foreach (var one in bytes[..Math.Min(bytes.Length, most)])
        {
            if (one is >= 0x20 and < 0x7F and not (byte)'\\') text.Append((char)one);
            else if (one == '\\') text.Append("\\\\");
            else if (one == '\r') text.Append("\\r");
            else if (one == '\n') text.Append("\\n");
            else text.Append("\\x").Append(one.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        }
        return bytes.Length > most ? text.Append(" …").ToString() : text.ToString();
    }
}
