namespace Tracker.Scaling;

/// <summary>
/// What was measured, in seconds and bytes, and where; everything else here is computed or simulated from it. Machine: 2 cores of an AMD EPYC (a virtual
/// machine), .NET 10, November 2026. A figure that is measured anew is changed here, and `tests/bench/scaling/run` writes the tables of SCALING.md again.
/// </summary>
static class Measured
{
    const double Microsecond = 1e-6;
    const double Millisecond = 1e-3;

    /// <summary>PEERS.md, Delivery: server CPU a delivery over SSE, 1,000 readers, 20 and 200 statements a second.</summary>
    public const double DeliveryAt20 = 9.9 * Microsecond;
    public const double DeliveryAt200 = 1.7 * Microsecond;

    /// <summary>The same of the bench that reads, on the same cores.</summary>
    public const double ReadingAt20 = 6.0 * Microsecond;
    public const double ReadingAt200 = 0.7 * Microsecond;

    /// <summary>The same: post to reader, 50th and 99th percentile.</summary>
    public static readonly (double P50, double P99) LatencyAt20 = (6.2 * Millisecond, 10.7 * Millisecond);
    public static readonly (double P50, double P99) LatencyAt200 = (30.6 * Millisecond, 56.4 * Millisecond);

    /// <summary>The same: bytes of a delivery of one statement.</summary>
    public const double DeliveryBytes = 671;

    /// <summary>PEERS.md, Posting (all rows of the newest run): server CPU of an acknowledged post, indexed and reacted to, 32 clients, SQLite.</summary>
    public const double Post = 270 * Microsecond;

    /// <summary>The same: acknowledged posts a second of one process on two cores that the clients share; post to receipt, 50th percentile.</summary>
    public const double PostsASecond = 6_032;
    public const double PostToReceipt = 3.3 * Millisecond;

    /// <summary>PEERS.md, Memory: resident bytes of an idle connection, SignalR (SSE: 15.1 KB), and of the process before.</summary>
    public const double Connection = 15.6 * 1024;
    public const double Process = 130.0 * 1024 * 1024;

    /// <summary>
    /// `tests/bench/scaling/follow.mjs`, a process that follows a log and does not write it: 203,551 records of 50,000 statements, each with a position of 20 actors on 20 topics (so four
    /// records a statement: cells turn and links are proposed all the time), read by a new index and search: 18.2 s of CPU, 12.2 s of time, start included.
    /// </summary>
    public const double Follow = 89.6 * Microsecond;
    public const double FollowedASecond = 203_551 / 12.2;
    public const double RecordsOfAContestedStatement = 203_551 / 50_000.0;

    /// <summary>design/orleans.md: a call between silos, 256 callers, tiny messages: 206,000 a second on two cores, caller and callee together.</summary>
    public const double Hop = 2 / 206_000.0;

    /// <summary>The same: one caller, 50th percentile.</summary>
    public const double HopTime = 40 * Microsecond;

    /// <summary>PEERS.md, first lines of two runs: a 4 KiB append with fdatasync, and its 99th percentile on the slower of the two days.</summary>
    public const double Flush = 0.19 * Millisecond;
    public const double SlowFlush = 2.08 * Millisecond;

    /// <summary>
    /// `tests/bench/scaling/transaction`: PostgreSQL 15 on this machine, one client, the statements of one append transaction on the log's tables with 1 to
    /// 256 records of 640 bytes and six touches each: 1.02 to 9.17 ms; the straight line through them, less a flush. Its seven messages are two in the log.
    /// </summary>
    public const double Transaction = 0.82 * Millisecond;
    public const double TransactionRecord = 32 * Microsecond;
}
