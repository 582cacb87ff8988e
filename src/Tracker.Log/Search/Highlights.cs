namespace Tracker.Log.Search;

/// <summary>Where in a text what was looked for stands.</summary>
public static class Highlights
{
    public const int Most = 200;

    /// <returns>Start and length in UTF-16 units, in order; what touches is one.</returns>
    public static IReadOnlyList<(int Start, int Length)> Of(string text, IReadOnlyList<SearchTerm> terms)
    {
        var wanted = terms.Where(term => !term.Excluded).ToList();
        var found = new List<(int Start, int Length)>();
        if (wanted.Count == 0) return found;
        var words = SearchText.Words(text);
        for (var at = 0; at < words.Count && found.Count < Most; at++)
        {
            var longest = wanted.Where(term => Stands(words, at, term)).Select(term => term.Words.Count).DefaultIfEmpty(0).Max();
            if (longest == 0) continue;
            var (start, end) = (words[at].Start, words[at + longest - 1].End);
            if (found.Count > 0 && found[^1] is var last && last.Start + last.Length >= start) found[^1] = (last.Start, Math.Max(last.Start + last.Length, end) - last.Start);
            else found.Add((start, end - start));
        }
        return found;
    }

    static bool Stands(List<Word> words, int at, SearchTerm term)
    {
        if (at + term.Words.Count > words.Count) return false;
        for (var n = 0; n < term.Words.Count; n++)
        {
            var goesOn = term.Prefix && n == term.Words.Count - 1;
            if (goesOn ? !words[at + n].Text.StartsWith(term.Words[n], StringComparison.Ordinal) : words[at + n].Text != term.Words[n]) return false;
        }
        return true;
    }
}
