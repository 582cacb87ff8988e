using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tracker.Api.Keys;

/// <summary>Reads the keys again every two seconds: what another process made or took back counts here within five.</summary>
internal sealed class KeyRefresh(KeyRing keys, ILogger<KeyRefresh> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = false;
        using var tick = new PeriodicTimer(KeyRing.Refresh);
        try
        {
            while (await tick.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await keys.LoadAsync(stoppingToken);
                    told = false;
                }
                catch (Exception failed) when (failed is not OperationCanceledException)
                {
                    if (!told) logger.LogWarning("Keys could not be read again ({Reason}); those known stay valid until they can", failed.Message);
                    told = true;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }
}
