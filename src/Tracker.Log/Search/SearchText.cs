using System.Buffers;
using System.Text;

namespace Tracker.Log.Search;

/// <summary>A word of a text as it is searched for.</summary>
/// <param name="Text">Folded (see <see cref="Folding"/>); never empty, without white space.</param>
/// <param name="Start">Where it stands in the text, in UTF-16 units.</param>
/// <param name="Length">How long it is there, in UTF-16 units.</param>
readonly record struct Word(string Text, int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>
/// Text as words, the same for what is indexed, what is asked and what is highlighted. A word is letters, marks and digits of any script; marks and invisible
/// format characters never split one. An apostrophe of any form between two letters belongs to the word (п’ять), but between two Latin letters it splits it,
/// so that Ukraine is found in Ukraine's and in l'Ukraine. In scripts that are written without spaces each character is a word of its own. Pure, never throws:
/// half of a surrogate pair splits like punctuation.
/// </summary>
static class SearchText
{
    public static List<Word> Words(string text)
    {
        var words = new List<Word>(text.Length / 6 + 1);
        Walk(text, words, static (words, word, start) =>
        {
            if (Folding.Fold(word) is { Length: > 0 } folded) words.Add(new Word(folded, start, word.Length));
        });
        return words;
    }

    /// <summary>The same words as they are handed to the full-text table: folded, between single spaces.</summary>
    public static string Folded(string text)
    {
        var words = new StringBuilder(text.Length + 16);
        Walk(text, words, static (words, word, _) =>
        {
            var before = words.Length;
            if (before > 0) words.Append(' ');
            var start = words.Length;
            Folding.Fold(word, words);
            if (words.Length == start) words.Length = before;
        });
        return words.ToString();
    }

    static void Walk<T>(string text, T to, Action<T, ReadOnlySpan<char>, int> take)
    {
        var (start, single, before) = (-1, false, default(Rune));
        for (var i = 0; i < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length) != OperationStatus.Done) rune = Rune.ReplacementChar;
            if (start < 0 ? !Scripts.Begins(rune) : single ? !Scripts.Continues(rune) : !Belongs(text, i + length, before, rune))
            {
                if (start >= 0) take(to, text.AsSpan(start, i - start), start);
                start = Scripts.Begins(rune) ? i : -1;
            }
            else if (start < 0) start = i;
            if (start == i) single = Scripts.IsUnspaced(rune);
            if (!Scripts.Continues(rune)) before = rune;
            i += length;
        }
        if (start >= 0) take(to, text.AsSpan(start), start);
    }

    static bool Belongs(string text, int next, Rune before, Rune rune) =>
        Scripts.IsApostrophe(rune) ? Joins(text, next, before) : Scripts.Continues(rune) || (Scripts.Begins(rune) && !Scripts.IsUnspaced(rune));

    static bool Joins(string text, int next, Rune before) =>
        Rune.DecodeFromUtf16(text.AsSpan(next), out var after, out _) == OperationStatus.Done
        && Rune.IsLetter(before) && Rune.IsLetter(after) && !Scripts.IsApostrophe(after) && !Scripts.IsUnspaced(after)
        && !(Scripts.IsLatin(before) && Scripts.IsLatin(after));
}
