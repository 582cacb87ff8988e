namespace Tracker.Simulator.Store;

sealed partial class SimulatedLog
{
    public ValueTask<IReadOnlyList<Record>> ReadAsync(long after, int limit, CancellationToken ct) =>
        Read<IReadOnlyList<Record>>(() => after >= _image.Head || limit <= 0 ? [] : [.. From(after).Take(limit)], ct);

    public ValueTask<IReadOnlyList<Record>> ReadTouchingAsync(string entity, long after, long upTo, int limit, CancellationToken ct) => Read<IReadOnlyList<Record>>(
        () => [.. At(_image.Touches, entity).Where(record => record.Position > after && record.Position <= upTo).Take(limit)], ct);

    public ValueTask<IReadOnlyList<Record>> ReadStreamAsync(string entity, int afterVersion, int limit, CancellationToken ct) =>
        Read<IReadOnlyList<Record>>(() => [.. At(_image.Own, entity).Where(record => record.Version > afterVersion).Take(limit)], ct);

    public ValueTask<long> LastCauseAsync(string entity, CancellationToken ct) => Read(() => _image.Streams.GetValueOrDefault(entity).Cause, ct);

    public ValueTask<AppendOutcome?> FindOnceAsync(IReadOnlyList<OnceKey> keys, CancellationToken ct) => Read<AppendOutcome?>(
        () =>
        {
            Replayed? replay = null;
            foreach (var key in keys)
            {
                if (_options.Plant == Plant.SkipsOnce || !_image.Keys.TryGetValue(key.Key, out var used)) continue;
                var record = _image.Records[(int)used.Position - 1].Record;
                var first = new Receipt(record.Entity, record.Version, record.Position, Epoch, record.Hash, record.At);
                if (!used.Fingerprint.AsSpan().SequenceEqual(key.Fingerprint.Span)) return new KeyTaken(key, first);
                replay ??= new Replayed(first);
            }
            return replay;
        },
        ct);

    public ValueTask<IReadOnlyList<string>> MissingAsync(IReadOnlyCollection<string> entities, CancellationToken ct) =>
        Read<IReadOnlyList<string>>(() => [.. entities.Distinct(StringComparer.Ordinal).Where(entity => !_image.Own.ContainsKey(entity))], ct);

    public ValueTask<IReadOnlyList<NameHit>> ResolveAsync(string normalizedName, CancellationToken ct) => Read<IReadOnlyList<NameHit>>(
        () => [.. Candidates.Where(one => one.Normalized == normalizedName).Select(one => one.Hit).OrderBy(hit => hit.Entity, StringComparer.Ordinal).Take(20)], ct);

    public ValueTask<IReadOnlyList<NameHit>> NearestNamesAsync(string normalizedName, int limit, CancellationToken ct) =>
        Read(() => NearNames.Best(normalizedName, Candidates, limit), ct);

    public ValueTask<long> PositionAtAsync(DateTimeOffset time, CancellationToken ct) =>
        Read(() => _image.Records.FindLast(one => one.Record.At.ToUnixTimeMilliseconds() <= time.ToUnixTimeMilliseconds())?.Record.Position ?? 0, ct);

    public async ValueTask<bool> WaitAsync(long after, CancellationToken ct)
    {
        var grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_image.Head > after) return true;
            _watchers.Add((after, grown));
        }
        var cancelled = ct.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), grown);
        await grown.Task;
        cancelled.Unregister();
        return Head > after;
    }

    IEnumerable<NameCandidate> Candidates =>
        _image.Names.Values.SelectMany(names => names.Names.Select(pair => new NameCandidate(pair.Key, new NameHit(names.Entity, pair.Value)))).ToList();

    IEnumerable<Record> From(long after)
    {
        // With the planted hole a position is no index; without it the first look is the last.
        var at = (int)Math.Min(after, _image.Records.Count);
        while (at > 0 && _image.Records[at - 1].Record.Position > after) at--;
        for (; at < _image.Records.Count; at++) yield return _image.Records[at].Record;
    }

    IEnumerable<Record> At(Dictionary<string, List<int>> index, string entity) =>
        index.TryGetValue(entity, out var list) ? list.Select(at => _image.Records[at].Record) : [];

    async ValueTask<T> Read<T>(Func<T> read, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await _options.Pause();
        T result;
        lock (_gate) result = read();
        await _options.Pause();
        return result;
    }
}
