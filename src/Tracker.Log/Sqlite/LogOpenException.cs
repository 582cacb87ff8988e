namespace Tracker.Log.Sqlite;

/// <summary>The log cannot be opened. The message is one line for the person who started the program.</summary>
/// <param name="code">
/// <c>in-use</c> (another process has it), <c>no-access</c>, <c>not-a-directory</c>, <c>disk-full</c>, <c>not-a-log</c>, <c>newer-format</c>, <c>damaged</c>;
/// for a copy also <c>exists</c>, <c>not-empty</c>, <c>no-directory</c> and <c>busy</c>.
/// </param>
public sealed class LogOpenException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;

    internal static LogOpenException From(StoreError error, string directory, string file) => error switch
    {
        { IsFull: true } => new("disk-full", $"The disk that holds {directory} is full.", error),
        { IsBusy: true } => new("in-use", $"Another program works on {file}.", error),
        { Primary: SQLitePCL.raw.SQLITE_NOTADB } => new("not-a-log", $"{file} is not a Tracker log.", error),
        { Primary: SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM or SQLitePCL.raw.SQLITE_AUTH } =>
            new("no-access", $"This user may not read and write {file}.", error),
        _ => new("damaged", $"{file} cannot be read ({error.Message}, SQLite {error.Code}).", error),
    };
}
