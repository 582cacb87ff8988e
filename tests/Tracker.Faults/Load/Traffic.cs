namespace Tracker.Faults.Load;

/// <summary>All posters: four that send batches and four that send single statements, half of each through a line that can be cut.</summary>
sealed class Traffic : IAsyncDisposable
{
    const int Posters = 4;
    readonly CancellationTokenSource _stop = new();
    readonly List<IDisposable> _posters = [];
    readonly List<Task> _running = [];
    bool _over;

    /// <param name="perSecond">Lines of batches a second; single statements come on top.</param>
    public Traffic(Uri server, Uri line, Pool pool, Answers answers, int seed, int perSecond)
    {
        for (var i = 0; i < Posters; i++)
        {
            var batches = new BatchPoster(i % 2 == 0 ? server : line, pool, answers, seed + i, perSecond / Posters);
            var singles = new SinglePoster(i % 2 == 0 ? server : line, i % 2 == 0 ? line : server, pool, answers, seed + 100 + i);
            _posters.AddRange([batches, singles]);
            _running.AddRange([batches.RunAsync(_stop.Token), singles.RunAsync(_stop.Token)]);
        }
    }

    /// <summary>Fails when a poster has: a bug of the harness.</summary>
    public Task Broken => Task.WhenAny(_running).Unwrap();

    /// <summary>No further posts; what is under way is finished.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
    }

    public async ValueTask DisposeAsync()
    {
        if (_over) return;
        _over = true;
        await _stop.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var poster in _posters) poster.Dispose();
        _stop.Dispose();
    }
}
