namespace Tracker.Contracts.Reading;

/// <summary>Answer of <c>GET /api/stories/{id}/timeline</c>: a story's whole life in stretches.</summary>
public sealed record Timeline
{
    /// <summary>Story id.</summary>
    public required string Story { get; init; }
    /// <summary><c>known</c> or <c>said</c>.</summary>
    public required string Clock { get; init; }
    /// <summary>What had been taken in when it was read.</summary>
    public required string Cursor { get; init; }
    /// <summary>Oldest first; each begins where the one before it ends. Where there is little, each change is a stretch of its own.</summary>
    public required IReadOnlyList<Mark> Marks { get; init; }
    /// <summary>False: only of the newest 100,000 statements (on the clock of what was said).</summary>
    public required bool Complete { get; init; }
}

/// <summary>Answer of <c>GET /api/stories/{id}/stops</c>: moments at which something changed, nearest first.</summary>
public sealed record Stops
{
    /// <summary>Story id.</summary>
    public required string Story { get; init; }
    /// <summary><c>known</c> or <c>said</c>.</summary>
    public required string Clock { get; init; }
    /// <summary>What had been taken in when it was read.</summary>
    public required string Cursor { get; init; }
    /// <summary>Known: a record that somebody made with all that the story made of it, by the last of these; of moves alone, each by itself. Said: everything of one moment.</summary>
    public required IReadOnlyList<Mark> Items { get; init; }
}

/// <summary>A stretch of a story's life, by where it ends, and what happened in it. The moment itself is <c>asOf=position</c>, or <c>asOf=at</c> with <c>clock=said</c>.</summary>
public sealed record Mark
{
    /// <summary>RFC 3339, UTC, milliseconds: when its last record was taken, or when it was said.</summary>
    public required string At { get; init; }
    /// <summary>Of its last record; only on the clock of what was known.</summary>
    public long? Position { get; init; }
    public required int Statements { get; init; }
    /// <summary>Positions that became others.</summary>
    public required int Moves { get; init; }
    /// <summary>Meetings and acts that are new or came to another status, the story's own status.</summary>
    public required int Statuses { get; init; }
}
