namespace Tracker.Domain.Statements.Likeness;

/// <summary>What the comparison found, and how sure it is, percent.</summary>
public sealed record Retelling(string Rule, int Score)
{
    /// <summary>The same words, so long that nobody says them twice by chance: a further source of the other statement.</summary>
    public const string SameWords = "same-words";
    /// <summary>Likely the same in other words: for an editor.</summary>
    public const string Paraphrase = "paraphrase";
}

/// <summary>
/// Whether a statement tells again what another one has, by signatures alone. Three steps.
/// <list type="number">
/// <item><see cref="MayBe"/>, what a retelling must be: of the same story and speaker (or of the office and who speaks for it), of a day that fits, from a source that
/// the other lacks, and neither a reply to the other nor another part of its utterance.</item>
/// <item><see cref="Clash"/>, what it cannot be: for what the other is against, or in nearly the same words with another number, date or negation.</item>
/// <item>What is left is weighed: the evidence adds up to log-odds, as in a logistic regression. The weights were fitted on the tune third-and-third of
/// <c>tests/bench/pairs</c> beside many pairs of other statements of one speaker and day, so that the score is near the share of true ones among pairs like it,
/// and rounded. Shared words count most, then a shared topic: without either nothing reaches <see cref="Likely"/>.</item>
/// </list>
/// </summary>
public static class Comparison
{
    /// <summary>Percent from which on a statement waits for an editor.</summary>
    public const int Likely = 60;

    /// <summary>A little under the log-odds that round to <see cref="Likely"/>.</summary>
    static readonly double LikelyOdds = Math.Log((Likely - 1.0) / (101.0 - Likely));

    const double Base = -4.3;
    const double OfRest = 4.8;
    const double OfPart = 1.3;
    const double OfNumbers = 0.8;
    const double OfDenial = 0.4;
    /// <summary>Weight of the shorter text, in words, under which its words alone are a formula ("The floor is yours").</summary>
    const double Formula = 6;
    const double LongEnough = 6;
    const double LongEnoughOnTopic = 5;
    const double SameMoment = 2;
    const double Later = 30;

    /// <summary>The retelling that <paramref name="later"/> is of <paramref name="earlier"/>; null = it is none.</summary>
    public static Retelling? Of(Signature earlier, Signature later)
    {
        if (!MayBe(earlier, later)) return null;
        var setting = Setting.Of(earlier, later);
        if (setting.StancesOpposed || Weigh(setting) + MostOf(earlier.Words, later.Words) < LikelyOdds) return null;
        var evidence = Evidence.Of(setting, earlier.Words, later.Words);
        if (Clash(evidence)) return null;
        var score = (int)Math.Round(100 / (1 + Math.Exp(-Weigh(evidence))));
        return score < Likely ? null : new Retelling(IsSameWords(evidence) ? Retelling.SameWords : Retelling.Paraphrase, score);
    }

    // What most pairs fail is asked first.
    internal static bool MayBe(Signature earlier, Signature later) =>
        earlier.Occasion.Fits(later.Occasion)
        && earlier.Historical == later.Historical
        && earlier.Utterance != later.Utterance
        && earlier.Id != later.Id
        && earlier.Story == later.Story
        && (Common(earlier.Voices, later.Voices) || SpeaksFor(earlier, later) || SpeaksFor(later, earlier))
        && IsNew(later.Sources, earlier.Sources)
        && earlier.InReplyTo != later.Id && later.InReplyTo != earlier.Id
        && (earlier.InReplyTo is null || later.InReplyTo is null || earlier.InReplyTo == later.InReplyTo);

    internal static bool Clash(Evidence e) =>
        e.Setting.StancesOpposed || (!e.Part && e.Cover >= 0.7 && e.Evenness >= 0.6 && (e.NumberMore || e.NumbersDiffer || e.NegationsDiffer));

    internal static double Weigh(Evidence e)
    {
        var formula = e.Part && !e.Setting.TopicShared && !(e.Setting.Minutes <= SameMoment) ? Math.Max(0, 1 - (e.Length / Formula)) : 0;
        return Weigh(e.Setting)
            + (OfRest * e.Rest)
            + (e.Part ? OfPart : 0)
            + (e.NumbersShared ? OfNumbers : 0)
            + (e.BothDeny ? OfDenial : e.NegationMore ? -OfDenial : 0)
            - (5.0 * formula);
    }

    static double Weigh(Setting s) =>
        Base
        + (s.TopicShared ? 2.2 : s.TopicsDiffer ? -1.6 : 0)
        + (s.StanceShared ? 0.9 : 0)
        + (s.KindShared ? 0.6 : 0)
        + (s.ActorShared ? 0.7 : 0)
        + (s.MeetingsDiffer ? -1.0 : 0)
        + (s.Minutes > Later ? -2.6 : 0)
        + (s.ByOffice ? -1.0 : 0);

    /// <summary>No less than the words can weigh, without looking at them one by one: nearly all pairs end here.</summary>
    static double MostOf(Wording a, Wording b)
    {
        var most = Evidence.MostRest(a, b);
        return (OfRest * most) + (most >= 1 ? OfPart : 0) + (a.HasNumbers && b.HasNumbers ? OfNumbers : 0) + (a.Negated.Length > 0 && b.Negated.Length > 0 ? OfDenial : 0);
    }

    static bool IsSameWords(Evidence e) =>
        e.Equal && e.Length >= (e.Setting.TopicShared ? LongEnoughOnTopic : LongEnough) && e.Setting is { ByOffice: false, TopicsDiffer: false, MeetingsDiffer: false } && !(e.Setting.Minutes > Later);

    // "Kyiv says", "the minister says for Kyiv": an office that speaks alone, and one who speaks for it.
    static bool SpeaksFor(Signature office, Signature speaker) =>
        office.Voices.Length == 1 && speaker.Voices.Length == 1 && speaker.Behind.Length > 0 && Common(office.Voices, speaker.Behind);

    static bool IsNew(Origin[] later, Origin[] known)
    {
        if (known.Length == 0) return false;
        foreach (var source in later)
        {
            if (source.IsNewTo(known)) return true;
        }
        return false;
    }

    internal static bool Common(string[] a, string[] b)
    {
        foreach (var one in a)
        {
            foreach (var other in b)
            {
                if (one == other) return true;
            }
        }
        return false;
    }
}
