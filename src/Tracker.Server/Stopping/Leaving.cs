using System.Runtime.InteropServices;
using Tracker.Api;

namespace Tracker.Server.Stopping;

/// <summary>
/// SIGTERM, SIGINT and SIGQUIT. First the process is not ready and takes no more posts; when those in flight are answered (two seconds at most), it stops:
/// streams end, the listener closes, and a second later what still holds a connection is cut, so that nobody's stuck socket holds up the rest.
/// A second signal skips the waiting.
/// </summary>
sealed class Leaving : IHostLifetime, IDisposable
{
    static readonly TimeSpan PostsWithin = TimeSpan.FromSeconds(2);
    static readonly TimeSpan CutAfter = TimeSpan.FromSeconds(1);

    /// <summary>What the host's services may take together once it stops; what is cut leaves most of it to them.</summary>
    public static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(2);

    /// <summary>The same for a member of a cluster, whose entities are kept and given to the others.</summary>
    public static readonly TimeSpan StopClusteredWithin = TimeSpan.FromSeconds(8);

    readonly IHostApplicationLifetime _life;
    readonly Departure _departure;
    readonly Connections _connections;
    readonly TimeProvider _clock;
    readonly TimeSpan _drain;
    readonly ILogger<Leaving> _logger;
    readonly List<PosixSignalRegistration> _signals = [];
    CancellationTokenSource? _waiting;

    public Leaving(
        IHostApplicationLifetime life, Departure departure, Connections connections, ServerOptions options, [FromKeyedServices("app")] TimeProvider clock, ILogger<Leaving> logger)
    {
        (_life, _departure, _connections, _clock, _drain, _logger) = (life, departure, connections, clock, TimeSpan.FromSeconds(options.DrainSeconds), logger);
        // Whoever stops the host without a signal (the watchdog) refuses posts from then on too.
        life.ApplicationStopping.Register(() =>
        {
            _departure.Begin();
            _ = CutAsync();
        });
    }

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT }) _signals.Add(PosixSignalRegistration.Create(signal, Heard));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _logger.LogInformation("Stopped; the files are being closed");
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _signals.ForEach(signal => signal.Dispose());
        _waiting?.Dispose();
    }

    void Heard(PosixSignalContext signal)
    {
        signal.Cancel = true;
        var waiting = new CancellationTokenSource();
        if (Interlocked.CompareExchange(ref _waiting, waiting, null) is { } first) first.Cancel();
        else _ = LeaveAsync(waiting.Token);
    }

    async Task LeaveAsync(CancellationToken hurry)
    {
        _departure.Begin();
        _logger.LogInformation("Stopping; {Posts} posts are in flight", _departure.Writing);
        await Task.Delay(_drain, _clock, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _departure.Idle.WaitAsync(PostsWithin, _clock, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_departure.Idle.IsCompleted) _logger.LogWarning("{Posts} posts are not finished and are cut; a retry settles them", _departure.Writing);
        _life.StopApplication();
    }

    async Task CutAsync()
    {
        await Task.Delay(CutAfter, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_connections.Cut() is > 0 and var cut) _logger.LogInformation("{Connections} connections did not end and were cut", cut);
    }
}
