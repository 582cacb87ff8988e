using Tracker.Domain.Statements;

namespace Tracker.Domain.Links;

/// <summary>A link that a rule sees, and the rule's name.</summary>
readonly record struct Proposal(string From, string To, LinkKind Kind, string? Topic, string Rule);

/// <summary>
/// What one position says to those that stand on the same topic, and on topics that oppose it. Same holder: the nearest earlier position of it, as a
/// contradiction (another side, same speaker), a divergence (another side, another speaker for the same principal), a withdrawal, or a newer version.
/// Other holders: the newest that came since this speaker last spoke on the topic, as opposed, in tension (one for it, one only on a condition) or in
/// agreement. At most one of each, so that a repetition proposes nothing new.
/// </summary>
static class ProposalRules
{
    /// <param name="topic">Topic id of the position.</param>
    /// <param name="same">The stands on the topic, without those of the same utterance, oldest first by position.</param>
    /// <param name="opposite">Those on topics that oppose it.</param>
    internal static IEnumerable<Proposal> Of(Stand stand, StatementKind kind, string? inReplyTo, string topic, IReadOnlyList<Stand> same, IReadOnlyList<Stand> opposite)
    {
        if (inReplyTo is not null && same.FirstOrDefault(other => other.Statement == inReplyTo) is { } asked && Answer(stand, asked) is { } answer)
            yield return Link(stand, asked, answer, topic, "links.answer");
        if (Own(stand, kind, topic, same) is { } own) yield return own;
        if (Across(stand, topic, opposite) is { } across) yield return across;
        foreach (var other in Others(stand, topic, same, opposite)) yield return other;
    }

    static LinkKind? Answer(Stand stand, Stand asked) => (stand.Side * asked.Side) switch
    {
        > 0 when !stand.Conditional => LinkKind.Accepts,
        < 0 => LinkKind.Rejects,
        _ => null,
    };

    static Proposal? Own(Stand stand, StatementKind kind, string topic, IReadOnlyList<Stand> same)
    {
        var mine = same.Where(other => other.HeldBySameAs(stand)).ToList();
        // Late news is compared with what was said next before it, or where it is the first, with what was said next after it.
        if (Nearest(stand, mine) is not { } near) return null;
        var (newer, older) = stand.After(near) ? (stand, near) : (near, stand);
        if (kind is StatementKind.Withdraw or StatementKind.Retract && ReferenceEquals(newer, stand)) return Link(newer, older, LinkKind.Withdraws, topic, "links.withdrawal");
        if (newer.Side * older.Side < 0)
            return newer.SpokenBySameAs(older) ? Link(newer, older, LinkKind.Contradicts, topic, "links.contradiction") : Link(newer, older, LinkKind.DivergesFrom, topic, "links.divergence");
        return newer.Stance != older.Stance || newer.Conditional != older.Conditional ? Link(newer, older, LinkKind.Supersedes, topic, "links.newer-version") : null;
    }

    /// <summary>The same holder on the same side of two topics that oppose each other.</summary>
    static Proposal? Across(Stand stand, string topic, IReadOnlyList<Stand> opposite)
    {
        if (stand.Side == 0 || Nearest(stand, [.. opposite.Where(other => other.HeldBySameAs(stand))]) is not { } near || near.Side != stand.Side) return null;
        var (newer, older) = stand.After(near) ? (stand, near) : (near, stand);
        return Link(newer, older, newer.SpokenBySameAs(older) ? LinkKind.Contradicts : LinkKind.DivergesFrom, topic, "links.opposing-topics");
    }

    static IEnumerable<Proposal> Others(Stand stand, string topic, IReadOnlyList<Stand> same, IReadOnlyList<Stand> opposite)
    {
        var spokeLast = same.Where(other => other.SpokenBySameAs(stand)).Select(other => other.Position).DefaultIfEmpty(0).Max();
        var news = same.Where(other => other.Position > spokeLast && !other.SpokenBySameAs(stand)).ToList();
        var foreign = news.FindAll(other => !other.HeldBySameAs(stand));
        var against = foreign.FindLast(other => other.Side * stand.Side < 0)
            ?? opposite.LastOrDefault(other => other.Position > spokeLast && !other.HeldBySameAs(stand) && !other.SpokenBySameAs(stand) && stand.Side != 0 && other.Side == stand.Side);
        if (against is not null) yield return Link(stand, against, LinkKind.OpposedPositions, topic, "links.opposition");
        if (foreign.FindLast(other => Tense(stand, other)) is { } tense) yield return Link(stand, tense, LinkKind.Tension, topic, "links.tension");
        if (stand.Side != 0 && news.FindLast(other => other.Side == stand.Side) is { } agreeing) yield return Link(stand, agreeing, LinkKind.AgreesWith, topic, "links.agreement");
    }

    static bool Tense(Stand a, Stand b) => (a.Side > 0 && b.Stance == Stance.Conditional) || (b.Side > 0 && a.Stance == Stance.Conditional);

    static Stand? Nearest(Stand stand, List<Stand> others) =>
        others.Where(stand.After).Aggregate((Stand?)null, (best, other) => best is null || other.After(best) ? other : best)
        ?? others.Where(other => other.After(stand)).Aggregate((Stand?)null, (best, other) => best is null || best.After(other) ? other : best);

    static Proposal Link(Stand from, Stand to, LinkKind kind, string topic, string rule) => new(Ref.Statement(from.Statement), Ref.Statement(to.Statement), kind, topic, rule);
}
