using Tracker.Log.Feed;

namespace Tracker.Server;

/// <summary>A feed that cannot go on must not look alive: the process stops, loudly, and its supervisor starts it again.</summary>
sealed class Watchdog(Feed feed, IHostApplicationLifetime life, ILogger<Watchdog> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await feed.Completion.WaitAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
        catch (Exception broken)
        {
            logger.LogCritical(broken, "The feed cannot go on; the server stops");
            Environment.ExitCode = 1;
            life.StopApplication();
        }
    }
}
