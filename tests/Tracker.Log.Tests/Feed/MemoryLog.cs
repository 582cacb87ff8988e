using Tracker.Domain;
using Record = Tracker.Domain.Record;

namespace Tracker.Log.Tests.Feeds;

/// <summary>A log in memory for the feed's tests: counts its reads and can hold them back.</summary>
sealed class MemoryLog : IEventLog
{
    readonly Lock _gate = new();
    readonly List<Record> _records = [];
    readonly Dictionary<string, int> _versions = new(StringComparer.Ordinal);
    TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _reads;

    public string Epoch => "testepoch1";
    public long Head { get { lock (_gate) return _records.Count; } }
    public int Reads => Volatile.Read(ref _reads);

    /// <summary>As the SQLite log has it: called with what was just made durable.</summary>
    public Action<IReadOnlyList<Record>>? Committed { get; set; }

    /// <summary>When set, a read that has its records waits for this before it answers.</summary>
    public Task? HoldReads { get; set; }

    public Record[] All { get { lock (_gate) return [.. _records]; } }

    public long Add(string kind, string entity, string body, params string[] touches) =>
        Add(kind, entity, System.Text.Encoding.UTF8.GetBytes(body), touches);

    public long Add(string kind, string entity, byte[] body, params string[] touches)
    {
        TaskCompletionSource grown;
        long position;
        lock (_gate)
        {
            position = _records.Count + 1;
            _records.Add(new Record
            {
                Position = position,
                At = new DateTimeOffset(2025, 5, 16, 10, 0, 0, TimeSpan.Zero).AddMilliseconds(position),
                Entity = entity,
                Version = _versions[entity] = _versions.GetValueOrDefault(entity) + 1,
                Kind = kind,
                Touches = [new(entity, TouchRole.Self), .. touches.Select(t => new Touch(t, TouchRole.Story))],
                Body = body,
            });
            (grown, _grown) = (_grown, new(TaskCreationOptions.RunContinuationsAsynchronously));
            Committed?.Invoke([_records[^1]]);
        }
        grown.SetResult();
        return position;
    }

    public void Redact(long position)
    {
        lock (_gate)
        {
            var old = _records[(int)position - 1];
            _records[(int)position - 1] = new Record
            {
                Position = old.Position, At = old.At, Entity = old.Entity, Version = old.Version, Kind = old.Kind, Touches = old.Touches, Body = default,
            };
        }
        var entity = _records[(int)position - 1].Entity;
        Add("record.redacted", entity, Events.Write(new RecordRedacted { Positions = [position], Reason = "asked" }), "story/s");
    }

    public async ValueTask<IReadOnlyList<Record>> ReadAsync(long after, int limit, CancellationToken ct)
    {
        // Before it is counted: who sees the count may let go of later reads.
        var held = HoldReads;
        Interlocked.Increment(ref _reads);
        List<Record> read;
        lock (_gate) read = after >= _records.Count ? [] : _records.GetRange((int)after, (int)Math.Min(limit, _records.Count - after));
        if (held is not null) await held.WaitAsync(ct);
        return read;
    }

    public async ValueTask<IReadOnlyList<Record>> ReadTouchingAsync(string entity, long after, long upTo, int limit, CancellationToken ct)
    {
        Interlocked.Increment(ref _reads);
        await Task.Yield();
        lock (_gate) return [.. _records.Where(r => r.Position > after && r.Position <= upTo && r.Names(entity)).Take(limit)];
    }

    public async ValueTask<bool> WaitAsync(long after, CancellationToken ct)
    {
        while (true)
        {
            Task grown;
            lock (_gate)
            {
                if (_records.Count > after) return true;
                grown = _grown.Task;
            }
            if (ct.IsCancellationRequested) return false;
            await grown.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<AppendOutcome> AppendAsync(Append append, CancellationToken ct) => throw new NotSupportedException();
    public ValueTask<IReadOnlyList<Record>> ReadStreamAsync(string entity, int afterVersion, int limit, CancellationToken ct) => throw new NotSupportedException();
    public ValueTask<AppendOutcome?> FindOnceAsync(IReadOnlyList<OnceKey> keys, CancellationToken ct) => throw new NotSupportedException();
    public ValueTask<long> LastCauseAsync(string entity, CancellationToken ct) => throw new NotSupportedException();
    public ValueTask<IReadOnlyList<string>> MissingAsync(IReadOnlyCollection<string> entities, CancellationToken ct) => throw new NotSupportedException();
    public ValueTask<IReadOnlyList<NameHit>> ResolveAsync(string normalizedName, CancellationToken ct) => throw new NotSupportedException();
    public ValueTask<IReadOnlyList<NameHit>> NearestNamesAsync(string normalizedName, int limit, CancellationToken ct) => throw new NotSupportedException();
    public ValueTask<long> PositionAtAsync(DateTimeOffset time, CancellationToken ct) => throw new NotSupportedException();
    public Task<AppendOutcome> RedactAsync(IReadOnlyList<long> positions, Append redaction, CancellationToken ct) => throw new NotSupportedException();
}
