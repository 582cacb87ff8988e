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

    /// <summary>Takedowns whose reactions are not in the log yet.</summary>
    public ImmutableList<Takedown> Takedowns { get; init; } = [];

    public static StoryFollowing Initial { get; } = new();

    /// <summary>Bumped with the story's fold, the matrix's, the conditions' or the rules'.</summary>
    public static int FoldVersion => 3;

    [System.Text.Json.Serialization.JsonIgnore]
    public int Version => Story.Version;

    public static Decision Decide(StoryFollowing state, StoryCommand command) => Story.Decide(state.Story, command);

    /// <summary><see cref="Follow"/> for a record that needs no lives.</summary>
    public static StoryFollowing Evolve(StoryFollowing state, Record record) => Follow(state, record, NoLives);

    static readonly Dictionary<string, IReadOnlyList<Record>> NoLives = [];

    /// <summary>See <see cref="Matrix.NeedsLives"/> and <see cref="ProposalFold.NeedsLives"/>.</summary>
    public static IReadOnlyList<string> NeedsLives(StoryFollowing before, Record record) =>
        [.. Matrix.NeedsLives(before.Matrix, record), .. ProposalFold.NeedsLives(record)];

    /// <summary>Takes one record in that touches the story, its own stream's among them.</summary>
    public static StoryFollowing Follow(StoryFollowing before, Record record, IReadOnlyDictionary<string, IReadOnlyList<Record>> lives)
    {
        var story = Story.Evolve(before.Story, record);
        // The header has the cause also when the body was taken down.
        if (record.Cause is { } cause) return before.Written(record, cause) with { Story = story };
        var (pending, conditions) = (before.Pending, before.Conditions);
        var takedown = record.Kind == "record.redacted" && record.Entity.StartsWith("statement/", StringComparison.Ordinal) ? Takedown.Of(record, before.Matrix.Merges) : null;
        if (takedown is not null)
        {
            pending = takedown.Unsaid(pending, before.Matrix.Merges);
            foreach (var unsaid in before.Pending.Where(reaction => reaction.Kind == "statement.linked").Except(pending)) conditions = conditions.Without(Ref.IdOf(unsaid.Entity));
        }
        var propose = story.Profile.Proposals is not StoryProposals.None;
        var (matrix, moves) = Matrix.Follow(before.Matrix, record, lives);
        (conditions, var turned) = ConditionFold.Follow(conditions, record, matrix, moves, lives, story.Id, story.Profile.Parties, propose, takedown);
        var (proposals, links) = ProposalFold.Follow(before.Proposals, record, matrix.Merges, conditions, pending.Concat(turned), lives, story.Id, propose);
        if (takedown is not null) conditions = conditions.WithoutLinksOf(record.Entity);
        foreach (var gone in links.Where(link => link.Kind == "link.dismissed" && link.Event is LinkDismissed { Rule: ConditionLinks.Rule })) conditions = conditions.Without(Ref.IdOf(gone.Entity));
        var after = before with { Story = story, Matrix = matrix, Conditions = conditions, Proposals = proposals, Pending = pending };
        if (moves.Count + turned.Count + links.Count == 0) return after;
        return after with
        {
            Pending = pending.AddRange([.. moves.Select(changed => Moved(before.Matrix, matrix, story.Id, changed)), .. turned, .. links]),
            Takedowns = takedown is null ? before.Takedowns : before.Takedowns.Add(takedown),
        };
    }

    /// <summary>A reaction is in the log: what its cause and those before it caused is done.</summary>
    StoryFollowing Written(Record record, long cause)
    {
        var done = Math.Max(LastCause, cause);
        var left = 0;
        while (left < Pending.Count && Pending[left].Cause <= done) left++;
        var after = this with { LastCause = done, Pending = left == 0 ? Pending : Pending.RemoveRange(0, left), Takedowns = Takedowns.RemoveAll(takedown => takedown.Position <= done) };
        // Written by one who had not followed the takedown when it wrote: what the takedown caused was made without it, and takes it back now.
        foreach (var takedown in after.Takedowns)
        {
            if (takedown.TakesBack(record, Matrix.Merges) is not { } back || after.Pending.Exists(reaction => reaction.Cause == back.Cause && reaction.Entity == back.Entity)) continue;
            var at = after.Pending.FindLastIndex(reaction => reaction.Cause <= takedown.Position);
            after = after with { Pending = after.Pending.Insert(at + 1, back) };
        }
        return after;
    }

    static Reaction Moved(Matrix before, Matrix after, string story, PositionChanged changed)
    {
        var fact = new Touches(Ref.Story(story)).Add(changed.Actor, Ref.Actor, TouchRole.Position).Add(changed.Topic, Ref.Topic, TouchRole.Position).With(changed);
        return Reaction.Of(changed.Cause, fact, creates: false, [.. new[] { (changed.From, before), (changed.To, after) }.Where(one => one.Item1?.Conditions.Count > 0)
            .Select(one => one.Item2.Cells[Ref.Cell(story, changed.Actor, changed.Topic)].Newest[0].Statement).Distinct(StringComparer.Ordinal)]);
    }
}
