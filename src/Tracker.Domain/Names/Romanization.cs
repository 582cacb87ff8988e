using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Tracker.Domain;

/// <summary>Letters that stand for others when names are compared: Cyrillic, Greek and the Latin letters that Unicode does not decompose. Lower case only.</summary>
static class Romanization
{
    const string Cyrillic =
        "а a б b в v г g д d е e ё e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya " +
        "ѐ e ђ dj ѓ gj є ye ѕ dz і i ї yi ј j љ lj њ nj ћ c ќ kj ѝ i ў u џ dz " +
        "ѡ o ѣ e ѥ ye ѧ ya ѩ ya ѫ u ѭ yu ѯ ks ѱ ps ѳ f ѵ i ѷ i ѹ u ѻ o ѽ o ѿ ot ҁ k ҂ - " +
        "ҋ y ҍ - ҏ r ґ g ғ g ҕ g җ zh ҙ z қ k ҝ k ҟ k ҡ k ң n ҥ ng ҧ p ҩ o ҫ s ҭ t ү u ұ u ҳ h ҵ ts ҷ ch ҹ ch һ h ҽ ch ҿ ch Ӏ - ӏ - " +
        "ӂ zh ӄ k ӆ l ӈ n ӊ n ӌ ch ӎ m ӑ a ӓ a ӕ ae ӗ e ә a ӛ a ӝ zh ӟ z ӡ dz ӣ i ӥ i ө o ӫ o ӭ e ӯ u ӱ u ӳ u ӵ ch ӷ g ӹ y ӻ g ӽ h ӿ h";

    const string Greek =
        "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o";

    const string Latin = "ß ss æ ae œ oe ø o ł l đ d ð d þ th ı i ħ h ŋ ng ə e ŧ t ĸ k ſ s ƒ f ɓ b ɗ d ƙ k ƴ y ɣ g ɛ e ɔ o ɩ i ʊ u";

    static readonly FrozenDictionary<Rune, string> Letters = Table(Cyrillic, Greek, Latin);

    /// <summary>The Latin letters for a lower-case letter without accents, or null where it stays.</summary>
    internal static string? Of(Rune letter) => Letters.GetValueOrDefault(letter);

    internal static bool IsCyrillic(Rune letter) => letter.Value is >= 0x400 and <= 0x52F;

    internal static bool IsGreek(Rune letter) => letter.Value is (>= 0x370 and <= 0x3FF) or (>= 0x1F00 and <= 0x1FFF);

    /// <summary>Latin as written in the Latin blocks, where marks are accents and can go.</summary>
    internal static bool IsLatin(Rune letter) => letter.Value is < 0x250 or (>= 0x1E00 and <= 0x1EFF) && Rune.IsLetter(letter);

    /// <summary>Ukrainian writes г for h, Russian for g; the letters і ї є ґ tell which it is.</summary>
    internal static bool LooksUkrainian(string lower) => lower.AsSpan().IndexOfAny("іїєґ") >= 0;

    /// <summary>What people write differently for one sound: -y, -yy, -iy, -ij, -yi; ye and ie; ks and x.</summary>
    internal static string FoldVariants(string word)
    {
        if (!word.AsSpan().ContainsAny('i', 'y') && !word.Contains("ks", StringComparison.Ordinal)) return word;
        var folded = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length; i++)
        {
            if (word[i] is not ('i' or 'y'))
            {
                folded.Append(word[i]);
                continue;
            }
            while (i + 1 < word.Length && word[i + 1] is 'i' or 'y' or 'j') i++;
            folded.Append('i');
        }
        return folded.ToString().Replace("ie", "e", StringComparison.Ordinal).Replace("ks", "x", StringComparison.Ordinal);
    }

    /// <summary>Greek letter pairs that sound as one, before the letters are taken singly.</summary>
    internal static string GreekPairs(string lower) => lower
        .Replace("ου", "u", StringComparison.Ordinal).Replace("αυ", "av", StringComparison.Ordinal).Replace("ευ", "ev", StringComparison.Ordinal)
        .Replace("γγ", "ng", StringComparison.Ordinal).Replace("γκ", "gk", StringComparison.Ordinal)
        .Replace("μπ", "b", StringComparison.Ordinal).Replace("ντ", "nt", StringComparison.Ordinal);

    static FrozenDictionary<Rune, string> Table(params string[] rows) =>
        rows.SelectMany(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries).Chunk(2))
            .ToFrozenDictionary(pair => Rune.GetRuneAt(pair[0], 0), pair => pair[1] == "-" ? "" : pair[1]);

    internal static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
}
