namespace Tracker.Log.Feed;

/// <summary>Wakes everyone who waits, once. Nobody waits: nothing is made. Take <see cref="Next"/> before looking at what it announces.</summary>
sealed class Signal
{
    TaskCompletionSource? _next;

    public Task Next()
    {
        while (true)
        {
            if (Volatile.Read(ref _next) is { } waiting) return waiting.Task;
            Interlocked.CompareExchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null);
        }
    }

    public void Fire() => Interlocked.Exchange(ref _next, null)?.SetResult();

    /// <summary>Completes with the signal or with the cancellation, and never throws: a reader's heartbeat is no exception.</summary>
    public static async ValueTask Either(Task signal, CancellationToken ct) =>
        await signal.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
