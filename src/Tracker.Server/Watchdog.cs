using Tracker.Log.Feed;
using Tracker.Log.Index;
using Tracker.Log.Search;

namespace Tracker.Server;

/// <summary>A feed, an index or a search that cannot go on must not look alive: the process stops, loudly, and its supervisor starts it again.</summary>
sealed class Watchdog(Feed feed, IEnumerable<SqliteIndex> index, IEnumerable<SqliteSearch> search, IHostApplicationLifetime life, ILogger<Watchdog> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await await Task.WhenAny([feed.Completion, .. index.Select(one => one.Completion), .. search.Select(one => one.Completion)]).WaitAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
        catch (Exception broken)
        {
            logger.LogCritical(broken, "Feed, index or search cannot go on; the server stops");
            Environment.ExitCode = 1;
            life.StopApplication();
        }
    }
}
