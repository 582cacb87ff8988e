using System.Collections.Immutable;
using System.Globalization;
using Tracker.Domain.Conditions;
using Tracker.Domain.Dates;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;
using Tracker.Domain.Topics;

namespace Tracker.Domain.Links;

/// <summary>
/// What the rules need to see links between a story's statements: the newest positions on each topic, and which topics oppose each other. A fold of
/// statement and topic records. Bounded by topics; a correction reads the statement's own life to take back what it had made rules propose.
/// </summary>
public sealed record ProposalFold
{
    /// <summary>Positions that are kept of a topic.</summary>
    public const int Kept = 16;

    /// <summary>Links that one record makes rules propose, at most.</summary>
    public const int Most = 6;

    /// <summary>By topic id, oldest first by position.</summary>
    public ImmutableDictionary<string, ImmutableList<Stand>> Stands { get; init; } = ImmutableDictionary<string, ImmutableList<Stand>>.Empty;

    /// <summary>Topic id → ids of topics that say so, or are said to be, its opposite.</summary>
    public ImmutableDictionary<string, ImmutableList<string>> Opposes { get; init; } = ImmutableDictionary<string, ImmutableList<string>>.Empty;

    public static ProposalFold Empty { get; } = new();

    /// <summary>The references whose life <see cref="Follow"/> needs: of a statement that was changed or taken back.</summary>
    public static IReadOnlyList<string> NeedsLives(Record record) => Changed(record) ? [record.Entity] : [];

    /// <summary>Takes one record in that touches the story.</summary>
    /// <param name="resolved">Conditions that the record resolved.</param>
    /// <param name="propose">False: the story wants no proposals; what was proposed before is still taken back.</param>
    public static (ProposalFold After, IReadOnlyList<(Fact Fact, bool Creates)> Reactions) Follow(
        ProposalFold before, Record record, Merges merges, IReadOnlyList<ConditionResolved> resolved, IReadOnlyDictionary<string, IReadOnlyList<Record>> lives, string story, bool propose)
    {
        if (record.Kind is "topic.created" or "topic.revised") return (before.Oppose(record), []);
        var changed = Changed(record);
        if (!record.Entity.StartsWith("statement/", StringComparison.Ordinal) && resolved.Count == 0) return (before, []);
        var after = before.Place(record, changed);
        List<(Fact, bool)> reactions = [];
        HashSet<(string, string, LinkKind)> known = [];
        if (changed) TakeBack(record, lives, reactions, known);
        var proposals = new List<Proposal>();
        if (Taken(record, merges) is { } taken)
        {
            if (propose) proposals.AddRange(taken.SelectMany(one => after.See(record, one.Stand, one.Topic)));
            after = taken.Aggregate(after, static (fold, one) => fold.Fill(one.Topic, one.Stand));
        }
        if (propose) proposals.AddRange(resolved.Select(OfCondition).OfType<Proposal>());
        var made = 0;
        foreach (var proposal in proposals)
        {
            if (made == Most || !known.Add((proposal.From, proposal.To, proposal.Kind))) continue;
            reactions.Add((Linked(proposal, record, story, ++made), true));
        }
        return (after, reactions);
    }

    static bool Changed(Record record) => record.Entity.StartsWith("statement/", StringComparison.Ordinal) && record.Kind != "statement.added" && CellLife.Concerns(record);

    /// <summary>The positions that the record's statement takes now; null = this record does not say.</summary>
    static List<(string Topic, Stand Stand)>? Taken(Record record, Merges merges)
    {
        if (!record.Entity.StartsWith("statement/", StringComparison.Ordinal)) return null;
        var (content, recordedAt, position) = record.Event switch
        {
            StatementAdded e => (e.Statement, record.At, record.Position),
            StatementCorrected e when Changed(record) => (e.Statement, e.RecordedAt, e.Added),
            _ => (null, default, 0L),
        };
        if (content is null || content.Historical || content.Holders.Count == 0) return null;
        var id = Ref.IdOf(record.Entity);
        return
        [
            .. content.Positions.Select(taken => (taken.Topic, new Stand
            {
                Statement = id, Utterance = content.SameUtteranceAs ?? id, Speakers = content.Speakers, Holders = [.. content.Holders.Select(merges.Canonical)],
                Stance = taken.Stance, Conditional = taken.Conditions.Count > 0, SaidKey = Said.Key(content.SaidUntil, recordedAt), Position = position,
            })),
        ];
    }

    IEnumerable<Proposal> See(Record record, Stand stand, string topic)
    {
        var (kind, inReplyTo) = record.Event switch
        {
            StatementAdded e => (e.Statement.Kind, e.Statement.InReplyTo),
            StatementCorrected e => (e.Statement.Kind, e.Statement.InReplyTo),
            _ => (StatementKind.Other, null),
        };
        var same = Others(topic, stand);
        List<Stand> opposite = [.. (Opposes.GetValueOrDefault(topic) ?? []).SelectMany(other => Others(other, stand)).OrderBy(other => other.Position)];
        return ProposalRules.Of(stand, kind, inReplyTo, topic, same, opposite);
    }

    List<Stand> Others(string topic, Stand stand) => [.. (Stands.GetValueOrDefault(topic) ?? []).Where(other => !other.Empty && other.Utterance != stand.Utterance)];

