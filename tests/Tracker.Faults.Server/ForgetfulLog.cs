using Tracker.Domain;
using Tracker.Log;

namespace Tracker.Faults.Server;

/// <summary>A log that skips the once-keys and with them the condition that the statement is new: a retry becomes a second record.</summary>
sealed class ForgetfulLog(IEventLog log) : IEventLog
{
    public string Epoch => log.Epoch;
    public long Head => log.Head;

    public Task<AppendOutcome> AppendAsync(Append append, CancellationToken ct) =>
        log.AppendAsync(append.Once.Count == 0 ? append : append with { Once = [], Expected = [] }, ct);

    public ValueTask<AppendOutcome?> FindOnceAsync(IReadOnlyList<OnceKey> keys, CancellationToken ct) => new((AppendOutcome?)null);

    public ValueTask<IReadOnlyList<Record>> ReadAsync(long after, int limit, CancellationToken ct) => log.ReadAsync(after, limit, ct);
    public ValueTask<IReadOnlyList<Record>> ReadTouchingAsync(string entity, long after, long upTo, int limit, CancellationToken ct) => log.ReadTouchingAsync(entity, after, upTo, limit, ct);
    public ValueTask<IReadOnlyList<Record>> ReadStreamAsync(string entity, int afterVersion, int limit, CancellationToken ct) => log.ReadStreamAsync(entity, afterVersion, limit, ct);
    public ValueTask<long> LastCauseAsync(string entity, CancellationToken ct) => log.LastCauseAsync(entity, ct);
    public ValueTask<IReadOnlyList<string>> MissingAsync(IReadOnlyCollection<string> entities, CancellationToken ct) => log.MissingAsync(entities, ct);
    public ValueTask<IReadOnlyList<NameHit>> ResolveAsync(string normalizedName, CancellationToken ct) => log.ResolveAsync(normalizedName, ct);
    public ValueTask<IReadOnlyList<NameHit>> NearestNamesAsync(string normalizedName, int limit, CancellationToken ct) => log.NearestNamesAsync(normalizedName, limit, ct);
    public ValueTask<long> PositionAtAsync(DateTimeOffset time, CancellationToken ct) => log.PositionAtAsync(time, ct);
    public ValueTask LookAsync(CancellationToken ct) => log.LookAsync(ct);
    public ValueTask<bool> WaitAsync(long after, CancellationToken ct) => log.WaitAsync(after, ct);
    public Task<AppendOutcome> RedactAsync(IReadOnlyList<long> positions, Append redaction, CancellationToken ct) => log.RedactAsync(positions, redaction, ct);
    public ValueTask DisposeAsync() => log.DisposeAsync();
}
