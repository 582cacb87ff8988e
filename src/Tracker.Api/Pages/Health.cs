using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Tracker.Log;
using Tracker.Log.Feed;

namespace Tracker.Api.Pages;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: the log is open and the silo is up; it waits for neither demo nor index.</summary>
internal static class Health
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Text("live")).ExcludeFromDescription();
        app.MapGet("/health/ready", (IHostApplicationLifetime life, IEventLog log, IFeed feed) =>
            life.ApplicationStarted.IsCancellationRequested && !life.ApplicationStopping.IsCancellationRequested
                ? Results.Text($"ready at {new Cursor(log.Epoch, feed.Head)}")
                : Results.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable)).ExcludeFromDescription();
    }
}
