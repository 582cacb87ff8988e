using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Tracker.Api.Problems;
using Tracker.Domain;
using Tracker.Log;
using Tracker.Log.Feed;

namespace Tracker.Api.Pages;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: the log is open, can be reached and can write, the silo is up, and the process is not about
/// to end; else a problem that says which. It waits for neither demo nor index, and what readers do not feel (a full disk, an account that may only read)
/// leaves it ready. <c>/health/serving</c>: the same, but for whether the log can be reached: for a balancer, since while the database is away all servers are
/// as good as each other, and boards can be read.
/// </summary>
internal static class Health
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Text("live")).ExcludeFromDescription();
        app.MapGet("/health/ready", (IHostApplicationLifetime life, IEventLog log, IFeed feed, Departure departure) =>
            (Missing(life, log, departure) ?? Away(log)) is { } missing ? ProblemAnswer.Of(missing) : Results.Text($"ready at {new Cursor(log.Epoch, feed.Head)}")).ExcludeFromDescription();
        app.MapGet("/health/serving", (IHostApplicationLifetime life, IEventLog log, Departure departure) =>
            Missing(life, log, departure) is { } missing ? ProblemAnswer.Of(missing) : Results.Text("serving")).ExcludeFromDescription();
    }

    /// <summary>Why nobody should come to it; null = they may.</summary>
    static Refusal? Missing(IHostApplicationLifetime life, IEventLog log, Departure departure) =>
        !life.ApplicationStarted.IsCancellationRequested ? new Refusal("unavailable", "Not ready: the server is still starting.")
        : departure.Begun || life.ApplicationStopping.IsCancellationRequested ? new Refusal("stopping", "Not ready: the server is about to stop.")
        : log.Stopped ? new Refusal("unavailable", "Not ready: the log can write no more, and the process is about to end.")
        : null;

    static Refusal? Away(IEventLog log) => log.Away is { } away ? new Refusal("unavailable", $"Not ready: {away}.") : null;
}
