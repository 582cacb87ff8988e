using System.Collections.Concurrent;

namespace Tracker.GrainsTests;

/// <summary>A log between a silo and the real one: counts what is read of lives, and lets a test come between an append and its answer.</summary>
sealed class LogProxy(IEventLog log) : IEventLog
{
    readonly ConcurrentDictionary<string, int> _read = new(StringComparer.Ordinal);

    /// <summary>Records given out as the entity's life.</summary>
    public int Read(string entity) => _read.GetValueOrDefault(entity);

    public Func<Append, Func<Task<AppendOutcome>>, Task<AppendOutcome>> OnAppend { get; set; } = (_, append) => append();

    /// <summary>Called before a life is read.</summary>
    public Action<string> OnReadTouching { get; set; } = _ => { };

    public string Epoch => log.Epoch;
    public long Head => log.Head;
    public Task<AppendOutcome> AppendAsync(Append append, CancellationToken ct) => OnAppend(append, () => log.AppendAsync(append, ct));
    public ValueTask<IReadOnlyList<Record>> ReadAsync(long after, int limit, CancellationToken ct) => log.ReadAsync(after, limit, ct);

    public async ValueTask<IReadOnlyList<Record>> ReadTouchingAsync(string entity, long after, long upTo, int limit, CancellationToken ct)
    {
        OnReadTouching(entity);
        var page = await log.ReadTouchingAsync(entity, after, upTo, limit, ct);
        _read.AddOrUpdate(entity, page.Count, (_, before) => before + page.Count);
        return page;
    }

    public ValueTask<IReadOnlyList<Record>> ReadStreamAsync(string entity, int afterVersion, int limit, CancellationToken ct) => log.ReadStreamAsync(entity, afterVersion, limit, ct);
    public ValueTask<long> LastCauseAsync(string entity, CancellationToken ct) => log.LastCauseAsync(entity, ct);
    public ValueTask<AppendOutcome?> FindOnceAsync(IReadOnlyList<OnceKey> keys, CancellationToken ct) => log.FindOnceAsync(keys, ct);
    public ValueTask<IReadOnlyList<string>> MissingAsync(IReadOnlyCollection<string> entities, CancellationToken ct) => log.MissingAsync(entities, ct);
    public ValueTask<IReadOnlyList<NameHit>> ResolveAsync(string normalizedName, CancellationToken ct) => log.ResolveAsync(normalizedName, ct);
    public ValueTask<IReadOnlyList<NameHit>> NearestNamesAsync(string normalizedName, int limit, CancellationToken ct) => log.NearestNamesAsync(normalizedName, limit, ct);
    public ValueTask<long> PositionAtAsync(DateTimeOffset time, CancellationToken ct) => log.PositionAtAsync(time, ct);
    public ValueTask<bool> WaitAsync(long after, CancellationToken ct) => log.WaitAsync(after, ct);
    public Task<AppendOutcome> RedactAsync(IReadOnlyList<long> positions, Append redaction, CancellationToken ct) => log.RedactAsync(positions, redaction, ct);
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
