using Tracker.Log.Feed;
using Tracker.Log.Index;

namespace Tracker.Server;

/// <summary>A feed or an index that cannot go on must not look alive: the process stops, loudly, and its supervisor starts it again.</summary>
sealed class Watchdog(Feed feed, SqliteIndex index, IHostApplicationLifetime life, ILogger<Watchdog> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await await Task.WhenAny(feed.Completion, index.Completion).WaitAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
        catch (Exception broken)
        {
            logger.LogCritical(broken, "Feed or index cannot go on; the server stops");
            Environment.ExitCode = 1;
            life.StopApplication();
        }
    }
}
