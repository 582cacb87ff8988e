using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Tracker.Log.Search;

/// <summary>
/// A word without what people write differently for the same word: NFKC and lower case in every script; accents only come off Latin and Greek letters (capitals
/// lose them in Greek), where Cyrillic й, ї, ґ, ё are letters of their own and stay apart from и, і, г, е; stress marks, vowel points of Arabic and Hebrew and
/// invisible characters go. Every apostrophe is U+02BC. A longer word counts by its first 100 UTF-16 units.
/// </summary>
static class Folding
{
    const int Longest = 100;
    const char Apostrophe = '\u02BC';

    // Already in their compatibility form as long as no mark follows: most words of a Cyrillic text need no look-up in Unicode's tables.
    static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(0, 0x80).Select(code => (char)code), .. Enumerable.Range(0x400, 0x60).Select(code => (char)code), 'Ґ', 'ґ', Apostrophe, '\u2019']);

    // Latin letters that Unicode does not take apart.
    static readonly FrozenDictionary<int, string> Letters = new Dictionary<int, string>
    {
        ['ß'] = "ss", ['æ'] = "ae", ['œ'] = "oe", ['ø'] = "o", ['ł'] = "l", ['đ'] = "d", ['ð'] = "d", ['þ'] = "th", ['ı'] = "i", ['ħ'] = "h", ['ŋ'] = "ng",
        ['ŧ'] = "t", ['ĸ'] = "k", ['ſ'] = "s", ['ƒ'] = "f", ['ɓ'] = "b", ['ɗ'] = "d", ['ƙ'] = "k", ['ƴ'] = "y", ['ȷ'] = "j", ['ɉ'] = "j", ['ƶ'] = "z", ['ς'] = "σ",
    }.ToFrozenDictionary();

    /// <summary>Empty when nothing is left of it.</summary>
    /// <param name="word">Without halves of surrogate pairs.</param>
    public static string Fold(ReadOnlySpan<char> word)
    {
        if (IsShortAscii(word)) return string.Create(word.Length, word, static (to, from) => from.ToLowerInvariant(to));
        var folded = new StringBuilder(word.Length);
        Fold(word, folded);
        return folded.ToString();
    }

    /// <summary>The same, put behind what is there; nothing when nothing is left of it.</summary>
    public static void Fold(ReadOnlySpan<char> word, StringBuilder to)
    {
        if (IsShortAscii(word))
        {
            Span<char> lower = stackalloc char[Longest];
            to.Append(lower[..word.ToLowerInvariant(lower)]);
            return;
        }
        var (before, start) = (default(Rune), to.Length);
        foreach (var rune in Whole(word).EnumerateRunes())
        {
            if (Scripts.IsApostrophe(rune)) to.Append(Apostrophe);
            else if (Scripts.Begins(rune)) AppendLetter(to, before = rune);
            else if (Scripts.Continues(rune) && Stays(rune, before)) Append(to, rune);
            if (to.Length - start >= Longest) break;
        }
    }

    static bool IsShortAscii(ReadOnlySpan<char> word) => word.Length <= Longest && !word.ContainsAnyExceptInRange('\0', '\x7F');

    // Apostrophes first: the compatibility form of some of them has a space in it.
    static string Whole(ReadOnlySpan<char> word)
    {
        var text = string.Create(word.Length, word, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++) to[i] = from[i] > '\x7F' && !char.IsSurrogate(from[i]) && Scripts.IsApostrophe(new Rune(from[i])) ? Apostrophe : from[i];
        });
        return word.ContainsAnyExcept(Plain) ? text.Normalize(NormalizationForm.FormKC) : text;
    }

    static void AppendLetter(StringBuilder folded, Rune letter)
    {
        if (letter.IsAscii || (!Scripts.IsLatin(letter) && !Scripts.IsGreek(letter)))
        {
            // A tatweel only stretches the letter before it.
            if (letter.Value != 0x640) Append(folded, Rune.ToLowerInvariant(letter));
            return;
        }
        foreach (var part in letter.ToString().Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (!Scripts.Begins(part)) continue;
            var lower = Rune.ToLowerInvariant(part);
            if (Letters.TryGetValue(lower.Value, out var plain)) folded.Append(plain);
            else Append(folded, lower);
        }
    }

    static void Append(StringBuilder folded, Rune rune)
    {
        Span<char> units = stackalloc char[2];
        folded.Append(units[..rune.EncodeToUtf16(units)]);
    }

    static bool Stays(Rune mark, Rune before) => mark.Value switch
    {
        _ when Rune.GetUnicodeCategory(mark) == UnicodeCategory.Format => false,
        >= 0xFE00 and <= 0xFE0F => false, // variation selectors
        _ when Scripts.IsLatin(before) || Scripts.IsGreek(before) => false,
        0x300 or 0x301 => !Scripts.IsCyrillic(before), // stress
        >= 0x591 and <= 0x5C7 => false, // Hebrew points
        (>= 0x610 and <= 0x61A) or (>= 0x64B and <= 0x65F) or 0x670 or (>= 0x6D6 and <= 0x6ED) => false, // Arabic vowels
        _ => true,
    };
}
