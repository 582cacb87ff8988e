using Tracker.Domain;

namespace Tracker.Log.Search;

/// <summary>One thing that is looked for.</summary>
/// <param name="Words">Folded; several = one after the other (a phrase, or a word that has a break in it). Never empty.</param>
/// <param name="Prefix">The last word may go on.</param>
/// <param name="Excluded">What has it is not found.</param>
public sealed record SearchTerm(IReadOnlyList<string> Words, bool Prefix, bool Excluded);

/// <summary>
/// What a person typed, as terms: words are all to be found, <c>"a phrase"</c> as it stands, <c>begin*</c>, and what has <c>-word</c> or <c>-"a phrase"</c> is
/// not. Quotes may be curly or angled. There is no other syntax: everything else is a word or punctuation.
/// </summary>
public static class SearchTerms
{
    public const int MaxLength = 300;
    public const int MaxTerms = 16;

    /// <summary>Letters that must stand before a star: a shorter beginning is nearly everything.</summary>
    public const int ShortestPrefix = 2;

    // What follows a break is looked for by going through all words that begin so, whatever stands before it: it must be few.
    const int ShortestPrefixAfterBreak = 4;

    const string Opening = "\"“„‟”«", Closing = "\"”“»";

    /// <summary>The terms, none when the text is blank; or a refusal of <c>q</c>.</summary>
    public static (IReadOnlyList<SearchTerm> Terms, Refusal? Refusal) Parse(string? text)
    {
        text ??= "";
        if (text.Length > MaxLength) return ([], Refusals.Invalid("q", $"At most {MaxLength} characters; this has {text.Length}."));
        var terms = new List<SearchTerm>();
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }
            var excluded = text[i] == '-' && i + 1 < text.Length && !char.IsWhiteSpace(text[i + 1]);
            if (excluded) i++;
            var (raw, phrase, next) = Opening.Contains(text[i]) ? Phrase(text, i) : Bare(text, i);
            i = next;
            var words = SearchText.Words(raw).ConvertAll(word => word.Text);
            if (words.Count == 0) continue;
            var prefix = !phrase && raw.EndsWith('*') && !Scripts.IsUnspaced(words[^1].EnumerateRunes().First());
            if (prefix && words[^1].Length < (words.Count == 1 ? ShortestPrefix : ShortestPrefixAfterBreak))
                return ([], Refusals.Invalid("q", $"At least {ShortestPrefix} letters stand before a star, {ShortestPrefixAfterBreak} where the word has a break before them."));
            terms.Add(new SearchTerm(words, prefix, excluded));
        }
        if (terms.Count == 0 && !string.IsNullOrWhiteSpace(text)) return ([], Refusals.Invalid("q", "There is no letter or digit in it: a search needs a word, or no q at all to see the newest."));
        if (terms.Count > MaxTerms) return ([], Refusals.Invalid("q", $"At most {MaxTerms} words and phrases; this has {terms.Count}."));
        return (terms, null);
    }

    static (string Raw, bool Phrase, int Next) Phrase(string text, int open)
    {
        var close = text.AsSpan(open + 1).IndexOfAny(text[open] switch { '"' => "\"", '«' => "»", _ => Closing });
        var end = close < 0 ? text.Length : open + 1 + close;
        return (text[(open + 1)..end], true, Math.Min(end + 1, text.Length));
    }

    static (string Raw, bool Phrase, int Next) Bare(string text, int start)
    {
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end])) end++;
        return (text[start..end], false, end);
    }
}
