using Tracker.Domain;
using Tracker.Log.Settings;

namespace Tracker.Log;

/// <summary>A log as a server has it: with what is kept beside the record, and with what it has just written still in memory.</summary>
public interface ILogStore : IEventLog
{
    /// <summary>What is kept beside the record, in the same database.</summary>
    ISettings Settings { get; }

    /// <summary>Where the processes that share the log keep states of grains; null = nobody shares it, and each keeps them in a file.</summary>
    ISnapshots? Snapshots => null;

    /// <summary>
    /// Each batch that this process has made durable, in order of position, with bodies and hashes: the feed need not read it back. Called after
    /// <see cref="IEventLog.Head"/> has moved and before callers are answered; it must neither block nor throw. What another process wrote is not
    /// handed over, so between two batches there may be positions that have to be read.
    /// </summary>
    Action<IReadOnlyList<Record>>? Committed { get; set; }
}
