using Tracker.Faults.Checking;

namespace Tracker.Faults.Readers;

/// <summary>All readers of a run, over both transports, some of them through a line that can be cut.</summary>
sealed class Audience : IAsyncDisposable
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    readonly CancellationTokenSource _stop = new();
    readonly List<Reader> _readers = [];
    readonly Task[] _runs;
    readonly Task _running;
    readonly Task _looking;
    bool _over;

    /// <param name="count">Half by SSE, half by the hub, of those up to four with the official client; every tenth through the line.</param>
    public Audience(Uri server, Uri line, int count, LogBook book, Verdict verdict, int seed)
        : this(number => [number % 10 == 9 ? line : server], count, book, verdict, seed)
    {
    }

    /// <param name="waysOf">Where the reader of a number finds the log: it takes another way at each connection.</param>
    public Audience(Func<int, IReadOnlyList<Uri>> waysOf, int count, LogBook book, Verdict verdict, int seed)
    {
        for (var i = 0; i < count; i++)
        {
            var way = waysOf(i);
            var notes = new Notes($"reader {i}", book, verdict);
            _readers.Add(i % 2 == 0 ? new SseReader(way, notes, seed + i) : i < 8 ? new OfficialReader(way, notes, seed + i) : new HubReader(way, notes, seed + i));
        }
        _runs = [.. _readers.Select(reader => Task.Run(() => reader.RunAsync(_stop.Token)))];
        _running = Task.WhenAll(_runs);
        _looking = LookAsync();
    }

    public IReadOnlyList<Reader> Readers => _readers;
    public long Items => _readers.Sum(reader => reader.Notes.Items);
    public long Connections => _readers.Sum(reader => (long)reader.Notes.Connections);
    public int Connected => _readers.Count(reader => reader.Connected);

    /// <summary>Fails when a reader has: bytes that are no items.</summary>
    public Task Broken => _running;

    public void CutAll() => _readers.ForEach(reader => reader.Cut());

    /// <summary>Waits until everyone has this position; who has not after a minute is absent.</summary>
    public async Task ReachAsync(long position, Verdict verdict, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (!patience.IsCancellationRequested && !_running.IsFaulted && _readers.Exists(reader => reader.Notes.Position < position))
            await Task.Delay(20, patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
        for (var i = 0; i < _readers.Count; i++)
        {
            var (late, run) = (_readers[i].Notes, _runs[i]);
            if (late.Position < position) verdict.Absent.Add($"{late.Name} has {late.Position} of {position}{(run.Exception is { } gave ? $"; it gave up: {gave.InnerException}" : "")}");
        }
    }

    async Task LookAsync()
    {
        using var look = new PeriodicTimer(Look);
        try
        {
            while (await look.WaitForNextTickAsync(_stop.Token)) _readers.ForEach(reader => reader.CutIfSilent());
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_over) return;
        _over = true;
        await _stop.CancelAsync();
        await Task.WhenAll(_running, _looking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
