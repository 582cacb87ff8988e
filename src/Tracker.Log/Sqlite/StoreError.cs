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

    /// <summary>Why the log cannot be opened, as one line.</summary>
    public LogOpenException ToOpening(string directory, string file) => this switch
    {
        { IsFull: true } => new("disk-full", $"The disk that holds {directory} is full.", this),
        { IsBusy: true } => new("in-use", $"Another program works on {file}.", this),
        { Primary: raw.SQLITE_NOTADB } => new("not-a-log", $"{file} is not a Tracker log.", this),
        { Primary: raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH } =>
            new("no-access", $"This user may not read and write {file}.", this),
        _ => new("damaged", $"{file} cannot be read ({Message}, SQLite {Code}).", this),
    };
}
