using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Tracker.Log;
using Tracker.Log.Feed;

namespace Tracker.Api.Pages;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: the log is open and can write, the silo is up, and the process is not about to end;
/// it waits for neither demo nor index, and a full disk, which readers do not feel, leaves it ready.
/// </summary>
internal static class Health
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Text("live")).ExcludeFromDescription();
        app.MapGet("/health/ready", (IHostApplicationLifetime life, IEventLog log, IFeed feed, Departure departure) =>
            life.ApplicationStarted.IsCancellationRequested && !departure.Begun && !life.ApplicationStopping.IsCancellationRequested && !log.Stopped
                ? Results.Text($"ready at {new Cursor(log.Epoch, feed.Head)}")
                : Results.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable)).ExcludeFromDescription();
    }
}
