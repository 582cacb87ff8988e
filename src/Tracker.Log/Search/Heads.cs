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
        var heads = new HashSet<string>(StringComparer.Ordinal);
        var known = heads.GetAlternateLookup<ReadOnlySpan<char>>();
        var joined = new StringBuilder(words.Length);
        foreach (var range in words.AsSpan().Split(' '))
        {
            var word = words.AsSpan(range);
            for (var length = Shortest; length <= Longest && length <= word.Length; length++)
            {
                if (known.Add(word[..length])) joined.Append(joined.Length == 0 ? "" : " ").Append(word[..length]);
            }
        }
        return joined.ToString();
    }
}
