namespace Tracker.Log.Feed;

/// <summary>
/// One reader's way out, which the feed writes to: see <see cref="IChannel.Join"/>. Calls of <see cref="WriteAsync"/> and <see cref="BeatAsync"/> never
/// overlap; a call begins its write at once, never blocks, and completes when the connection can take the next. It fails when the reader is gone.
/// </summary>
public interface IOutlet
{
    ValueTask WriteAsync(Page page);

    ValueTask BeatAsync(Beat beat);

    /// <summary>Called once, when it has been given everything up to the head for the first time.</summary>
    void Arrived();

    /// <summary>Nothing more is written. Called once, also while a write is under way; close the connection and let that write fail. Must not block or throw.</summary>
    /// <param name="trouble">What a write or a read of the log failed with; null when it is stuck.</param>
    void Closed(Ending why, Exception? trouble);
}

/// <summary>What a heartbeat says: everything up to the cursor has been written.</summary>
/// <param name="Items">How many items were written to this reader since it joined: one that counted fewer has missed some on the way.</param>
public readonly record struct Beat(long Cursor, long Head, long Items);

/// <summary>Why the feed lets go of a reader.</summary>
public enum Ending
{
    /// <summary>A write failed: the reader is gone. Also when the log cannot be read.</summary>
    Gone,

    /// <summary>One write has been under way for longer than <see cref="FeedOptions.StuckAfter"/>.</summary>
    Stuck,
}

/// <summary>A reader that the feed writes to. Disposing ends it: nothing is written after, and a write that was under way has ended.</summary>
public interface IMember : IAsyncDisposable
{
    /// <summary>It has been given everything up to here.</summary>
    long Cursor { get; }
}
