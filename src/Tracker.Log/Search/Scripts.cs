using System.Globalization;
using System.Text;

namespace Tracker.Log.Search;

/// <summary>What a character does to a word, by its script and category.</summary>
static class Scripts
{
    /// <summary>Letters and digits begin a word.</summary>
    public static bool Begins(Rune rune) =>
        rune.Value < 0x80 ? char.IsAsciiLetterOrDigit((char)rune.Value) : !IsApostrophe(rune) && !IsVoicing(rune) && Rune.GetUnicodeCategory(rune) is
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary>Marks and invisible format characters go with the character before them. A zero-width space is a space.</summary>
    public static bool Continues(Rune rune) =>
        rune.Value >= 0x80 && rune.Value != 0x200B && (IsVoicing(rune) || Rune.GetUnicodeCategory(rune) is
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format);

    public static bool IsApostrophe(Rune rune) => rune.Value is
        '\'' or '`' or 0xB4 or 0x2B9 or 0x2BB or 0x2BC or 0x2BD or 0x374 or 0x55A or 0x2018 or 0x2019 or 0x201B or 0x2032 or 0x1FEF or 0x1FFD or 0xA78C or 0xFF07;

    /// <summary>Latin letters, where marks are accents and apostrophes stand between words.</summary>
    public static bool IsLatin(Rune rune) =>
        rune.Value is < 0x250 or (>= 0x1E00 and <= 0x1EFF) or (>= 0xFF21 and <= 0xFF5A) && Rune.IsLetter(rune) && !IsApostrophe(rune);

    public static bool IsGreek(Rune rune) => rune.Value is (>= 0x370 and <= 0x3FF) or (>= 0x1F00 and <= 0x1FFF) && Rune.IsLetter(rune);

    public static bool IsCyrillic(Rune rune) => rune.Value is >= 0x400 and <= 0x52F;

    /// <summary>Scripts written without spaces between words: Thai, Lao, Myanmar, Khmer, kana, Han.</summary>
    public static bool IsUnspaced(Rune rune) => rune.Value is
        (>= 0xE00 and <= 0xEFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) or (>= 0x3005 and <= 0x3007) or (>= 0x3021 and <= 0x30FF)
        or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xA9E0 and <= 0xA9FE) or (>= 0xAA60 and <= 0xAA7F)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF66 and <= 0xFF9D) or (>= 0x20000 and <= 0x3FFFF);

    /// <summary>Half-width kana write a voiced syllable with a second character.</summary>
    static bool IsVoicing(Rune rune) => rune.Value is 0xFF9E or 0xFF9F;
}
