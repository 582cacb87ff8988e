using Tracker.Domain;

namespace Tracker.Log.Feed;

/// <summary>
/// The process's one feed. Two loops: one takes records from the log into the tail (where <see cref="Committed"/> did not); the other encodes them, once,
/// and publishes to the channels, at once after a rest and at least <see cref="FeedOptions.PublishEvery"/> apart under load. Neither awaits a reader.
/// </summary>
public sealed class Feed : IFeed, IAsyncDisposable
{
    const int Batch = 256;

    readonly IEventLog _log;
    readonly FeedOptions _options;
    readonly TimeProvider _clock;
    readonly Tail _tail;
    readonly Switchboard _board;
    readonly BackPages _back;
    readonly Signal _takenIn = new();
    readonly Signal _published = new();
    readonly CancellationTokenSource _stop = new();
    readonly ITimer _sweep;

    /// <summary>Begins to follow the log from its head.</summary>
    public Feed(IEventLog log, FeedOptions options, TimeProvider clock)
    {
        (_log, _options, _clock) = (log, options, clock);
        var head = log.Head;
        _tail = new Tail(head, options.TailRecords, options.TailBytes);
        _board = new Switchboard(log.Epoch, head, clock, options.Scheduler);
        _back = new BackPages(log, _tail, _board, options, _stop.Token);
        _sweep = clock.CreateTimer(_ => _board.Sweep(options.DropChannelAfter), null, options.DropChannelAfter / 2, options.DropChannelAfter / 2);
        Completion = Task.WhenAll(Follow(TakeIn), Follow(Publish));
    }

    public string Epoch => _log.Epoch;
    public long Head => _board.Head;
    public long Floor => 0;

    /// <summary>Ends when the feed is disposed; fails with the reason when it cannot go on (the log cannot be read): the process should then stop loudly.</summary>
    public Task Completion { get; }

    /// <summary>What it holds in memory now, for metrics.</summary>
    public Holding Held => new(_board.Count, _tail.Count, _tail.Bytes);

    public IChannel Channel(Filter filter) => new Channel(filter, _board, _back, _clock);

    /// <summary>Also what is durable and not yet published: grains do not wait for the readers' 5 ms.</summary>
    public IReadOnlyList<Record>? Recent(long after) => _tail.Records(after, int.MaxValue);

    /// <summary>The first of them, at most <paramref name="limit"/>.</summary>
    public IReadOnlyList<Record>? Recent(long after, int limit) => _tail.Records(after, limit);

    /// <summary>
    /// A batch that the log has just made durable, handed over from memory (for the log's hook; optional: what is not handed over is read from the log).
    /// Takes no time worth naming and never waits; records that it has already, or that come after a hole, are left to the log.
    /// </summary>
    public void Committed(IReadOnlyList<Record> records)
    {
        if (_tail.Crowded) return;
        _tail.Take(records);
        _takenIn.Fire();
    }

    public async ValueTask<bool> WaitAsync(long after, CancellationToken ct)
    {
        while (true)
        {
            var published = _published.Next();
            if (Head > after) return true;
            if (ct.IsCancellationRequested) return false;
            await published.WaitAsync(ct);
        }
    }

    async Task TakeIn()
    {
        while (await _log.WaitAsync(_tail.Head, _stop.Token))
        {
            await Room();
            var (durable, head) = (_log.Head, _tail.Head);
            if (durable > head) _tail.Take(await _log.ReadAsync(head, Batch, _stop.Token));
            _takenIn.Fire();
        }
    }

    /// <summary>When one loop cannot go on, neither does the other.</summary>
    Task Follow(Func<Task> loop) => _options.Scheduler.Run(async () =>
    {
        try
        {
            await loop();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested) { }
        catch
        {
            await _stop.CancelAsync();
            throw;
        }
    });

    /// <summary>Readers' matching is behind by half of the tail: let it come after.</summary>
    async Task Room()
    {
        while (_tail.Crowded)
        {
            var published = _published.Next();
            if (!_tail.Crowded) break;
            await published.WaitAsync(_stop.Token);
            _stop.Token.ThrowIfCancellationRequested();
        }
    }

    async Task Publish()
    {
        while (!_stop.IsCancellationRequested)
        {
            var more = _takenIn.Next();
            if (_tail.Head == Head)
            {
                await more.WaitAsync(_stop.Token);
                continue;
            }
            PublishAll();
            if (_options.PublishEvery > TimeSpan.Zero)
                await Task.Delay(_options.PublishEvery, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    void PublishAll()
    {
        var head = _tail.Head;
        while (Head < head)
        {
            var entries = _tail.After(Head, _options.PageItems) ?? throw new InvalidOperationException("The tail let go of what was not published.");
            _board.Publish(entries.AsSpan(0, Fitting(entries)));
        }
        _tail.Published(head);
        _published.Fire();
    }

    /// <summary>How many of them make one frame within the limit of a page.</summary>
    int Fitting(Entry[] entries)
    {
        long bytes = 0;
        for (var i = 0; i < entries.Length; i++)
        {
            bytes += entries[i].Item.Length;
            if (bytes > _options.PageBytes && i > 0) return i;
        }
        return entries.Length;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sweep.DisposeAsync();
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _back.Dispose();
        _stop.Dispose();
    }
}

/// <param name="Channels">Filters that somebody uses or used a moment ago.</param>
/// <param name="Records">Records in the tail.</param>
/// <param name="Bytes">Bytes of the tail, roughly.</param>
public sealed record Holding(int Channels, int Records, long Bytes);
