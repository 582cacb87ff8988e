using System.Globalization;
using Tracker.Domain;
using Tracker.Domain.Statements;
using Tracker.Log;

namespace Tracker.Search.Bench;

/// <summary>Statement number n, the same at every run: its language, words, and whom, what and when it is about.</summary>
static class Corpus
{
    public const int Actors = 2_000, Meetings = 3_000, Topics = 300, Stories = 40, Sources = 500, ADay = 1_000;

    public static readonly DateTimeOffset Begin = new(2023, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static string Id(int n) => string.Create(CultureInfo.InvariantCulture, $"st-{n}");

    public static Vocabulary LanguageOf(int n)
    {
        var share = Seeded(n).NextDouble();
        foreach (var vocabulary in Vocabulary.All)
        {
            if ((share -= vocabulary.Share) < 0) return vocabulary;
        }
        return Vocabulary.All[0];
    }

    /// <param name="version">0 as it was posted, 1 as it was corrected.</param>
    public static StatementContent Statement(int n, int version = 0)
    {
        var vocabulary = LanguageOf(n);
        var random = Seeded(n + (version * 50_000_000));
        var said = Begin.AddDays(n / (double)ADay);
        return new StatementContent
        {
            Story = "story-" + Skewed(random, Stories), Kind = (StatementKind)Skewed(random, 24), Lang = vocabulary.Lang,
            Text = vocabulary.Text(random, Words(random)),
            Speakers = [Actor(random)], OnBehalfOf = random.Next(3) == 0 ? [Actor(random)] : [], To = random.Next(3) == 0 ? [Actor(random)] : [],
            Meeting = random.Next(2) == 0 ? "meeting-" + random.Next(Meetings) : null,
            About = new About { Topics = [.. Enumerable.Range(0, random.Next(3)).Select(_ => "topic-" + Skewed(random, Topics)).Distinct()], Actors = random.Next(4) == 0 ? [Actor(random)] : [] },
            Sources = [.. Enumerable.Range(0, 1 + random.Next(2)).Select(_ => new Source { Name = "Agency " + Skewed(random, Sources) }).DistinctBy(source => source.Name)],
            SaidAt = random.Next(10) switch
            {
                0 => null,
                1 or 2 => said.AddDays(-random.Next(1_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                _ => said.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            },
        };
    }

    public static NewRecord Posted(int n)
    {
        var decision = Domain.Statements.Statement.Decide(Domain.Statements.Statement.Initial,
            new StatementCommand.Post(Id(n), Statement(n), new HashSet<string>(StringComparer.Ordinal), "bench"));
        return NewRecord.Of(Ref.Statement(Id(n)), decision.Facts[0]);
    }

    public static NewRecord Corrected(int n, long added, DateTimeOffset recordedAt) => NewRecord.Of(Ref.Statement(Id(n)), new Fact(
        new StatementCorrected { Statement = Statement(n, version: 1), Reason = "misheard", Added = added, RecordedAt = recordedAt, By = "bench" },
        [new Touch(Ref.Statement(Id(n)), TouchRole.Self)]));

    public static NewRecord Sourced(int n) => NewRecord.Of(Ref.Statement(Id(n)), new Fact(
        new StatementSourceAdded { Source = new Source { Name = "Agency " + (n % Sources) }, By = "bench" }, [new Touch(Ref.Statement(Id(n)), TouchRole.Self)]));

    public static string Actor(Random random) => "actor-" + Skewed(random, Actors);

    /// <summary>0 is the most frequent.</summary>
    public static int Skewed(Random random, int of) => (int)(Math.Pow(random.NextDouble(), 3) * of);

    // Most are a sentence or two; a few are long.
    static int Words(Random random)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return (int)Math.Clamp(Math.Exp(3.4 + (0.6 * normal)), 3, 600);
    }

    static Random Seeded(int n) => new(n * 7 + 1);
}
