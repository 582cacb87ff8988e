using Orleans.Runtime;

namespace Tracker.Server.Cluster;

/// <summary>
/// The others have declared this silo dead, since it did not answer for too long: its entities are elsewhere by now, and what it still writes is refused by
/// the versions in the log. The process ends at once, so that its clients go to another one, and its supervisor starts it anew.
/// </summary>
sealed partial class Death(ILogger<Death> logger) : IFatalErrorHandler
{
    /// <summary>The exit code of a process whose silo was declared dead, or cannot go on.</summary>
    public const int ExitCode = 3;

    static readonly TimeSpan ForTheLine = TimeSpan.FromMilliseconds(200);
    int _told;

    public bool IsUnexpected(Exception exception) => exception is not (OperationCanceledException or OrleansLifecycleCanceledException);

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        if (Interlocked.Exchange(ref _told, 1) != 0) return;
        Tell(context ?? exception?.Message ?? "", exception);
        // Not on this thread: whoever calls may hold what the end waits for.
        new Thread(() =>
        {
            Thread.Sleep(ForTheLine);
            Environment.Exit(ExitCode);
        }) { IsBackground = true, Name = "Death" }.Start();
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "This silo cannot stay in the cluster and the process ends: {Why}")]
    partial void Tell(string why, Exception? exception);
}
