namespace Tracker.Server.Demo;

/// <summary>The player beside the server it plays to, over HTTP like any client.</summary>
static class DemoRun
{
    public static async Task StartAsync(WebApplication web, string address, string key, double speed)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        var logger = web.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Demo");
        try
        {
            await DemoPlayer.RunAsync(http, new DemoOptions { Key = key, Speed = speed }, line => logger.LogInformation("{Line}", line), TimeProvider.System, web.Lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            // The server stops; the next run goes on where this one was.
        }
        catch (Exception failed)
        {
            logger.LogError(failed, "The demo stopped");
        }
    }
}
