using SQLitePCL;

namespace Tracker.Log.Sqlite;

/// <summary>SQLite refused. <see cref="Code"/> is its extended result code.</summary>
sealed class StoreError(int code, string detail) : Exception(detail)
{
    public int Code { get; } = code;

    public int Primary => Code & 0xff;

    public bool IsFull => Primary == raw.SQLITE_FULL || Code == IoErrShmSize;

    public bool IsBusy => Primary is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    // The wal-index is a file of its own that grows with the log: on a full disk this is how it says so.
    const int IoErrShmSize = raw.SQLITE_IOERR | (19 << 8);
}
