using System.Collections.Immutable;
using Tracker.Domain.Conditions;
using Tracker.Domain.Links;
using Tracker.Domain.Positions;

namespace Tracker.Domain.Stories;

/// <summary>
/// A story with what it makes of the records that touch it: its matrix, its conditions, what its rules see, and the reactions that are not in the log
/// yet. Pure and JSON all through, so that a snapshot is this record. The shell, for each record in log order: <c>lives</c> = read what <see cref="NeedsLives"/> names, then
/// <see cref="Follow"/>; when it is at the head (or <see cref="Pending"/> grows), append <see cref="Pending"/> in order, all of one cause or none,
/// on condition of the story's version.
/// </summary>
public sealed record StoryFollowing : IEntity<StoryFollowing, StoryCommand>
{
    public Story Story { get; init; } = Story.Initial;

    public Matrix Matrix { get; init; } = Matrix.Empty;

    public ConditionFold Conditions { get; init; } = ConditionFold.Empty;

    public ProposalFold Proposals { get; init; } = ProposalFold.Empty;

    /// <summary>Newest cause among the reactions that touch the story: what it caused and all before it is done. It moves as reactions are followed.</summary>
    public long LastCause { get; init; }

    /// <summary>Reactions to records after <see cref="LastCause"/>, in order of cause: cells, then conditions, then links.</summary>
    public ImmutableList<Reaction> Pending { get; init; } = [];

    public static StoryFollowing Initial { get; } = new();

    /// <summary>Bumped with the story's fold, the matrix's, the conditions' or the rules'.</summary>
    public static int FoldVersion => 2;

    [System.Text.Json.Serialization.JsonIgnore]
    public int Version => Story.Version;

    public static Decision Decide(StoryFollowing state, StoryCommand command) => Story.Decide(state.Story, command);

    /// <summary><see cref="Follow"/> for a record that needs no lives.</summary>
    public static StoryFollowing Evolve(StoryFollowing state, Record record) => Follow(state, record, NoLives);

    static readonly Dictionary<string, IReadOnlyList<Record>> NoLives = [];

    /// <summary>See <see cref="Matrix.NeedsLives"/> and <see cref="ProposalFold.NeedsLives"/>. Reactions to what is done already are not computed, and need less.</summary>
    public static IReadOnlyList<string> NeedsLives(StoryFollowing before, Record record) =>
        [.. Matrix.NeedsLives(before.Matrix, record), .. ProposalFold.NeedsLives(record)];

    /// <summary>Takes one record in that touches the story, its own stream's among them.</summary>
    public static StoryFollowing Follow(StoryFollowing before, Record record, IReadOnlyDictionary<string, IReadOnlyList<Record>> lives)
    {
        var story = Story.Evolve(before.Story, record);
        if (record.Cause is { } cause)
        {
            // The header has the cause also when the body was taken down.
            var done = Math.Max(before.LastCause, cause);
            return before with { Story = story, LastCause = done, Pending = After(before.Pending, done) };
        }
        // Reactions that repeat words which were taken down before they were written are not written: the takedown tells those cells anew.
        if (record.Event is RecordRedacted redacted) before = before with { Pending = before.Pending.RemoveAll(reaction => redacted.Positions.Contains(reaction.Cause)) };
        var (matrix, moves) = Matrix.Follow(before.Matrix, record, lives);
        var (conditions, turned) = ConditionFold.Follow(before.Conditions, record, matrix, moves, lives, story.Id, story.Profile.Parties);
        var (proposals, links) = ProposalFold.Follow(
            before.Proposals, record, matrix.Merges, [.. turned.Select(fact => fact.Event).OfType<ConditionResolved>()], lives, story.Id, story.Profile.Proposals is not StoryProposals.None);
        var after = before with { Story = story, Matrix = matrix, Conditions = conditions, Proposals = proposals };
        if (record.Position <= before.LastCause || moves.Count + turned.Count + links.Count == 0) return after;
        return after with
        {
            Pending = before.Pending.AddRange(
            [
                .. moves.Select(changed => Reaction.Of(record.Position, Moved(story.Id, changed))),
                .. turned.Select(fact => Reaction.Of(record.Position, fact, creates: fact.Event is ConditionOpened opened && IsNew(fact, record))),
                .. links.Select(link => Reaction.Of(record.Position, link.Fact, link.Creates)),
            ]),
        };
    }

    /// <summary>They are in order of cause: what is done stands in front. While many wait, each of them that is followed costs the same as when few do.</summary>
    static ImmutableList<Reaction> After(ImmutableList<Reaction> pending, long done)
    {
        var count = 0;
        foreach (var reaction in pending)
        {
            if (reaction.Cause > done) break;
            count++;
        }
        return count == 0 ? pending : pending.RemoveRange(0, count);
    }

    static Fact Moved(string story, PositionChanged changed) =>
        new Touches(Ref.Story(story)).Add(changed.Actor, Ref.Actor, TouchRole.Position).Add(changed.Topic, Ref.Topic, TouchRole.Position).With(changed);

    /// <summary>A condition is named after the record that opened it first.</summary>
    static bool IsNew(Fact fact, Record record) =>
        Ref.IdOf(fact.Touches[0].Entity).StartsWith(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"p{record.Position}."), StringComparison.Ordinal);
}
