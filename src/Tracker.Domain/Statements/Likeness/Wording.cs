using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text;

namespace Tracker.Domain.Statements.Likeness;

/// <summary>A word as it is compared: a number that stands for its beginning, its weight in percent, and where it stands last.</summary>
readonly record struct Word(uint Key, byte Weight, ushort Last, bool IsNumber);

/// <summary>
/// What is kept of a statement's words to compare them with others; the words themselves are in it no more. At most <see cref="Most"/> words, one kilobyte or so
/// for the longest text and 200 bytes for a usual one.
/// <para>
/// A word is its first <see cref="Stem"/> letters after <see cref="Names.Normalize"/>, which does for endings in the languages that have many, and for names
/// written in another script; scripts without spaces are taken by pairs of letters. Numerals and digits of one value are one word ("fifty" = "50"), months and
/// days too. Weights: what says nothing (<see cref="Lexicon.Empty"/>) and who speaks weigh nothing, short words little, numbers most.
/// </para>
/// </summary>
sealed class Wording
{
    public const int Most = 256;
    const int Stem = 5;
    const int LongestRead = 10_000;
    internal const int NumberWeight = 120;
    /// <summary>Two is also said by "both" and "each".</summary>
    const int TwoWeight = 60;
    const int Scope = 2;
    const int UntilWeight = 75;
    static readonly uint UntilKey = KeyOf("@until");

    Wording() { }

    /// <summary>Equal for equal words, whatever their case, quotes, dashes, apostrophes and white space, and whoever is named behind them.</summary>
    public UInt128 Whole { get; private init; }

    /// <summary>Keys in the order of the text, all of them.</summary>
    public uint[] Order { get; private init; } = [];

    /// <summary>Those that weigh something, each once, sorted by key.</summary>
    public Word[] Bag { get; private init; } = [];

    /// <summary>Keys of the two words after each negation, sorted.</summary>
    public uint[] Negated { get; private init; } = [];

    /// <summary>Sum of the weights of <see cref="Bag"/>, in percent of a word.</summary>
    public int Weight { get; private init; }

    public bool HasNumbers { get; private init; }

    /// <summary>A bit for each key of <see cref="Bag"/>, of 256.</summary>
    Vector256<ulong> Marks { get; init; }

    /// <summary>No fewer than the words of <see cref="Bag"/> that both have: bits that both have, and for each word of the shorter one that shares its bit, one more.</summary>
    public int MostInCommon(Wording other)
    {
        var few = Bag.Length <= other.Bag.Length ? this : other;
        return Bits(Marks & other.Marks) + (few.Bag.Length - Bits(few.Marks));
    }

    static int Bits(Vector256<ulong> marks) =>
        BitOperations.PopCount(marks[0]) + BitOperations.PopCount(marks[1]) + BitOperations.PopCount(marks[2]) + BitOperations.PopCount(marks[3]);

    static Vector256<ulong> MarksOf(Word[] bag)
    {
        Span<ulong> marks = stackalloc ulong[4];
        foreach (var word in bag) marks[(int)(word.Key >> 6 & 3)] |= 1UL << (int)(word.Key & 63);
        return Vector256.Create<ulong>(marks);
    }

