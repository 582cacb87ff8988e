using System.Collections.Immutable;
using Tracker.Domain.Positions;

namespace Tracker.Domain.Stories;

/// <summary>
/// A story with what it makes of the records that touch it: its matrix, and the reactions that are not in the log yet. Pure and JSON all through, so
/// that a snapshot is this record. The shell, for each record in log order: <c>lives</c> = read what <see cref="NeedsLives"/> names, then
/// <see cref="Follow"/>; when it is at the head (or <see cref="Pending"/> grows), append <see cref="Pending"/> in order, all of one cause or none,
/// on condition of the story's version.
/// </summary>
public sealed record StoryFollowing : IEntity<StoryFollowing, StoryCommand>
{
    public Story Story { get; init; } = Story.Initial;

    public Matrix Matrix { get; init; } = Matrix.Empty;

    /// <summary>
    /// Newest cause among the reactions in the story's stream: what it caused and all before it is done. A shell may begin with the log's answer
    /// (<c>LastCauseAsync</c>) instead of 0; it also moves by itself as reactions are followed.
    /// </summary>
    public long LastCause { get; init; }

    /// <summary>Reactions to records after <see cref="LastCause"/>, in order of cause and cell.</summary>
    public ImmutableList<Reaction> Pending { get; init; } = [];

    public static StoryFollowing Initial { get; } = new();

    /// <summary>Bumped with the story's fold or the matrix's.</summary>
    public static int FoldVersion => Story.FoldVersion;

    [System.Text.Json.Serialization.JsonIgnore]
    public int Version => Story.Version;

    public static Decision Decide(StoryFollowing state, StoryCommand command) => Story.Decide(state.Story, command);

    /// <summary><see cref="Follow"/> for a record that needs no lives.</summary>
    public static StoryFollowing Evolve(StoryFollowing state, Record record) => Follow(state, record, NoLives);

    static readonly Dictionary<string, IReadOnlyList<Record>> NoLives = [];

    /// <summary>See <see cref="Matrix.NeedsLives"/>.</summary>
    public static IReadOnlyList<string> NeedsLives(StoryFollowing before, Record record) => Matrix.NeedsLives(before.Matrix, record);

    /// <summary>Takes one record in that touches the story, its own stream's among them.</summary>
    public static StoryFollowing Follow(StoryFollowing before, Record record, IReadOnlyDictionary<string, IReadOnlyList<Record>> lives)
    {
        var story = Story.Evolve(before.Story, record);
        if (record.Kind == "position.changed")
        {
            // The header has the cause also when the body was taken down.
            var done = Math.Max(before.LastCause, record.Cause ?? 0);
            return before with { Story = story, LastCause = done, Pending = before.Pending.RemoveAll(reaction => reaction.Cause <= done) };
        }
        // Reactions that repeat words which were taken down before they were written are not written: the takedown tells those cells anew.
        if (record.Event is RecordRedacted redacted) before = before with { Pending = before.Pending.RemoveAll(reaction => redacted.Positions.Contains(reaction.Cause)) };
        var (matrix, reactions) = Matrix.Follow(before.Matrix, record, lives);
        return before with
        {
            Story = story,
            Matrix = matrix,
            Pending = record.Position > before.LastCause ? before.Pending.AddRange(reactions.Select(changed => new Reaction { Event = changed })) : before.Pending,
        };
    }
}

/// <summary>A fact that the log is to hold because of another one.</summary>
public sealed record Reaction
{
    public PositionChanged Event { get; init; } = new();

    /// <summary>Position of the record that caused it: goes into the record's header.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long Cause => Event.Cause;

    /// <summary>For the story's stream.</summary>
    /// <param name="story">Story id.</param>
    public Fact ToFact(string story) =>
        new Touches(Ref.Story(story)).Add(Event.Actor, Ref.Actor, TouchRole.Position).Add(Event.Topic, Ref.Topic, TouchRole.Position).With(Event);
}
