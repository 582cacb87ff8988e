namespace Tracker.Log.Postgres;

public sealed record PostgresLogOptions
{
    /// <summary>Npgsql's: <c>Host=…;Port=…;Username=…;Password=…;Database=…</c>. The account owns the schema, or may make it. Never logged.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The schema in which the log lies: several logs may share a database. Default: <c>tracker</c>.</summary>
    public string Schema { get; init; } = "tracker";

    /// <summary>What gives records their time. Default: null, which is the database's clock: one for all processes, whose own may differ.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Whether opening waits for a database that cannot be reached, and says so once; otherwise it is refused as <c>away</c>. Default: true.</summary>
    public bool WaitsAtStart { get; init; } = true;

    /// <summary>Appends that may wait for the database; the next one is answered <c>busy</c>. Default: 16,384.</summary>
    public int Waiting { get; init; } = 16_384;

    /// <summary>Bytes of bodies that may wait for the database. Default: 64 MiB.</summary>
    public long WaitingBytes { get; init; } = 64 << 20;

    /// <summary>How often the head is asked for although no notification came. Default: 1 s.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a process may stand still with the head's lock in its hand (stopped, swapped out, cut off) before the others go on without it: the
    /// database ends its session, and what it was writing is not stored. Shorter = a pause of one process is felt less by the others; longer = fewer
    /// transactions of a slow process are done twice. Default: 5 s.
    /// </summary>
    public TimeSpan HeldAtMost { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long appends wait for a database that went away in the middle of their transaction, before their outcome counts as unknown. Default: 10 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Takes one line about trouble that was met and survived (the database is away, and is there again). Must not block.</summary>
    public Action<string>? Trouble { get; init; }

    /// <summary>
    /// Called when the database no longer has the log that this process followed (another epoch, fewer records, another record at a position): nothing that
    /// is in memory may be believed, so it must end the process. Default: <see cref="Environment.FailFast(string)"/>. When it comes back (tests), the log is
    /// stopped: all that waits and comes is answered by an exception.
    /// </summary>
    public Action<string> FailStop { get; init; } = Environment.FailFast;

    /// <summary>Called at a moment of each transaction, on the writer's thread: tests.</summary>
    internal Action<Moment>? Faults { get; init; }

    /// <summary>Whether other processes are told of what this one wrote: tests lose notifications so. Default: true.</summary>
    internal bool Notifies { get; init; } = true;

    /// <summary>Numbers of migrations beyond this one are not done: tests make an older schema so.</summary>
    internal int Migrate { get; init; } = Migrations.Version;
}

/// <summary>Where the writer is: the lock is taken, before COMMIT is sent, after its answer.</summary>
enum Moment { Locked, Commit, Committed }
