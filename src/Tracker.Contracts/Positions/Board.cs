using Tracker.Contracts.Actors;
using Tracker.Contracts.Acts;
using Tracker.Contracts.Claims;
using Tracker.Contracts.Conditions;
using Tracker.Contracts.Links;
using Tracker.Contracts.Meetings;
using Tracker.Contracts.Statements;
using Tracker.Contracts.Stories;
using Tracker.Contracts.Topics;

namespace Tracker.Contracts.Positions;

/// <summary>One cell of the matrix. "No position known" is the absence of a cell, never neutral.</summary>
public sealed record Cell
{
    /// <summary>Actor id.</summary>
    public required string Actor { get; init; }
    /// <summary>Topic id.</summary>
    public required string Topic { get; init; }
    public required Stance Stance { get; init; }
    public IReadOnlyList<ConditionText>? Conditions { get; init; }
    /// <summary>EDTF date, as said, of the statement that the stance rests on; absent when it is undated.</summary>
    public string? Since { get; init; }
    /// <summary>The newest ten statement ids by said order, newest first.</summary>
    public IReadOnlyList<string>? Evidence { get; init; }
    public required int EvidenceCount { get; init; }
    /// <summary>How often stance or conditions changed, the first known position counted.</summary>
    public required int Moves { get; init; }
    /// <summary>Position of the record that last changed this cell.</summary>
    public required long Cause { get; init; }
}

/// <summary>Counts over the whole story, also beyond the board's window.</summary>
public sealed record MatrixSize
{
    public required int Actors { get; init; }
    public required int Topics { get; init; }
    public required int Cells { get; init; }
}

/// <summary>A story at one position: a fold of the records up to it and nothing else. Equal hash = equal state.</summary>
public sealed record Board
{
    public required StoryDocument Story { get; init; }
    public required string Cursor { get; init; }
    /// <summary>SHA-256, lower-case hex, of the RFC 8785 form without <c>cursor</c> and <c>hash</c>.</summary>
    public required string Hash { get; init; }
    /// <summary>By id.</summary>
    public required IReadOnlyList<MeetingDocument> Meetings { get; init; }
    /// <summary>By actor, then topic; the 50 actors and 40 topics that moved last.</summary>
    public required IReadOnlyList<Cell> Matrix { get; init; }
    public required MatrixSize MatrixSize { get; init; }
    /// <summary>At most 50, newest position first.</summary>
    public required IReadOnlyList<StatementDocument> Statements { get; init; }
    /// <summary>By id: those that a record of the story names.</summary>
    public required IReadOnlyList<ActorDocument> Actors { get; init; }
    /// <summary>By id.</summary>
    public required IReadOnlyList<TopicDocument> Topics { get; init; }
    /// <summary>At most 50, the newest recorded first. Their positions by conduct are shown apart from the matrix.</summary>
    public required IReadOnlyList<ActDocument> Acts { get; init; }
    /// <summary>At most 100, the newest recorded first. Two on one field of one entity stand side by side.</summary>
    public required IReadOnlyList<ClaimDocument> Claims { get; init; }
    /// <summary>At most 100, the newest recorded first.</summary>
    public required IReadOnlyList<ConditionDocument> Conditions { get; init; }
    /// <summary>At most 100, the newest recorded first, whatever became of them.</summary>
    public required IReadOnlyList<LinkDocument> Links { get; init; }
    /// <summary>Only on the board of a moment, and not in its hash: the moment as it was asked for.</summary>
    public string? AsOf { get; init; }
    /// <summary>Beside <see cref="AsOf"/>: <c>known</c> or <c>said</c>.</summary>
    public string? Clock { get; init; }
}
