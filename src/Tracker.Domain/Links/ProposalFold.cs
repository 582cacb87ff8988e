using System.Collections.Immutable;
using System.Globalization;
using Tracker.Domain.Conditions;
using Tracker.Domain.Dates;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;
using Tracker.Domain.Stories;
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

    /// <summary>Links that the positions of one record make rules propose, at most.</summary>
    public const int Most = 6;

    /// <summary>By topic id, oldest first by position.</summary>
    public ImmutableDictionary<string, ImmutableList<Stand>> Stands { get; init; } = ImmutableDictionary<string, ImmutableList<Stand>>.Empty;

    /// <summary>Topic id → the topic that it says is its opposite.</summary>
    public ImmutableDictionary<string, string> Opposite { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Topic id → ids of topics that say so, or are said to be, its opposite.</summary>
    public ImmutableDictionary<string, ImmutableList<string>> Opposes { get; init; } = ImmutableDictionary<string, ImmutableList<string>>.Empty;

    public static ProposalFold Empty { get; } = new();

    /// <summary>The references whose life <see cref="Follow"/> needs: of a statement that was changed or taken back.</summary>
    public static IReadOnlyList<string> NeedsLives(Record record) => Changed(record) ? [record.Entity] : [];

    /// <summary>The ids of links that rules propose; nobody else may take one.</summary>
    internal static bool IsOfRules(string id) => id.IndexOf('.', StringComparison.Ordinal) is > 1 and var dot && id[0] == 'p' && id.AsSpan(1, dot - 1).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>Takes one record in that touches the story.</summary>
    /// <param name="conditions">With the record taken in.</param>
    /// <param name="pending">What is not in the log yet of the reactions to earlier records: links among them.</param>
    /// <param name="propose">False: the story wants no proposals; what was proposed before is still taken back.</param>
    public static (ProposalFold After, IReadOnlyList<Reaction> Reactions) Follow(
        ProposalFold before, Record record, Merges merges, ConditionFold conditions, IEnumerable<Reaction> pending, IReadOnlyDictionary<string, IReadOnlyList<Record>> lives, string story, bool propose)
    {
        if (record.Kind is "topic.created" or "topic.revised") return (before.Oppose(record), []);
        if (!record.Entity.StartsWith("statement/", StringComparison.Ordinal)) return (before, []);
        var changed = Changed(record);
        var after = before.Place(record, changed);
        List<Reaction> reactions = [];
        HashSet<(string, string, LinkKind)> known = [];
        if (changed) TakeBack(record, lives, pending, conditions, reactions, known);
        if (Taken(record, merges) is not { } taken) return (after, reactions);
        if (propose)
        {
            var proposals = taken.SelectMany(one => after.See(record, one.Stand, one.Topic)).Where(proposal => known.Add((proposal.From, proposal.To, proposal.Kind))).Take(Most);
            reactions.AddRange(proposals.Select((proposal, i) => Linked(proposal, record, story, i + 1)));
        }
        return (taken.Aggregate(after, static (fold, one) => fold.Fill(one.Topic, one.Stand)), reactions);
    }

    static bool Changed(Record record) => record.Entity.StartsWith("statement/", StringComparison.Ordinal) && !record.Redacted && record.Kind switch
    {
        "statement.retracted" or "record.redacted" => true,
        "statement.corrected" => ((StatementCorrected)record.Event!).Changes.Keys.Any(Corrections.OfPositions.Contains),
        _ => false,
    };

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

    List<Stand> Others(string topic, Stand stand) => [.. (Stands.GetValueOrDefault(topic) ?? []).Where(other => !other.Empty && !other.IsOneUtteranceWith(stand))];

    /// <summary>
    /// Gives the statement its place on each topic, empty at first: which statements are among the kept ones follows from the records' headers alone, so
    /// that whoever reads the log after a takedown keeps the same. One that is changed empties its places; it gets new ones only while it has one.
    /// </summary>
    ProposalFold Place(Record record, bool changed)
    {
        var id = Ref.IdOf(record.Entity);
        var stands = Stands;
        long? added = record.Kind == "statement.added" ? record.Position : null;
        // Whatever it changes, a record touches every cell that its statement ever touched: no other topic has a place of it.
        HashSet<string> topics = [.. record.Touches.Where(touch => touch.Role == TouchRole.Cell).Select(touch => CellKey.Of(touch.Entity).Topic)];
        foreach (var topic in topics)
        {
            if (stands.GetValueOrDefault(topic) is not { } on || on.FindIndex(stand => stand.Statement == id) is not (>= 0 and var at)) continue;
            added ??= on[at].Position;
            if (changed) stands = stands.SetItem(topic, on.SetItem(at, new Stand { Statement = id, Position = on[at].Position, Empty = true }));
        }
        if (added is not { } position || record.Kind is not ("statement.added" or "statement.corrected")) return this with { Stands = stands };
        foreach (var topic in topics)
        {
            var on = stands.GetValueOrDefault(topic) ?? [];
            if (on.Exists(stand => stand.Statement == id)) continue;
            var at = on.Count;
            while (at > 0 && on[at - 1].Position > position) at--;
            on = on.Insert(at, new Stand { Statement = id, Position = position, Empty = true });
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
        var now = record.Event switch { TopicCreated e => e.Topic.Opposes, TopicRevised e => e.Topic.Opposes, _ => null };
        var was = Opposite.GetValueOrDefault(topic);
        if (now == was) return this;
        var opposes = Opposes;
        // They stay opposed while the other one says so.
        if (was is not null && Opposite.GetValueOrDefault(was) != topic) opposes = Remove(Remove(opposes, topic, was), was, topic);
        if (now is not null) opposes = Add(Add(opposes, topic, now), now, topic);
        return this with { Opposes = opposes, Opposite = now is null ? Opposite.Remove(topic) : Opposite.SetItem(topic, now) };

        static ImmutableDictionary<string, ImmutableList<string>> Add(ImmutableDictionary<string, ImmutableList<string>> opposes, string a, string b) =>
            opposes.GetValueOrDefault(a) is { } known ? known.Contains(b) ? opposes : opposes.SetItem(a, known.Add(b)) : opposes.SetItem(a, [b]);

        static ImmutableDictionary<string, ImmutableList<string>> Remove(ImmutableDictionary<string, ImmutableList<string>> opposes, string a, string b) =>
            opposes.GetValueOrDefault(a)?.Remove(b) is { IsEmpty: false } left ? opposes.SetItem(a, left) : opposes.Remove(a);
    }

    /// <summary>
    /// What rules proposed about the statement as it was, and no editor has decided about, is dismissed: also what is not written yet, or when something
    /// was written would decide what comes of it. What an editor decided stays known, so that it is not proposed again.
    /// </summary>
    static void TakeBack(
        Record record, IReadOnlyDictionary<string, IReadOnlyList<Record>> lives, IEnumerable<Reaction> pending, ConditionFold conditions, List<Reaction> reactions, HashSet<(string, string, LinkKind)> known)
    {
        if (!lives.TryGetValue(record.Entity, out var life)) throw new InvalidOperationException($"The life of {record.Entity} was not read for the record {record.Position}.");
        // In the order in which they were made: ids have positions in them, which depend on when reactions are written.
        var links = new OrderedDictionary<string, Link>(StringComparer.Ordinal);
        foreach (var one in life.Where(one => one.Position <= record.Position && IsLink(one.Entity)).Concat(pending.Where(one => IsLink(one.Entity) && one.Touches.Any(touch => touch.Entity == record.Entity)).Select(one => one.AsRecord())))
            links[one.Entity] = Link.Evolve(links.GetValueOrDefault(one.Entity, Link.Initial), one);
        foreach (var link in links.Values)
        {
            if (link is { State: LinkState.Proposed, Rule: not null })
            {
                // What a condition rests on goes with the condition, as long as it is made.
                if (link.Rule == ConditionLinks.Rule && record.Kind == "statement.corrected" && conditions.Keeps(link.Id, link.Content.From)) continue;
                reactions.Add(TakenBack(link.Id, link.Content, link.Rule, record));
            }
            else if (link.Editor is not null) known.Add((link.Content.From, link.Content.To, link.Content.Kind));
        }

        static bool IsLink(string entity) => entity.StartsWith("link/", StringComparison.Ordinal);
    }

    internal static Reaction TakenBack(string id, LinkContent link, string rule, Record record) =>
        Reaction.Of(record.Position, Link.Touching(id, link).With(new LinkDismissed { Rule = rule, Reason = record.Kind, Cause = record.Position }));

    static Reaction Linked(Proposal proposal, Record record, string story, int n)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"p{record.Position}.{n}");
        var link = new LinkContent { Story = story, From = proposal.From, To = proposal.To, Kind = proposal.Kind, Topic = proposal.Topic };
        return Reaction.Of(record.Position, Link.Touching(id, link).With(new StatementLinked { Link = link, State = LinkState.Proposed, Rule = proposal.Rule, Cause = record.Position }), creates: true);
    }
}
