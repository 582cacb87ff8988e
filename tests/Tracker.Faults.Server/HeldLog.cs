using Tracker.Domain;
using Tracker.Log;

namespace Tracker.Faults.Server;

/// <summary>
/// A log that holds back what was decided, as a process does that is stopped between deciding and writing; and says what was refused because another process
/// had moved on meanwhile. Without conditions it is a log that nobody guards: a zombie's.
/// </summary>
sealed class HeldLog(IEventLog log, bool conditional) : IEventLog
{
    long _until;
    TimeSpan _by;

    /// <summary>From now on, for as long as that, what is appended is written that much later.</summary>
    public void Hold(TimeSpan by)
    {
        _by = by;
        Volatile.Write(ref _until, Environment.TickCount64 + (long)by.TotalMilliseconds);
    }

    public string Epoch => log.Epoch;
    public long Head => log.Head;
    public bool Stopped => log.Stopped;
    public string? Away => log.Away;

    public async Task<AppendOutcome> AppendAsync(Append append, CancellationToken ct)
    {
        var held = Environment.TickCount64 < Volatile.Read(ref _until);
        if (held)
        {
            Console.WriteLine($"holding: {append.Records[^1].Entity}");
            await Task.Delay(_by, CancellationToken.None);
        }
        var outcome = await log.AppendAsync(conditional || !held ? append : append with { Expected = [] }, ct);
        if (held) Console.WriteLine(outcome is VersionConflict conflict ? $"refused: {conflict.Entity} is at {conflict.Actual}" : $"written: {append.Records[^1].Entity} {outcome.GetType().Name}");
        return outcome;
    }

    public ValueTask<AppendOutcome?> FindOnceAsync(IReadOnlyList<OnceKey> keys, CancellationToken ct) => log.FindOnceAsync(keys, ct);
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
