using System.Text;

namespace Tracker.Log.Search;

/// <summary>
/// The first two and the first three letters of words, as words of the full-text table's column <c>heads</c>: a short beginning is then one look-up, where going through all words
/// that have it would cost more than everything else in a search. Longer beginnings have few words.
/// </summary>
static class Heads
{
    public const int Shortest = 2, Longest = 3;

    /// <param name="words">Between single spaces.</param>
    /// <returns>Each once, between single spaces.</returns>
    public static string Of(string words)
    {
        var known = _known ??= [];
        known.Clear();
        var joined = new StringBuilder(words.Length);
        foreach (var range in words.AsSpan().Split(' '))
        {
            var word = words.AsSpan(range);
            for (var length = Shortest; length <= Longest && length <= word.Length; length++)
            {
                if (known.Add(Code(word[..length]))) joined.Append(joined.Length == 0 ? "" : " ").Append(word[..length]);
            }
        }
        return joined.ToString();
    }

    // A head's letters in one number, so that what a text has is known without a string for each. No letter is U+0000.
    static ulong Code(ReadOnlySpan<char> head)
    {
        var code = 0UL;
        foreach (var letter in head) code = (code << 16) | letter;
        return code;
    }

    [ThreadStatic]
    static HashSet<ulong>? _known;
}
