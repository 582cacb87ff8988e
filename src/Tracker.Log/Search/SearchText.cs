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
        var (start, single, before) = (-1, false, default(Rune));
        for (var i = 0; i < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length) != OperationStatus.Done) rune = Rune.ReplacementChar;
            if (start < 0 ? !Scripts.Begins(rune) : single ? !Scripts.Continues(rune) : !Belongs(text, i + length, before, rune))
            {
                Add(words, text, start, i);
                start = Scripts.Begins(rune) ? i : -1;
            }
            else if (start < 0) start = i;
            if (start == i) single = Scripts.IsUnspaced(rune);
            if (!Scripts.Continues(rune)) before = rune;
            i += length;
        }
        Add(words, text, start, text.Length);
        return words;
    }

    /// <summary>Words as they are handed to the full-text table: between single spaces.</summary>
    public static string Join(List<Word> words)
    {
        var joined = new StringBuilder(words.Count * 8);
        foreach (var word in words) joined.Append(joined.Length == 0 ? "" : " ").Append(word.Text);
        return joined.ToString();
    }

    static bool Belongs(string text, int next, Rune before, Rune rune) =>
        Scripts.IsApostrophe(rune) ? Joins(text, next, before) : Scripts.Continues(rune) || (Scripts.Begins(rune) && !Scripts.IsUnspaced(rune));

    static bool Joins(string text, int next, Rune before) =>
        Rune.DecodeFromUtf16(text.AsSpan(next), out var after, out _) == OperationStatus.Done
        && Rune.IsLetter(before) && Rune.IsLetter(after) && !Scripts.IsApostrophe(after) && !Scripts.IsUnspaced(after)
        && !(Scripts.IsLatin(before) && Scripts.IsLatin(after));

    static void Add(List<Word> words, string text, int start, int end)
    {
        if (start >= 0 && Folding.Fold(text.AsSpan(start, end - start)) is { Length: > 0 } folded) words.Add(new Word(folded, start, end - start));
    }
}
