namespace Tracker.Log.Postgres;

public sealed partial class PostgresLog
{
    /// <summary>What another process has written is told within milliseconds; this is for whoever must not be too early by those.</summary>
    public async ValueTask LookAsync(CancellationToken ct)
    {
        var head = await AskAsync(async (connection, stop) => await Opening.HeadAsync(connection, S, stop), ct);
        // Another epoch is the watch's business: it ends the process.
        if (head.Epoch == Epoch && Move(head)) Pulse();
    }
}
