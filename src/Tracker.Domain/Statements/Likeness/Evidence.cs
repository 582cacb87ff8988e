namespace Tracker.Domain.Statements.Likeness;

/// <summary>What the words of two statements have in common and in what they differ, shares from 0 to 1; and their setting.</summary>
readonly record struct Evidence
{
    /// <summary>Words that both have, by weight, of all that either has (Dice), after a beginning that is the same in both: many begin alike and go on otherwise.</summary>
    public double Rest { get; private init; }
    /// <summary>Words that both have of the shorter one's.</summary>
    public double Cover { get; private init; }
    /// <summary>The one's words stand in the other as they are, one after the other.</summary>
    public bool Part { get; private init; }
    public bool Equal { get; private init; }
    /// <summary>Weight of the shorter one in words.</summary>
    public double Length { get; private init; }
    /// <summary>Weight of the shorter one as a share of the longer one's.</summary>
    public double Evenness { get; private init; }
    public bool NumbersShared { get; private init; }
    /// <summary>Each has a number or a date that the other lacks.</summary>
    public bool NumbersDiffer { get; private init; }
    /// <summary>One of them has a number (not two, which "both" says too) or a date that the other lacks.</summary>
    public bool NumberMore { get; private init; }
    /// <summary>One denies something and the other denies nothing.</summary>
    public bool NegationMore { get; private init; }
    /// <summary>Something is denied, and nothing of it in both.</summary>
    public bool NegationsDiffer { get; private init; }
    public bool BothDeny { get; private init; }
    public Setting Setting { get; private init; }

    public static Evidence Of(Setting setting, Wording a, Wording b) => Words(a, b) with { Setting = setting };

    const double Little = 0.25;
    const int LeastPart = 200;

    static Evidence Words(Wording a, Wording b)
    {
        var equal = a.Whole == b.Whole;
        var part = equal || IsPart(a, b) || IsPart(b, a);
        var begin = a.Order.AsSpan().CommonPrefixLength(b.Order);
        if (begin < 2) begin = 0;
        var (shared, restShared, restOfA, restOfB) = (0, 0, 0, 0);
        var (numbers, numbersOfA, numbersOfB, more) = (0, 0, 0, false);
        for (int i = 0, j = 0; i < a.Bag.Length || j < b.Bag.Length;)
        {
            var order = i == a.Bag.Length ? 1 : j == b.Bag.Length ? -1 : a.Bag[i].Key.CompareTo(b.Bag[j].Key);
            if (order == 0)
            {
                var weight = Math.Min(a.Bag[i].Weight, b.Bag[j].Weight);
                shared += weight;
                if (a.Bag[i].Last >= begin && b.Bag[j].Last >= begin) restShared += weight;
                if (a.Bag[i].IsNumber) numbers++;
            }
            if (order <= 0)
            {
                if (a.Bag[i].Last >= begin) restOfA += a.Bag[i].Weight;
                if (order < 0 && a.Bag[i].IsNumber) (numbersOfA, more) = (numbersOfA + 1, more || a.Bag[i].Weight == Wording.NumberWeight);
                i++;
            }
            if (order >= 0)
            {
                if (b.Bag[j].Last >= begin) restOfB += b.Bag[j].Weight;
                if (order > 0 && b.Bag[j].IsNumber) (numbersOfB, more) = (numbersOfB + 1, more || b.Bag[j].Weight == Wording.NumberWeight);
                j++;
            }
        }
        var (shorter, longer) = (Math.Min(a.Weight, b.Weight), Math.Max(a.Weight, b.Weight));
        return new Evidence
        {
            Equal = equal,
            Part = part,
            // Where little is left on one side, the beginning is all there is.
            Rest = part ? 1 : Math.Min(restOfA, restOfB) >= Math.Max(100, shorter * Little) ? Share(2 * restShared, restOfA + restOfB) : Share(2 * shared, shorter + longer),
            Cover = Share(shared, shorter),
            Length = shorter / 100.0,
            Evenness = Share(shorter, longer),
            NumbersShared = numbers > 0,
            NumbersDiffer = numbersOfA > 0 && numbersOfB > 0,
            NumberMore = more,
            NegationMore = a.Negated.Length > 0 != b.Negated.Length > 0,
            NegationsDiffer = a.Negated.Length + b.Negated.Length > 0 && !a.Negated.AsSpan().ContainsAny(b.Negated),
            BothDeny = a.Negated.Length > 0 && b.Negated.Length > 0,
        };
    }

    /// <summary>No less than <see cref="Rest"/>; 1 where they begin alike or one is a part of the other.</summary>
    internal static double MostRest(Wording a, Wording b)
    {
        if (a.Order.AsSpan().CommonPrefixLength(b.Order) >= 2 || IsPart(a, b) || IsPart(b, a)) return 1;
        return Share(2 * Wording.NumberWeight * a.MostInCommon(b), a.Weight + b.Weight);
    }

    // A word or two stand in many a sentence.
    static bool IsPart(Wording part, Wording whole) =>
        part.Weight >= LeastPart && part.Order.Length is >= 4 && part.Order.Length <= whole.Order.Length && whole.Order.AsSpan().IndexOf(part.Order) >= 0;

    static double Share(double part, double whole) => whole <= 0 ? 0 : Math.Min(1, part / whole);
}
