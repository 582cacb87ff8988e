using Tracker.Contracts.Statements;

namespace Tracker.Contracts.Acts;

/// <summary>A position that somebody takes by what they do: shown apart from what they say.</summary>
public sealed record PositionByConduct
{
    /// <summary>Actor id, one of the act's own.</summary>
    public required string Actor { get; init; }
    /// <summary>Topic id.</summary>
    public required string Topic { get; init; }
    public required Stance Stance { get; init; }
}

/// <summary>A position by conduct as it is sent.</summary>
public sealed record PositionByConductRequest
{
    /// <summary>One of the act's actors. Default: each of them.</summary>
    public ActorRef? Actor { get; init; }
    /// <summary>Topic id.</summary>
    public required string Topic { get; init; }
    public required Stance Stance { get; init; }
}

/// <summary>The fields of an act that do not name actors, and not its state.</summary>
public record ActFields
{
    /// <summary>Story id; fixed once created.</summary>
    public required string Story { get; init; }
    public required ActKind Kind { get; init; }
    /// <summary>What was done. At most 100,000 characters.</summary>
    public required string Text { get; init; }
    /// <summary>EDTF: when it was done; absent when nobody said.</summary>
    public string? At { get; init; }
    /// <summary>Topic ids.</summary>
    public IReadOnlyList<string>? Topics { get; init; }
    /// <summary>Meeting ids.</summary>
    public IReadOnlyList<string>? Meetings { get; init; }
    /// <summary>References (<c>statement/x</c>, <c>act/x</c>).</summary>
    public IReadOnlyList<string>? Evidence { get; init; }
    public IReadOnlyList<Source>? Sources { get; init; }
    public string? Note { get; init; }
}

/// <summary>Body of <c>POST /api/acts</c> and <c>PUT /api/acts/{id}</c>.</summary>
public sealed record ActRequest : ActFields
{
    public string? Id { get; init; }
    /// <summary>Who did it: ids, or <c>{"name":"Zelenskyy"}</c>.</summary>
    public required IReadOnlyList<ActorRef> Actors { get; init; }
    /// <summary>On whom: ids, or <c>{"name":"Zelenskyy"}</c>.</summary>
    public IReadOnlyList<ActorRef>? Targets { get; init; }
    public IReadOnlyList<PositionByConductRequest>? Positions { get; init; }
    /// <summary>Default: unknown for a new act, unchanged on PUT. When it came to a state is said by <c>POST /api/acts/{id}/state</c>.</summary>
    public ActState? State { get; init; }
}

/// <summary>Body of <c>POST /api/acts/{id}/state</c>.</summary>
public sealed record ActStateRequest
{
    /// <summary>Under the same id a retry answers the first receipt. Default: none.</summary>
    public string? Id { get; init; }
    public required ActState State { get; init; }
    /// <summary>EDTF; absent when nobody said.</summary>
    public string? At { get; init; }
    public string? Reason { get; init; }
    /// <summary>References (<c>statement/x</c>, <c>act/x</c>).</summary>
    public IReadOnlyList<string>? Evidence { get; init; }
}

/// <summary>One state that an act came to.</summary>
public sealed record ActStateEntry
{
    public required ActState State { get; init; }
    /// <summary>EDTF; absent when nobody said.</summary>
    public string? At { get; init; }
    /// <summary>Last millisecond of <c>at</c> in the story's zone; absent with it.</summary>
    public DateTimeOffset? AtUntil { get; init; }
    public string? Reason { get; init; }
    /// <summary>References (<c>statement/x</c>, <c>act/x</c>).</summary>
    public IReadOnlyList<string>? Evidence { get; init; }
    public string? By { get; init; }
}

public sealed record ActDocument : ActFields
{
    public required string Id { get; init; }
    /// <summary>Actor ids.</summary>
    public required IReadOnlyList<string> Actors { get; init; }
    /// <summary>Actor ids.</summary>
    public IReadOnlyList<string>? Targets { get; init; }
    public IReadOnlyList<PositionByConduct>? Positions { get; init; }
    /// <summary>Last millisecond of <c>at</c> in the story's zone; absent with it.</summary>
    public DateTimeOffset? AtUntil { get; init; }
    public required ActState State { get; init; }
    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ActStateEntry>? StateHistory { get; init; }
    public required int Version { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public string? Cursor { get; init; }
}