    /// <summary>
    /// Gives the statement its place on each topic, empty at first: which statements are among the kept ones follows from the records' headers alone, so
    /// that whoever reads the log after a takedown keeps the same. One that is changed empties its places; it gets new ones only while it has one.
    /// </summary>
    ProposalFold Place(Record record, bool changed)
    {
        var id = Ref.IdOf(record.Entity);
        var stands = Stands;
        if (changed)
        {
            foreach (var (topic, on) in Stands)
            {
                var at = on.FindIndex(stand => stand.Statement == id);
                if (at >= 0) stands = stands.SetItem(topic, on.SetItem(at, new Stand { Statement = id, Position = on[at].Position, Empty = true }));
            }
        }
        long? position = record.Kind == "statement.added" ? record.Position
            : record.Kind == "statement.corrected" ? stands.Values.SelectMany(on => on).FirstOrDefault(stand => stand.Statement == id)?.Position
            : null;
        if (position is not { } added) return this with { Stands = stands };
        foreach (var topic in record.Touches.Where(touch => touch.Role == TouchRole.Cell).Select(touch => CellKey.Of(touch.Entity).Topic).Distinct(StringComparer.Ordinal))
        {
            var on = stands.GetValueOrDefault(topic) ?? [];
            if (on.Any(stand => stand.Statement == id)) continue;
            var at = on.Count;
            while (at > 0 && on[at - 1].Position > added) at--;
            on = on.Insert(at, new Stand { Statement = id, Position = added, Empty = true });
            stands = stands.SetItem(topic, on.Count > Kept ? on.RemoveAt(0) : on);
        }
        return this with { Stands = stands };
    }

    ProposalFold Fill(string topic, Stand stand)
    {
        if (!Stands.TryGetValue(topic, out var on) || on.FindIndex(one => one.Statement == stand.Statement) is not (>= 0 and var at)) return this;
        return this with { Stands = Stands.SetItem(topic, on.SetItem(at, stand)) };
    }

    ProposalFold Oppose(Record record)
    {
        var topic = Ref.IdOf(record.Entity);
        var opposite = record.Event switch { TopicCreated e => e.Topic.Opposes, TopicRevised e => e.Topic.Opposes, _ => null };
        if (opposite is null) return this;
        return this with { Opposes = Add(Add(Opposes, topic, opposite), opposite, topic) };

        static ImmutableDictionary<string, ImmutableList<string>> Add(ImmutableDictionary<string, ImmutableList<string>> opposes, string a, string b) =>
            opposes.GetValueOrDefault(a) is { } known ? known.Contains(b) ? opposes : opposes.SetItem(a, known.Add(b)) : opposes.SetItem(a, [b]);
    }

    /// <summary>
    /// What rules proposed about the statement as it was, and no editor has decided about, is dismissed. What any of them proposed or an editor decided
    /// stays known, so that it is not proposed again.
    /// </summary>
    static void TakeBack(Record record, IReadOnlyDictionary<string, IReadOnlyList<Record>> lives, List<(Fact, bool)> reactions, HashSet<(string, string, LinkKind)> known)
    {
        if (!lives.TryGetValue(record.Entity, out var life)) throw new InvalidOperationException($"The life of {record.Entity} was not read for the record {record.Position}.");
        var links = new SortedDictionary<string, Link>(StringComparer.Ordinal);
        foreach (var one in life.Where(one => one.Position <= record.Position && one.Entity.StartsWith("link/", StringComparison.Ordinal)))
            links[one.Entity] = Link.Evolve(links.GetValueOrDefault(one.Entity, Link.Initial), one);
        foreach (var link in links.Values)
        {
            if (link is { State: LinkState.Proposed, Rule: not null })
                reactions.Add((Link.Touching(link.Id, link.Content).With(new LinkDismissed { Rule = link.Rule, Reason = record.Kind, Cause = record.Position }), false));
            else if (link.Editor is not null) known.Add((link.Content.From, link.Content.To, link.Content.Kind));
        }
    }

    /// <summary>From the statement that made the condition to what decided it.</summary>
    static Proposal? OfCondition(ConditionResolved resolved)
    {
        if (resolved.State is not (ConditionState.Met or ConditionState.Failed) || resolved.Made.FirstOrDefault(Is("statement")) is not { } from) return null;
        var to = resolved.Evidence.FirstOrDefault(Is("act")) ?? resolved.Evidence.FirstOrDefault(Is("statement")) ?? resolved.ResolvedBy;
        if (to is null || to == from || !(Is("act")(to) || Is("statement")(to) || Is("meeting")(to))) return null;
        return new Proposal(from, to, resolved.State == ConditionState.Met ? LinkKind.ConditionMet : LinkKind.ConditionFailed, null, "links.condition");

        static Func<string, bool> Is(string kind) => reference => reference.StartsWith(kind + "/", StringComparison.Ordinal);
    }

    static Fact Linked(Proposal proposal, Record record, string story, int n)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"p{record.Position}.{n}");
        var link = new LinkContent { Story = story, From = proposal.From, To = proposal.To, Kind = proposal.Kind, Topic = proposal.Topic };
        return Link.Touching(id, link).With(new StatementLinked { Link = link, State = LinkState.Proposed, Rule = proposal.Rule, Cause = record.Position });
    }
}
