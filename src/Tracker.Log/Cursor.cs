using System.Security.Cryptography;

namespace Tracker.Log;

/// <summary>A place in one log: <c>"&lt;epoch&gt;:&lt;position&gt;"</c>. The epoch changes only when the log is another one.</summary>
public readonly record struct Cursor(string Epoch, long Position)
{
    /// <summary>An epoch that no log has had.</summary>
    public static string NewEpoch() => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 16);

    public override string ToString() => $"{Epoch}:{Position}";

    /// <summary>Epoch <c>[a-z0-9]{8,32}</c>, position 0 to 2^53−1 in decimal without sign or leading zeros.</summary>
    public static bool TryParse(string? text, out Cursor cursor)
    {
        cursor = default;
        if (text is null || text.Length > 64) return false;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon is < 8 or > 32) return false;
        foreach (var c in text.AsSpan(0, colon))
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c)) return false;
        }
        var digits = text.AsSpan(colon + 1);
        if (digits.Length is 0 or > 16 || (digits.Length > 1 && digits[0] == '0') || digits.ContainsAnyExceptInRange('0', '9')) return false;
        var position = long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
        if (position > 9_007_199_254_740_991) return false;
        cursor = new Cursor(text[..colon], position);
        return true;
    }
}
