using Tracker.Domain.Statements;
using Tracker.Domain.Statements.Likeness;

namespace Tracker.Pairs;

/// <summary>How many were caught (queued or attached), and how many of them attached.</summary>
sealed record Counts(int All, int Caught, int Attached)
{
    public static Counts Of(IEnumerable<Retelling?> found)
    {
        var list = found.ToList();
        return new Counts(list.Count, list.Count(one => one is not null), list.Count(one => one?.Rule == Retelling.SameWords));
    }

    public double Share => All == 0 ? 0 : (double)Caught / All;
}

/// <summary>Precision, recall and F1 of one answer over true and false pairs.</summary>
sealed record Quality(double Precision, double Recall)
{
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    public static Quality Caught(Counts duplicates, Counts distinct) => Of(duplicates.Caught, distinct.Caught, duplicates.All);

    public static Quality Attached(Counts duplicates, Counts distinct) => Of(duplicates.Attached, distinct.Attached, duplicates.All);

    static Quality Of(int right, int wrong, int all) => new(right + wrong == 0 ? 1 : (double)right / (right + wrong), (double)right / all);
}

/// <summary>Pairs as other worlds would show them.</summary>
static class Sources
{
    public static Pair WithoutAddresses(Pair pair) => pair with { A = Nameless(pair.A), B = Nameless(pair.B) };

    /// <summary>Each post from an outlet of its own: the rule about sources helps nothing and costs nothing.</summary>
    public static Pair OfTwoOutlets(Pair pair) => pair with { A = From(pair.A, "one"), B = From(pair.B, "another") };

    static StatementContent Nameless(StatementContent post) => post with { Sources = [.. post.Sources.Where(source => source.Name is not null).Select(source => source with { Url = null })] };

    static StatementContent From(StatementContent post, string outlet) => post with { Sources = [new Source { Name = outlet }] };
}

/// <summary>
/// Precision as a desk would see it. Half of the pairs are duplicates; of what a desk takes in next to nothing is. So: of 100 posts some are retellings, and
/// every post is held against <see cref="Others"/> other statements of its speaker within reach, <see cref="Near"/> of which are about the same and in part in
/// the same words (class near_miss), the rest about something else (posts of one speaker whose dates fit, drawn from all pairs). Each post is of an outlet of its own.
/// </summary>
sealed class Desk
{
    public const int Others = 20, Near = 2, Sampled = 20_000;

    public double Recall { get; }
    public double FalseOfNear { get; }
    public Counts OtherStatements { get; }
    public Counts AnyStatements { get; }

    public Desk(IReadOnlyList<Pair> pairs)
    {
        var twoOutlets = pairs.Select(Sources.OfTwoOutlets).ToList();
        Recall = Counts.Of(twoOutlets.Where(pair => pair.IsDuplicate && !Report.Apart.Contains(pair.Class)).Select(pair => pair.Compare())).Share;
        FalseOfNear = Counts.Of(twoOutlets.Where(pair => pair.Class == "near_miss").Select(pair => pair.Compare())).Share;
        var posts = twoOutlets.Where(pair => pair.IsDuplicate && pair.Base is not null).SelectMany(pair => new[] { (pair.Base, Post: pair.A, pair.Class), (pair.Base, Post: pair.B, pair.Class) })
            .Where(post => !Report.Apart.Contains(post.Class)).Select(post => (post.Base!, post.Post)).ToList();
        OtherStatements = Sample(posts, sameSpeaker: true);
        AnyStatements = Sample(posts, sameSpeaker: false);
    }

    /// <param name="retellings">Share of all posts that are.</param>
    /// <param name="near">How many of the others are about the same.</param>
    public double Precision(double retellings, int near)
    {
        var wrongly = 1 - (Math.Pow(1 - FalseOfNear, near) * Math.Pow(1 - OtherStatements.Share, Others - near));
        return retellings * Recall / ((retellings * Recall) + ((1 - retellings) * wrongly));
    }

    static Counts Sample(List<(string Base, StatementContent Post)> posts, bool sameSpeaker)
    {
        var random = new Random(20250516);
        var bySpeaker = posts.GroupBy(post => sameSpeaker ? post.Post.Speakers[0] : "", StringComparer.Ordinal).Select(group => group.ToList())
            .Where(group => group.Select(post => post.Base).Distinct(StringComparer.Ordinal).Count() > 1).ToList();
        var found = new List<Retelling?>();
        while (found.Count < Sampled)
        {
            var group = bySpeaker[random.Next(bySpeaker.Count)];
            var (one, other) = (group[random.Next(group.Count)], group[random.Next(group.Count)]);
            if (one.Base == other.Base || (sameSpeaker && !Dated(one.Post, other.Post))) continue;
            found.Add(Pair.Compare(one.Post with { Sources = [new Source { Name = "one" }] }, other.Post with { Sources = [new Source { Name = "another" }] }));
        }
        return Counts.Of(found);
    }

    // Of the same day, or one of them undated: what the date tells apart would be told apart for nothing.
    static bool Dated(StatementContent a, StatementContent b) =>
        a.SaidAt is null || b.SaidAt is null || a.SaidAt.TrimStart('.', '/')[..10] == b.SaidAt.TrimStart('.', '/')[..10];
}
