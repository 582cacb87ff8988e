using System.Globalization;
using System.Text;

namespace Tracker.Domain;

/// <summary>The steps of <see cref="Names.Normalize"/>.</summary>
static class Normalization
{
    internal static string Apply(string name)
    {
        if (Ascii.IsValid(name)) return Joined(Plain(name)) is { Length: > 0 } plain ? plain : Marks(name.ToLowerInvariant());
        var lower = WellFormed(name).Replace('İ', 'i').Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var normal = Joined(Letters(Romanization.GreekPairs(Unaccented(lower)), Romanization.LooksUkrainian(lower))).Normalize(NormalizationForm.FormKC);
        return normal.Length > 0 ? normal : Marks(lower);
    }

    static string Joined(string letters)
    {
        var words = letters.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 1 && words[0] == "the") words = words[1..];
        return string.Join(' ', words.Select(Romanization.FoldVariants));
    }

    // A name of nothing but punctuation is still a name.
    static string Marks(string lower) => string.Join(' ', lower.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What <see cref="Letters"/> makes of ASCII, without tables.</summary>
    static string Plain(string name)
    {
        var letters = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c)) letters.Append(char.ToLowerInvariant(c));
            else if (c is '$' or '+' or '<' or '=' or '>' or '^' or '|' or '~') letters.Append(c);
            else if (c is not ('\'' or '"' or '.' or '`') && (!char.IsControl(c) || char.IsWhiteSpace(c))) letters.Append(' ');
        }
        return letters.ToString();
    }

    // Normalize throws on a lone surrogate; names come from outside.
    static string WellFormed(string name)
    {
        if (name.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0) return name;
        var clean = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes()) clean.Append(rune.ToString());
        return clean.ToString();
    }

    static string Letters(string lower, bool ukrainian)
    {
        var result = new StringBuilder(lower.Length);
        foreach (var rune in lower.EnumerateRunes())
        {
            if (char.IsAsciiLetterOrDigit((char)rune.Value) && rune.IsAscii) result.Append((char)rune.Value);
            else if (ukrainian && rune.Value == 'г') result.Append('h');
            else if (Romanization.Of(rune) is { } latin) result.Append(latin);
            else Append(result, rune);
        }
        return result.ToString();
    }

    // Accents come off Latin, Greek and Cyrillic letters, except where they make another letter of it (й, ї, ё); in other scripts they are letters too.
    static string Unaccented(string lower)
    {
        var result = new StringBuilder(lower.Length);
        var accentsGo = false;
        foreach (var rune in lower.EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                accentsGo = char.IsAsciiLetter((char)rune.Value);
                result.Append((char)rune.Value);
                continue;
            }
            if (Romanization.IsMark(rune))
            {
                if (!accentsGo) Add(result, rune);
                continue;
            }
            accentsGo = Romanization.IsLatin(rune) || Romanization.IsCyrillic(rune) || Romanization.IsGreek(rune);
            if (!accentsGo || Romanization.Of(rune) is not null) Add(result, rune);
            else result.Append(string.Concat(rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes().Where(part => !Romanization.IsMark(part))));
        }
        return result.ToString();
    }

    static void Append(StringBuilder result, Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation:
            case UnicodeCategory.ModifierLetter when rune.Value is >= 0x2B0 and <= 0x2FF:
                break;
            case UnicodeCategory.Format or UnicodeCategory.Control when !Rune.IsWhiteSpace(rune):
                break;
            case UnicodeCategory.OtherPunctuation when rune.Value is '\'' or '"' or '.' or '\u2024' or '\u00B7' or '\u05F3' or '\u05F4':
            case UnicodeCategory.ModifierSymbol when rune.Value is '`' or '\u00B4':
                break;
            case UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation
                or UnicodeCategory.OtherPunctuation or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Control:
                result.Append(' ');
                break;
            default:
                Add(result, rune);
                break;
        }
    }

    static void Add(StringBuilder result, Rune rune)
    {
        if (rune.IsBmp) result.Append((char)rune.Value);
        else result.Append(rune.ToString());
    }
}
