namespace Tracker.Domain.Statements.Likeness;

/// <summary>What two statements have in common and in what they differ, each from 0 to 1.</summary>
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
    public bool TopicShared { get; private init; }
    /// <summary>Both name topics, and none of them is the same.</summary>
    public bool TopicsDiffer { get; private init; }
    public bool StanceShared { get; private init; }
    /// <summary>For and against the same.</summary>
    public bool StancesOpposed { get; private init; }
    public bool MeetingsDiffer { get; private init; }
    public bool KindShared { get; private init; }
    public bool ActorShared { get; private init; }
    /// <summary>No speaker is the same: one speaks for the other.</summary>
    public bool ByOffice { get; private init; }
    /// <summary>Both name the time; minutes between.</summary>
    public double? Minutes { get; private init; }

    public static Evidence Of(Signature a, Signature b)
    {
        var (shared, same, opposed) = Topics(a.Topics, b.Topics);
        return Words(a.Words, b.Words) with
        {
            TopicShared = shared,
            TopicsDiffer = !shared && a.Topics.Length > 0 && b.Topics.Length > 0,
            StanceShared = same,
            StancesOpposed = opposed,
            MeetingsDiffer = a.Meeting is not null && b.Meeting is not null && a.Meeting != b.Meeting,
            KindShared = a.Kind == b.Kind,
            ActorShared = Comparison.Common(a.Actors, b.Actors),
            ByOffice = !Comparison.Common(a.Speakers, b.Speakers),
            Minutes = a.Occasion.Minutes(b.Occasion),
        };
    }

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

    // A word or two stand in many a sentence.
    static bool IsPart(Wording part, Wording whole) =>
        part.Weight >= LeastPart && part.Order.Length is >= 4 && part.Order.Length <= whole.Order.Length && whole.Order.AsSpan().IndexOf(part.Order) >= 0;

    static double Share(double part, double whole) => whole <= 0 ? 0 : Math.Min(1, part / whole);

    static (bool Shared, bool Same, bool Opposed) Topics((string Topic, int? Side)[] a, (string Topic, int? Side)[] b)
    {
        var (shared, same, opposed) = (false, false, false);
        foreach (var (topic, side) in a)
        {
            foreach (var (other, otherSide) in b)
            {
                if (topic != other) continue;
                shared = true;
                if (side * otherSide < 0) opposed = true;
                else if (side is not null && side == otherSide) same = true;
            }
        }
        return (shared, same, opposed);
    }
}
