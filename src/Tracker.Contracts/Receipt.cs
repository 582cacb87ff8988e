namespace Tracker.Contracts;

/// <summary>The record is durable in the log: it survives kill -9 and power loss.</summary>
public sealed record Receipt
{
    public required string Id { get; init; }
    /// <summary><c>kind/id</c>.</summary>
    public required string Entity { get; init; }
    /// <summary>The entity's version with this record, from 1; also its ETag for <c>If-Match</c>.</summary>
    public required int Version { get; init; }
    /// <summary>The record's place in the log, from 1, without a hole.</summary>
    public required long Position { get; init; }
    /// <summary><c>&lt;epoch&gt;:&lt;position&gt;</c>: watch from here, or read with <c>?atLeast=</c>.</summary>
    public required string Cursor { get; init; }
    /// <summary>SHA-256 of the chain up to this record, lower-case hex.</summary>
    public required string Hash { get; init; }
}

/// <summary>A page of a list, newest first.</summary>
public sealed record Page<T>
{
    public required IReadOnlyList<T> Items { get; init; }
    /// <summary>Path of the next page, or null at the end.</summary>
    public string? Next { get; init; }
}

/// <summary>What would be written, with <c>?dryRun=true</c>; nothing is.</summary>
public sealed record DryRun
{
    [System.Text.Json.Serialization.JsonPropertyName("dryRun")]
    public bool IsDryRun { get; init; } = true;
    public required IReadOnlyList<DryRecord> Records { get; init; }
}

public sealed record DryRecord
{
    public required string Kind { get; init; }
    public required string Entity { get; init; }
    public required IReadOnlyList<string> Touches { get; init; }
    /// <summary>The record's data.</summary>
    public required System.Text.Json.JsonElement Data { get; init; }
}
