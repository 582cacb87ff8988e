using System.Text.Json;
using Tracker.Contracts.Actors;
using Tracker.Contracts.Acts;
using Tracker.Contracts.Claims;
using Tracker.Contracts.Conditions;
using Tracker.Contracts.Links;
using Tracker.Contracts.Meetings;
using Tracker.Contracts.Places;
using Tracker.Contracts.Positions;
using Tracker.Contracts.Statements;
using Tracker.Contracts.Stories;
using Tracker.Contracts.Topics;

namespace Tracker.Contracts.Reading;

/// <summary>Answer of <c>GET /api/{actors|meetings|topics|statements}/{id}/page</c>: all that a page about one entity shows, at one moment. Lists are left out when empty.</summary>
public sealed record EntityPage
{
    /// <summary><c>kind/id</c>. Whoever watches this and the cursor below learns when to read again.</summary>
    public required string Of { get; init; }
    public required string Cursor { get; init; }
    /// <summary>The entity's own document.</summary>
    public required JsonElement Document { get; init; }
    /// <summary>
    /// Newest first, at most 50: an actor's own, a meeting's and a topic's; of a statement: what it answers and what answers it, the other parts of its
    /// utterance, who told it again, the other ends of its links.
    /// </summary>
    public IReadOnlyList<StatementDocument>? Statements { get; init; }
    /// <summary>Path of older statements.</summary>
    public string? Next { get; init; }
    /// <summary>What an actor holds over all stories, or who holds what on a topic; at most 300.</summary>
    public IReadOnlyList<HeldPosition>? Positions { get; init; }
    /// <summary>How those came to be, newest first, at most 200.</summary>
    public IReadOnlyList<HeldMove>? Moves { get; init; }
    public IReadOnlyList<LinkDocument>? Links { get; init; }
    public IReadOnlyList<ConditionDocument>? Conditions { get; init; }
    public IReadOnlyList<ActDocument>? Acts { get; init; }
    public IReadOnlyList<ClaimDocument>? Claims { get; init; }
    /// <summary>What changed in the entity itself, newest first; a statement has its own in its document.</summary>
    public IReadOnlyList<HistoryEntry>? History { get; init; }
    /// <summary>Those that anything here names, here and below: for their names.</summary>
    public IReadOnlyList<StoryDocument>? Stories { get; init; }
    public IReadOnlyList<ActorDocument>? Actors { get; init; }
    public IReadOnlyList<TopicDocument>? Topics { get; init; }
    public IReadOnlyList<MeetingDocument>? Meetings { get; init; }
    public IReadOnlyList<PlaceDocument>? Places { get; init; }
}

public sealed record HeldPosition
{
    /// <summary>Story id.</summary>
    public required string Story { get; init; }
    public required Cell Cell { get; init; }
}

/// <summary>A position, without what it rests on.</summary>
public sealed record HeldStance
{
    public required Stance Stance { get; init; }
    public IReadOnlyList<ConditionText>? Conditions { get; init; }
}

public sealed record HeldMove
{
    public required string Story { get; init; }
    public required string Actor { get; init; }
    public required string Topic { get; init; }
    /// <summary>Of the record that says so.</summary>
    public required long Position { get; init; }
    /// <summary>When it was known.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>Absent when nothing was known before.</summary>
    public HeldStance? From { get; init; }
    /// <summary>Absent when nothing is known any more.</summary>
    public HeldStance? To { get; init; }
    /// <summary>EDTF: when it was said.</summary>
    public string? Since { get; init; }
    /// <summary>Statement id.</summary>
    public string? Evidence { get; init; }
    public required long Cause { get; init; }
}

/// <summary>With <c>GET /api/stories?with=summary</c>, at each story.</summary>
public sealed record StorySummary
{
    /// <summary>The one that was recorded last.</summary>
    public StatementDocument? Statement { get; init; }
    /// <summary>The meeting that is on, or comes next.</summary>
    public MeetingDocument? Meeting { get; init; }
    /// <summary>Of the statement's speakers and whom they speak for.</summary>
    public required IReadOnlyList<ActorDocument> Actors { get; init; }
    /// <summary>Statements recorded in each of the 24 hours before <see cref="Until"/>, the oldest hour first.</summary>
    public required IReadOnlyList<int> Hours { get; init; }
    public required DateTimeOffset Until { get; init; }
}

/// <summary>A story in a list, with its summary.</summary>
public sealed record StoryInShort
{
    public required StoryDocument Story { get; init; }
    public required StorySummary Summary { get; init; }
}
