using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tracker.Domain;

namespace Tracker.Api.Problems;

/// <summary>
/// What reaches here is a bug (500 with a trace id, no message of ours or the runtime's), a client that went away, or a grain that could not be reached:
/// that outcome is unknown, and a retry under the same id or key settles it.
/// </summary>
internal sealed class LastResort(RequestDelegate next, ILogger<LastResort> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Abort();
        }
        catch (BadHttpRequestException malformed) when (!http.Response.HasStarted)
        {
            await ProblemAnswer.WriteAsync(http, malformed.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? new Refusal("too-large", "The body is over the limit.")
                : new Refusal("invalid", "The request is malformed."));
        }
        catch (BadHttpRequestException)
        {
            http.Abort(); // the answer had begun: only its end can say that something is missing
        }
        catch (Exception failed) when (!http.Response.HasStarted && OutOfReach.Refusal(failed) is { } refusal)
        {
            // The runtime's own messages end in stacks.
            logger.LogWarning("{Method} could not be finished: {Reason}", http.Request.Method, failed.Message.Split('\n')[0]);
            await ProblemAnswer.WriteAsync(http, refusal);
        }
        catch (Exception bug)
        {
            var trace = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
            logger.LogError(bug, "Bug in {Method} {Route}, trace {Trace}", http.Request.Method, http.GetEndpoint()?.DisplayName, trace);
            if (http.Response.HasStarted) http.Abort();
            else await ProblemAnswer.WriteAsync(http, new Refusal("internal", $"Trace id {trace}."));
        }
    }
}
