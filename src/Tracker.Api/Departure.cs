using Microsoft.AspNetCore.Http;
using Tracker.Api.Problems;
using Tracker.Domain;

namespace Tracker.Api;

/// <summary>
/// The end of this process as its clients see it: from <see cref="Begin"/> on it is not ready, what wants to write is refused as <c>stopping</c>, and
/// what is being written is finished.
/// </summary>
public sealed class Departure
{
    readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _writing;
    volatile bool _begun;

    public bool Begun => _begun;

    /// <summary>Requests that write at this moment.</summary>
    public int Writing => Volatile.Read(ref _writing);

    /// <summary>Completes when it has begun and no request writes any more.</summary>
    public Task Idle => _idle.Task;

    public static Refusal Refusal { get; } = new("stopping", "Nothing was stored.");

    public void Begin()
    {
        if (!TryEnter()) return;
        _begun = true;
        Leave();
    }

    /// <summary>False when nothing may begin to write any more; else <see cref="Leave"/> when it is done.</summary>
    public bool TryEnter()
    {
        Interlocked.Increment(ref _writing);
        if (!_begun) return true;
        Leave();
        return false;
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _writing) == 0 && _begun) _idle.TrySetResult();
    }
}

/// <summary>Counts the requests that write, and refuses them once the process is about to end.</summary>
internal sealed class LastPosts(RequestDelegate next, Departure departure)
{
    public Task InvokeAsync(HttpContext http) =>
        !Writes(http.Request) ? next(http) : departure.TryEnter() ? WriteAsync(http) : ProblemAnswer.WriteAsync(http, Departure.Refusal);

    static bool Writes(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method) && request.Path.StartsWithSegments("/api");

    async Task WriteAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        finally
        {
            departure.Leave();
        }
    }
}