    /// <param name="own">Ids of who speaks: their names say nothing.</param>
    public static Wording Of(string text, IEnumerable<string> own)
    {
        var plain = Framing.Off(text);
        var tokens = Tokens(plain.Length <= LongestRead ? plain : plain[..LongestRead]);
        var names = own.SelectMany(id => Names.Normalize(id).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(Begin).ToHashSet(StringComparer.Ordinal);
        var reader = new Reader(tokens, names);
        reader.Read();
        Word[] bag = [.. reader.Bag.Values];
        Array.Sort(bag, static (a, b) => a.Key.CompareTo(b.Key));
        return new Wording
        {
            Whole = Digest(tokens, plain), Order = [.. reader.Order], Bag = bag, Negated = [.. reader.Negated.Order()], Weight = bag.Sum(word => word.Weight),
            HasNumbers = Array.Exists(bag, word => word.IsNumber), Marks = MarksOf(bag),
        };
    }

    static string[] Tokens(string plain) => Names.Normalize(Prepared(plain)).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // Names drop apostrophes and points; here "l'acte" is two words, "1,146" one number and "4.5" not 45.
    static string Prepared(string text)
    {
        var prepared = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var amidDigits = i > 0 && i + 1 < text.Length && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]);
            if (c is '\'' or '’' or 'ʼ' or '`' or '´' or '‘') prepared.Append(' ');
            else if (amidDigits && c is '.' or ',' or ' ' or '\u00A0' or '\u202F' && Thousands(text, i)) continue;
            else if (amidDigits && c is '.' or ',') prepared.Append(Point);
            else if (c is '.' or '…' || char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol) prepared.Append(' ');
            else prepared.Append(c);
        }
        return prepared.ToString();
    }

    const char Point = '⎖';
    static readonly SearchValues<char> Digits = SearchValues.Create("0123456789⎖");

    // One to three digits before the mark, three behind it.
    static bool Thousands(string text, int mark) => DigitsFrom(text, mark - 1, -1) <= 3 && DigitsFrom(text, mark + 1, 1) == 3;

    static int DigitsFrom(string text, int at, int step)
    {
        var count = 0;
        for (; at >= 0 && at < text.Length && count <= 3 && char.IsAsciiDigit(text[at]); at += step) count++;
        return count;
    }

    static UInt128 Digest(string[] tokens, string plain)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join(' ', tokens)));
        // Of a very long text the rest counts letter by letter.
        if (plain.Length > LongestRead) hash.AppendData(Encoding.UTF8.GetBytes(new string([.. plain.Skip(LongestRead).Where(char.IsLetterOrDigit)]).ToLowerInvariant()));
        return BinaryPrimitives.ReadUInt128LittleEndian(hash.GetHashAndReset());
    }

    // A plural's s would stand within the stem of a short word and outside that of a long one.
    static string Begin(string word)
    {
        var begin = word.Length <= Stem ? word : word[..Stem];
        return begin.Length > 3 && begin[^1] == 's' ? begin[..^1] : begin;
    }

    /// <summary>Ids and beginnings of words as numbers (FNV-1a).</summary>
    internal static uint KeyOf(ReadOnlySpan<char> word)
    {
        var hash = 2_166_136_261u;
        foreach (var c in word) hash = (hash ^ c) * 16_777_619u;
        return hash;
    }

    sealed class Reader(string[] tokens, HashSet<string> names)
    {
        int _at;
        int _denied;

        public List<uint> Order { get; } = new(Math.Min(tokens.Length, Most));
        public Dictionary<uint, Word> Bag { get; } = [];
        public HashSet<uint> Negated { get; } = [];

        public void Read()
        {
            while (_at < tokens.Length && Order.Count < Most)
            {
                if (Number() is { } value) Take(KeyOf(string.Create(CultureInfo.InvariantCulture, $"#{value}")), value is 1 ? 0 : value is 2 ? TwoWeight : NumberWeight, isNumber: true);
                else One(tokens[_at++]);
            }
        }

        void One(string word)
        {
            if (Lexicon.Calendar.TryGetValue(word, out var date)) Take(KeyOf(string.Create(CultureInfo.InvariantCulture, $"@{date}")), NumberWeight, isNumber: true);
            else if (Lexicon.Until.Contains(word)) Take(UntilKey, UntilWeight, isNumber: false);
            else if (Unspaced(word)) Pairs(word);
            else Take(KeyOf(Begin(word)), WeightOf(word), isNumber: false);
            if (IsNegation(word)) _denied = Scope;
        }

        bool IsNegation(string word) =>
            Lexicon.Negations.Contains(word) || (word == "t" && _at >= 2 && tokens[_at - 2].EndsWith('n'));

        int WeightOf(string word) =>
            Lexicon.Empty.Contains(word) || IsNegation(word) || names.Contains(Begin(word)) ? 0 : word.Length switch { <= 2 => 15, 3 => 50, 4 => 75, _ => 100 };

        /// <summary>Numerals that belong together ("two hundred and five", "95 billion") as one value; null = there is none here.</summary>
        double? Number()
        {
            if (Part(tokens[_at]) is not { } part) return null;
            double whole = 0, current = part is 100 or >= 1000 && !char.IsAsciiDigit(tokens[_at][0]) ? 1 : part;
            if (current == 1 && part > 1) Multiply(part, ref whole, ref current);
            for (_at++; _at < tokens.Length && Lexicon.Value(tokens[_at]) is { } next; _at++)
            {
                if (next is 100 or >= 1000) Multiply(next, ref whole, ref current);
                else if (current == 0 || (current % 100 == 0 && next < 100) || (current >= 20 && current % 10 == 0 && next < 10)) current += next;
                else break;
            }
            return whole + current;
        }

        static void Multiply(double by, ref double whole, ref double current)
        {
            if (by == 100) current *= 100;
            else (whole, current) = (whole + (Math.Max(current, 1) * by), 0);
        }

        static double? Part(string word)
        {
            if (!char.IsAsciiDigit(word[0])) return Lexicon.Value(word);
            var digits = word.AsSpan(0, word.AsSpan().IndexOfAnyExcept(Digits) is > 0 and var end ? end : word.Length).ToString().Replace(Point, '.');
            return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
        }

        void Take(uint key, int weight, bool isNumber)
        {
            if (Order.Count >= Most) return;
            if (weight > 0)
            {
                if (_denied-- > 0) Negated.Add(key);
                Bag[key] = new Word(key, (byte)Math.Max(weight, Bag.GetValueOrDefault(key).Weight), (ushort)Order.Count, isNumber);
            }
            Order.Add(key);
        }

        void Pairs(string word)
        {
            for (var i = 0; i + 1 < word.Length; i++) Take(KeyOf(word.AsSpan(i, 2)), 60, isNumber: false);
            if (word.Length == 1) Take(KeyOf(word), 60, isNumber: false);
        }

        // Thai to Khmer, kana, Han: words are not set apart.
        static bool Unspaced(string word) => word[0] is (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF') or (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF');
    }
}
