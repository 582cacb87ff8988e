using System.Text.Json;

namespace Tracker.Contracts.Live;

/// <summary>One record as every transport gives it, in the log's order.</summary>
public sealed record ChangeItem
{
    public required long Position { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Kind { get; init; }
    /// <summary><c>kind/id</c>: the stream.</summary>
    public required string Entity { get; init; }
    public required IReadOnlyList<string> Touches { get; init; }
    /// <summary>The event's fields by kind; <c>{"redacted":true}</c> when it was taken down.</summary>
    public required JsonElement Data { get; init; }
}

/// <summary>Answer of <c>GET /api/changes</c>.</summary>
public sealed record ChangesPage
{
    public required IReadOnlyList<ChangeItem> Items { get; init; }
    /// <summary>Go on from here.</summary>
    public required string Cursor { get; init; }
    /// <summary>Where the log is now.</summary>
    public required string Head { get; init; }
}

/// <summary>What a hub client sends with <c>Watch</c>.</summary>
public sealed record WatchRequest
{
    /// <summary>A cursor, <c>start</c> or <c>now</c>. Default: now.</summary>
    public string? After { get; init; }
    public IReadOnlyList<string>? Touches { get; init; }
    public IReadOnlyList<string>? Kinds { get; init; }
}

/// <summary>What <c>Watch</c> answers.</summary>
public sealed record WatchReply
{
    public required string Cursor { get; init; }
    public required string Head { get; init; }
}

/// <summary>The hub's <c>changes</c>.</summary>
public sealed record Changes
{
    public required IReadOnlyList<ChangeItem> Items { get; init; }
    public required string Cursor { get; init; }
}

/// <summary>The hub's and SSE's <c>heartbeat</c>, at least every 15 s: everything up to the cursor has been sent.</summary>
public sealed record Heartbeat
{
    public required string Cursor { get; init; }
    public required string Head { get; init; }
    /// <summary>How many items were sent on this connection (hub: since its Watch) before this. Who counted fewer missed some on the way: read the board again.</summary>
    public required long Items { get; init; }
}

/// <summary>The hub's and SSE's <c>reset</c>: the cursor cannot be resumed; read the board again. Live goes on from <c>head</c>.</summary>
public sealed record Reset
{
    /// <summary><c>epoch</c>, <c>floor</c> or <c>ahead</c>.</summary>
    public required string Reason { get; init; }
    public required string Floor { get; init; }
    public required string Head { get; init; }
}
