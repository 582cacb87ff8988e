using System.Text;

namespace Tracker.Server.Logging;

/// <summary>Text from outside as part of one line: what would end the line, move the cursor or turn the reading direction is written as its number.</summary>
static class OneLine
{
    public static string Of(string text)
    {
        if (!text.Any(Moves)) return text;
        var line = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (c == '\n') line.Append("\\n");
            else if (Moves(c)) line.Append("\\u").Append(((int)c).ToString("x4"));
            else line.Append(c);
        }
        return line.ToString();
    }

    // Controls (ANSI escapes begin with one), line and paragraph separators, marks and overrides of direction.
    static bool Moves(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
