namespace Tracker.Domain;

/// <summary>One record of the log, as folds and readers see it. Its position is given by the log and by nothing else.</summary>
public sealed record Record
{
    /// <summary>1, 2, 3 … without a hole.</summary>
    public required long Position { get; init; }

    /// <summary>When the log took it, UTC, to the millisecond; never decreases with the position.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The stream that it belongs to, <c>kind/id</c>.</summary>
    public required string Entity { get; init; }

    /// <summary>Its number in that stream, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The stored event name, for example <c>statement.added</c>.</summary>
    public required string Kind { get; init; }

    public required IReadOnlyList<Touch> Touches { get; init; }

    /// <summary>The event's data as stored, UTF-8 JSON; empty when it was taken down.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Position of the record that this one is a reaction to, or null.</summary>
    public long? Cause { get; init; }

    /// <summary>SHA-256 of the chain up to and with this record, 32 bytes.</summary>
    public ReadOnlyMemory<byte> Hash { get; init; }

    public bool Redacted => Body.IsEmpty;

    /// <summary>The event, read from <see cref="Body"/> once; null when it was taken down.</summary>
    public IEvent? Event => _event ??= Redacted ? null : Events.Read(Kind, Body.Span);

    IEvent? _event;

    public bool Names(string entity)
    {
        foreach (var touch in Touches)
        {
            if (string.Equals(touch.Entity, entity, StringComparison.Ordinal)) return true;
        }
        return false;
    }
}
