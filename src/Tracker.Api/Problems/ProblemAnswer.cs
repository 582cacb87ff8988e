using Microsoft.AspNetCore.Http;
using Tracker.Api.Json;
using Tracker.Contracts.Keys;
using Tracker.Contracts.Problems;
using Tracker.Domain;

namespace Tracker.Api.Problems;

/// <summary>The one function that turns a refusal into <c>application/problem+json</c>.</summary>
public static class ProblemAnswer
{
    public const string ContentType = "application/problem+json";

    public static ProblemDetails Describe(Refusal refusal, int? version = null, IReadOnlyList<NameMatch>? nearest = null)
    {
        var row = ProblemTable.Of(refusal.Code);
        RefusalCount.Add(row.Code);
        return new ProblemDetails
        {
            Type = "/problems/" + row.Code,
            Title = row.Title,
            Status = row.Status,
            Detail = refusal.Detail,
            Errors = refusal.Field is null ? null : new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [refusal.Field] = [refusal.Detail] },
            Retry = row.Retry.Name(),
            Version = version,
            Nearest = nearest,
        };
    }

    public static IResult Of(Refusal refusal, int? version = null, IReadOnlyList<NameMatch>? nearest = null) => Of(Describe(refusal, version, nearest));

    public static IResult Of(ProblemDetails problem) => new Result(problem);

    /// <summary>For middleware, which has no result to return.</summary>
    public static Task WriteAsync(HttpContext http, Refusal refusal) => Of(refusal).ExecuteAsync(http);

    sealed class Result(ProblemDetails problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = problem.Status;
            // A server that stops is back, if it comes back, after some seconds.
            if (problem.Status == StatusCodes.Status503ServiceUnavailable && httpContext.Response.Headers.RetryAfter.Count == 0)
                httpContext.Response.Headers.RetryAfter = problem.Type == "/problems/stopping" ? "3" : "1";
            if (problem.Status == StatusCodes.Status401Unauthorized) httpContext.Response.Headers.WWWAuthenticate = "Bearer";
            return httpContext.Response.WriteAsJsonAsync(problem, ApiJson.Options, ContentType, httpContext.RequestAborted);
        }
    }
}
