using System.Buffers;
using System.Text;

namespace Tracker.Domain.Statements.Likeness;

/// <summary>Takes off what a desk puts around the words that were said, where that is beyond doubt: a label in front, who said it behind, the quotation marks.</summary>
static class Framing
{
    // Single marks are apostrophes too often.
    const string Opening = "\"“„«";
    const string Closing = "\"”“»";
    static readonly SearchValues<char> Marks = SearchValues.Create(Opening + Closing);
    const int LongestFrame = 8;
    const int LongestTail = 6;

    internal static string Off(string text) => Unattributed(Unquoted(Unlabelled(Entities(text).Trim())));

    // "URGENT: …", "BREAKING – …", "Última hora: …"
    static string Unlabelled(string text)
    {
        var end = text.AsSpan(0, Math.Min(text.Length, 40)).IndexOfAny(":–—");
        if (end <= 0) return text;
        var words = Words(text[..end]);
        return words.Length is 1 or 2 && words.All(Lexicon.Labels.Contains) ? text[(end + 1)..].TrimStart() : text;
    }

    /// <summary>The one quotation in it, when there is next to nothing around it and nothing that denies it.</summary>
    static string Unquoted(string text)
    {
        var first = text.AsSpan().IndexOfAny(Opening);
        var last = text.AsSpan().LastIndexOfAny(Closing);
        if (first < 0 || last <= first + 1) return text;
        var inside = text[(first + 1)..last];
        if (inside.AsSpan().IndexOfAny(Marks) >= 0) return text;
        string[] around = [.. Words(text[..first]), .. Words(text[(last + 1)..])];
        return around.Length <= LongestFrame && around.Length * 2 <= Words(inside).Length && !around.Any(Lexicon.Negations.Contains) ? inside : text;
    }

    // "…, said the minister", "… – dijo Urrutia"
    static string Unattributed(string text)
    {
        var cut = Math.Max(text.LastIndexOf(','), Math.Max(text.LastIndexOf('–'), text.LastIndexOf('—')));
        if (cut <= text.Length / 2) return text;
        var tail = Words(text[(cut + 1)..]);
        return tail.Length is > 0 and <= LongestTail && tail.Any(Lexicon.Speaking.Contains) ? text[..cut] : text;
    }

    static string[] Words(string text) => Names.Normalize(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // What a web page leaves behind when its text is copied as it stands.
    static string Entities(string text) => !text.Contains('&', StringComparison.Ordinal) ? text : new StringBuilder(text)
        .Replace("&nbsp;", " ").Replace("&quot;", "\"").Replace("&#34;", "\"").Replace("&apos;", "'").Replace("&#39;", "'").Replace("&#x27;", "'")
        .Replace("&rsquo;", "’").Replace("&lsquo;", "‘").Replace("&ldquo;", "“").Replace("&rdquo;", "”").Replace("&laquo;", "«").Replace("&raquo;", "»")
        .Replace("&ndash;", "–").Replace("&mdash;", "—").Replace("&hellip;", "…").Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&").ToString();
}
