using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Tracker.Acceptance.Wire;

/// <summary>What a subscriber has got so far, in order; tests await it instead of sleeping.</summary>
sealed class Received
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    readonly Lock _lock = new();
    readonly List<(Item Item, long At)> _items = [];
    readonly List<string> _heartbeats = [];
    readonly List<JsonNode> _resets = [];
    TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    string? _cursor;
    Exception? _broken;

    public IReadOnlyList<Item> Items { get { lock (_lock) return [.. _items.Select(entry => entry.Item)]; } }
    public IReadOnlyList<long> Positions { get { lock (_lock) return [.. _items.Select(entry => entry.Item.Position)]; } }
    public IReadOnlyList<string> Heartbeats { get { lock (_lock) return [.. _heartbeats]; } }
    public IReadOnlyList<JsonNode> Resets { get { lock (_lock) return [.. _resets]; } }

    /// <summary>Where to resume.</summary>
    public string? Cursor { get { lock (_lock) return _cursor; } }

    /// <summary>Stopwatch time at which an item came.</summary>
    public long CameAt(long position) { lock (_lock) return _items.Find(entry => entry.Item.Position == position).At; }

    public void Add(JsonNode item, string? cursor) => Change(() => { _items.Add((new Item(item), Stopwatch.GetTimestamp())); _cursor = cursor ?? _cursor; });
    public void MoveTo(string cursor) => Change(() => _cursor = cursor);
    public void Heartbeat(string cursor) => Change(() => { _heartbeats.Add(cursor); _cursor = cursor; });
    public void Reset(JsonNode reset) => Change(() => _resets.Add(reset));
    public void Broke(Exception why)
    {
        Change(() => _broken = why);
        _ended.TrySetResult();
    }

    public Task Until(long position, CancellationToken ct) => Until(() => _items.Count > 0 && _items[^1].Item.Position >= position, $"position {position}", ct);
    public Task UntilItem(Func<Item, bool> fits, string what, CancellationToken ct) => Until(() => _items.Exists(entry => fits(entry.Item)), what, ct);
    public Task UntilHeartbeat(int count, CancellationToken ct) => Until(() => _heartbeats.Count >= count, $"{count} heartbeats", ct);
    public Task UntilReset(CancellationToken ct) => Until(() => _resets.Count > 0, "a reset", ct);

    /// <summary>Completes when the connection has ended, for whatever reason.</summary>
    public Task UntilBroken(CancellationToken ct) => _ended.Task.WaitAsync(ct);

    async Task Until(Func<bool> holds, string what, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (holds())
                    return;
                if (_broken is not null)
                    throw new InvalidOperationException($"The subscriber broke before it had {what}.", _broken);
                changed = _changed.Task;
            }
            try
            {
                await changed.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
            {
                throw new TimeoutException($"The subscriber did not get {what} within {Limit.TotalSeconds} s; it has positions {string.Join(",", Positions.TakeLast(20))}.", late);
            }
        }
    }

    void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        changed.SetResult();
    }
}
