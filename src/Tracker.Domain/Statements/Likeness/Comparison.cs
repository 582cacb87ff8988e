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

    const double Base = -4.3;
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
        var evidence = Evidence.Of(earlier, later);
        if (Clash(evidence)) return null;
        var score = (int)Math.Round(100 / (1 + Math.Exp(-Weigh(evidence))));
        return score < Likely ? null : new Retelling(IsSameWords(evidence) ? Retelling.SameWords : Retelling.Paraphrase, score);
    }

    internal static bool MayBe(Signature earlier, Signature later) =>
        earlier.Id != later.Id
        && earlier.Story == later.Story
        && earlier.Historical == later.Historical
        && (Common(earlier.Speakers, later.Speakers) || SpeaksFor(earlier, later) || SpeaksFor(later, earlier))
        && earlier.Occasion.Fits(later.Occasion)
        && earlier.Sources.Length > 0 && later.Sources.Any(source => source.IsNewTo(earlier.Sources))
        && earlier.Utterance != later.Utterance
        && earlier.InReplyTo != later.Id && later.InReplyTo != earlier.Id
        && (earlier.InReplyTo is null || later.InReplyTo is null || earlier.InReplyTo == later.InReplyTo);

    internal static bool Clash(Evidence e) =>
        e.StancesOpposed || (!e.Part && e.Cover >= 0.7 && e.Evenness >= 0.6 && (e.NumberMore || e.NumbersDiffer || e.NegationsDiffer));

    internal static double Weigh(Evidence e)
    {
        var formula = e.Part && !e.TopicShared && !(e.Minutes <= SameMoment) ? Math.Max(0, 1 - (e.Length / Formula)) : 0;
        return Base
            + (4.8 * e.Rest)
            + (e.Part ? 1.3 : 0)
            + (e.NumbersShared ? 0.8 : 0)
            + (e.BothDeny ? 0.4 : e.NegationMore ? -0.4 : 0)
            + (e.TopicShared ? 2.2 : e.TopicsDiffer ? -1.6 : 0)
            + (e.StanceShared ? 0.9 : 0)
            + (e.KindShared ? 0.6 : 0)
            + (e.ActorShared ? 0.7 : 0)
            + (e.MeetingsDiffer ? -1.0 : 0)
            + (e.Minutes > Later ? -2.6 : 0)
            + (e.ByOffice ? -1.0 : 0)
            - (5.0 * formula);
    }

    static bool IsSameWords(Evidence e) =>
        e.Equal && e.Length >= (e.TopicShared ? LongEnoughOnTopic : LongEnough) && !e.ByOffice && !e.TopicsDiffer && !e.MeetingsDiffer && !(e.Minutes > Later);

    // "Kyiv says", "the minister says for Kyiv": an office that speaks alone, and one who speaks for it.
    static bool SpeaksFor(Signature office, Signature speaker) =>
        office.Speakers.Count == 1 && speaker.Speakers.Count == 1 && speaker.OnBehalfOf.Contains(office.Speakers[0], StringComparer.Ordinal);

    internal static bool Common(IReadOnlyList<string> a, IReadOnlyList<string> b)
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
