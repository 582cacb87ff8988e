using Tracker.Domain;

namespace Tracker.Log;

/// <summary>
/// The record: one append-only log that alone gives positions. Every implementation passes <c>tests/Tracker.Specs/EventLogSpecs</c>.
/// Reads see only what is durable. All members may be called from any thread. Where the store is out of reach, reads throw <see cref="StoreUnavailableException"/>.
/// </summary>
public interface IEventLog : IAsyncDisposable
{
    /// <summary><c>[a-z0-9]{8,32}</c>; another one means another log.</summary>
    string Epoch { get; }

    /// <summary>The last durable position; 0 = empty.</summary>
    long Head { get; }

    /// <summary>True once it can write no more for good: the outcome of a commit was unknown, and nothing after that may be believed.</summary>
    bool Stopped => false;

    /// <summary>Why the store can be neither read nor written now, in words that anybody may see; null = it can, as far as is known. A store of this machine is always there.</summary>
    string? Away => null;

    /// <summary>
    /// Appends all records or none, on condition of every <see cref="Append.Expected"/> version. Durable (fsync) when it answers <see cref="Appended"/>.
    /// Waiting appends share one transaction (group commit). A cancelled wait does not take the append back: its outcome is then unknown to the caller.
    /// </summary>
    /// <exception cref="OutcomeUnknownException">The store was lost in the middle, and could not be asked what became of it.</exception>
    Task<AppendOutcome> AppendAsync(Append append, CancellationToken ct);

    /// <summary>
    /// Records in (after, …], in order, at most <paramref name="limit"/>; empty when after ≥ head. Here and below a page may be shorter than its limit
    /// although there is more (it ends at 16 MiB of bodies): only an empty page is the end.
    /// </summary>
    ValueTask<IReadOnlyList<Record>> ReadAsync(long after, int limit, CancellationToken ct);

    /// <summary>Records that touch <paramref name="entity"/> (in any role) in (after, upTo], in order, at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<Record>> ReadTouchingAsync(string entity, long after, long upTo, int limit, CancellationToken ct);

    /// <summary>The entity's own stream, versions in (afterVersion, …], in order, at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<Record>> ReadStreamAsync(string entity, int afterVersion, int limit, CancellationToken ct);

    /// <summary>Cause of the newest record in the entity's stream that has one; 0 = none.</summary>
    ValueTask<long> LastCauseAsync(string entity, CancellationToken ct);

    /// <summary>What became of the first append with any of these keys: <see cref="Replayed"/>, <see cref="KeyTaken"/>, or null when none was used.</summary>
    ValueTask<AppendOutcome?> FindOnceAsync(IReadOnlyList<OnceKey> keys, CancellationToken ct);

    /// <summary>Those of the references that have no record of their own. What exists once exists for ever, and is cached so.</summary>
    ValueTask<IReadOnlyList<string>> MissingAsync(IReadOnlyCollection<string> entities, CancellationToken ct);

    /// <summary>Entities (references) that carry this normalized name; see <see cref="NameSet"/>. At most 20, in order of reference.</summary>
    ValueTask<IReadOnlyList<NameHit>> ResolveAsync(string normalizedName, CancellationToken ct);

    /// <summary>Names that share a beginning or most letters with this one, best first, at most <paramref name="limit"/>: for "did you mean".</summary>
    ValueTask<IReadOnlyList<NameHit>> NearestNamesAsync(string normalizedName, int limit, CancellationToken ct);

    /// <summary>The last position whose <c>at</c> is not after <paramref name="time"/>; 0 = before the first.</summary>
    ValueTask<long> PositionAtAsync(DateTimeOffset time, CancellationToken ct);

    /// <summary>
    /// Asks the store how far the log is, where other processes write to it too: what is durable when this is called is at or below <see cref="Head"/> when it
    /// completes. A log that one process writes knows always.
    /// </summary>
    ValueTask LookAsync(CancellationToken ct) => default;

    /// <summary>Completes when Head > after, or false when the token is cancelled. A hint: callers read by position whatever it says.</summary>
    ValueTask<bool> WaitAsync(long after, CancellationToken ct);

    /// <summary>
    /// Takes words down: appends <paramref name="redaction"/> and in the same transaction deletes salt and body of <paramref name="positions"/>.
    /// No byte of them is left in the store's files when it answers; the chain still verifies.
    /// </summary>
    Task<AppendOutcome> RedactAsync(IReadOnlyList<long> positions, Append redaction, CancellationToken ct);
}

/// <summary>Records to append together.</summary>
public sealed record Append
{
    public required IReadOnlyList<NewRecord> Records { get; init; }

    /// <summary>Stream → the version that it must have now (0 = must not exist). Streams that are written but not named here are unconditional.</summary>
    public IReadOnlyList<Expectation> Expected { get; init; } = [];

    /// <summary>Keys that may be used once in the life of the log, all mapped to the last record of this append (its receipt is the append's answer). A second append with any of them is not done: it answers that receipt.</summary>
    public IReadOnlyList<OnceKey> Once { get; init; } = [];

    /// <summary>Names of entities, replaced whole per entity in the same transaction.</summary>
    public IReadOnlyList<NameSet> Names { get; init; } = [];
}

public sealed record NewRecord(string Entity, string Kind, IReadOnlyList<Touch> Touches, ReadOnlyMemory<byte> Body, long? Cause = null)
{
    public static NewRecord Of(string entity, Fact fact, long? cause = null) =>
        new(entity, Events.KindOf(fact.Event), fact.Touches, Events.Write(fact.Event), cause);
}

public readonly record struct Expectation(string Entity, int Version);

/// <param name="Key">At most 512 characters.</param>
/// <param name="Fingerprint">SHA-256 of the canonical request, 32 bytes: tells a retry from another request under the same key.</param>
/// <param name="Refusal">Code of the refusal when the key is taken with another fingerprint: <c>id-taken</c> or <c>key-reused</c>.</param>
public readonly record struct OnceKey(string Key, ReadOnlyMemory<byte> Fingerprint, string Refusal);

/// <summary>The names of one entity.</summary>
/// <param name="Names">Normalized form (<c>Domain.Names.Normalize</c>) → as written.</param>
public sealed record NameSet(string Entity, IReadOnlyList<KeyValuePair<string, string>> Names);

public readonly record struct NameHit(string Entity, string Name);

/// <summary>Proof of one durable record.</summary>
public sealed record Receipt(string Entity, int Version, long Position, string Epoch, ReadOnlyMemory<byte> Hash, DateTimeOffset At)
{
    public string Cursor => new Cursor(Epoch, Position).ToString();
}

public abstract record AppendOutcome;

/// <summary>Durable: one receipt a record, in order.</summary>
public sealed record Appended(IReadOnlyList<Receipt> Receipts) : AppendOutcome;

/// <summary>A once-key was used before with the same fingerprint: the first receipt. Nothing was written.</summary>
public sealed record Replayed(Receipt First) : AppendOutcome;

/// <summary>A once-key was used before for something else. Nothing was written.</summary>
public sealed record KeyTaken(OnceKey Key, Receipt First) : AppendOutcome;

/// <summary>A stream is not at its expected version. Nothing was written.</summary>
public sealed record VersionConflict(string Entity, int Expected, int Actual) : AppendOutcome;

/// <summary>The store refused cleanly (disk full, busy, out of reach) and nothing was written; try later. <paramref name="Code"/>: <c>storage-full</c>, <c>busy</c> or <c>unavailable</c>.</summary>
public sealed record Unavailable(string Code, string Detail) : AppendOutcome;
