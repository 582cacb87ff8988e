using Tracker.Domain;

namespace Tracker.Log.Feed;

/// <summary>
/// The process's one feed. Two loops: one takes records from the log into the tail (where <see cref="Committed"/> did not); the other encodes them, once,
/// and publishes to the channels, at once after a rest and as far apart under load as <see cref="Pace"/> says. Neither awaits a reader: pumps write.
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
    readonly PageShelf _shelf;
    readonly Readers _readers;
    readonly Tally _tally;
    readonly Pace _pace;
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
        _board = new Switchboard(log.Epoch, head, options, clock);
        _back = new BackPages(log, _tail, _board, options, clock, _stop.Token);
        _tally = new Tally(() => _readers!.Count, () => _board.Count);
        _shelf = new PageShelf(_back, options, _tally);
        _readers = new Readers(_board, _shelf, _tally, options, clock);
        _pace = new Pace(options, clock);
        _sweep = clock.CreateTimer(_ => Sweep(), null, options.DropChannelAfter / 2, options.DropChannelAfter / 2);
        Completion = Task.WhenAll(Follow(TakeIn), Follow(Publish));
    }

    public string Epoch => _log.Epoch;
    public long Head => _board.Head;
    public long Floor => 0;

    /// <summary>Ends when the feed is disposed; fails with the reason when it cannot go on (the log cannot be read): the process should then stop loudly.</summary>
    public Task Completion { get; }

    /// <summary>What it holds in memory now, for metrics.</summary>
    public Holding Held => new(_board.Count, _tail.Count, _tail.Bytes, _shelf.Bytes, _readers.Count, _tally.BehindNow, _tally.Frames, _tally.Writes, _tally.Deliveries, _tally.StuckEver);

    public IChannel Channel(Filter filter) => new Channel(filter, _board, _shelf, _readers, _clock);

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
            if (durable > head) _tail.Take(await Patience.ReadAsync(() => _log.ReadAsync(head, Batch, _stop.Token), _clock, _stop.Token));
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
            var wait = _pace.After(PublishAll());
            if (wait > TimeSpan.Zero) await Task.Delay(wait, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <summary>Returns items × readers that are now to be written.</summary>
    long PublishAll()
    {
        var (head, deliveries) = (_tail.Head, 0L);
        while (Head < head)
        {
            var entries = _tail.After(Head, _options.PageItems) ?? throw new InvalidOperationException("The tail let go of what was not published.");
            var published = _board.Publish(entries.AsSpan(0, Fitting(entries)), () => _shelf.Clear(takedown: true));
            _tally.Framed(published.Lanes);
            deliveries += published.Deliveries;
        }
        _tail.Published(head);
        _published.Fire();
        return deliveries;
    }

    void Sweep()
    {
        _board.Sweep(_options.DropChannelAfter);
        _shelf.Clear(takedown: false);
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
        _readers.Dispose();
        _tally.Dispose();
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _back.Dispose();
        _stop.Dispose();
    }
}

/// <param name="Channels">Filters that somebody uses or used a moment ago.</param>
/// <param name="Records">Records in the tail.</param>
/// <param name="Bytes">Bytes of the tail, roughly.</param>
/// <param name="PagesBytes">Bytes of the pages kept for readers that come back, roughly.</param>
/// <param name="Readers">Readers that have joined.</param>
/// <param name="Behind">Of them, those that read pages of the log.</param>
/// <param name="Frames">Frames made since it began.</param>
/// <param name="Writes">Writes to readers since it began.</param>
/// <param name="Deliveries">Items in those writes.</param>
/// <param name="Stuck">Readers closed because a write did not complete.</param>
public sealed record Holding(int Channels, int Records, long Bytes, long PagesBytes, int Readers, int Behind, long Frames, long Writes, long Deliveries, long Stuck);
