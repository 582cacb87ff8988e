using Tracker.Domain;
using Tracker.Log;

namespace Tracker.Grains.Messages;

/// <summary>A command with what its caller wants kept: crosses from API to grain, copied nowhere on the same silo.</summary>
public sealed record Order<TCommand>
{
    public required TCommand Command { get; init; }

    /// <summary>Keys under which a retry answers the first receipt.</summary>
    public IReadOnlyList<OnceKey> Once { get; init; } = [];

    /// <summary>From <c>If-Match</c>: done only at this version of the entity; null = at any.</summary>
    public int? IfVersion { get; init; }

    /// <summary>Decide only; store nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Entities that come into being or change with this one, in the same append and before it.</summary>
    public IReadOnlyList<Companion> Companions { get; init; } = [];

    /// <summary>Streams that the decision rests on and does not write, at the versions at which the caller read them.</summary>
    public IReadOnlyList<Expectation> Given { get; init; } = [];
}

/// <summary>Another entity's facts that go in front of the order's own.</summary>
/// <param name="Version">The version that it must have now; 0 = it must not exist.</param>
public sealed record Companion(string Entity, IReadOnlyList<DraftRecord> Records, IReadOnlyList<NameSet> Names, int Version = 0)
{
    /// <summary>What an entity decided, to go with another one's order.</summary>
    public static Companion Of(string entity, int version, IReadOnlyList<Fact> facts) => new(
        entity, [.. facts.Select(fact => new DraftRecord(entity, Events.KindOf(fact.Event), fact.Touches, Events.Write(fact.Event)))], Shell.NamesOf.Facts(entity, facts), version);
}

/// <summary>A record that is, or would be, written.</summary>
public sealed record DraftRecord(string Entity, string Kind, IReadOnlyList<Touch> Touches, ReadOnlyMemory<byte> Body);

public enum Answer
{
    /// <summary>Durable; the receipt is of the order's last record.</summary>
    Done,
    /// <summary>Done before under one of its once-keys: the first receipt.</summary>
    Replayed,
    /// <summary>It holds already: the receipt of the entity's newest record. Nothing was written.</summary>
    Unchanged,
    /// <summary>See <see cref="Reply.Refusal"/>.</summary>
    Refused,
    /// <summary>The entity is at <see cref="Reply.Version"/>, not at the order's.</summary>
    Stale,
    /// <summary>A companion, or a stream that the decision rests on, has changed; the caller looks again.</summary>
    Outrun,
    /// <summary>See <see cref="Reply.Draft"/>; nothing was written.</summary>
    Dry,
}

/// <summary>What became of an order.</summary>
public sealed record Reply
{
    public required Answer Answer { get; init; }
    public Receipt? Receipt { get; init; }
    /// <summary>The entity's first record was written by this order.</summary>
    public bool Created { get; init; }
    public Refusal? Refusal { get; init; }
    public int Version { get; init; }
    public IReadOnlyList<DraftRecord> Draft { get; init; } = [];

    public static Reply Refused(Refusal refusal) => new() { Answer = Answer.Refused, Refusal = refusal };
}
