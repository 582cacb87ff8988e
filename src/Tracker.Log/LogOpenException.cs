namespace Tracker.Log;

/// <summary>The log cannot be opened. The message is one line for the person who started the program.</summary>
/// <param name="code">
/// <c>in-use</c> (another process has it), <c>no-access</c>, <c>not-a-directory</c>, <c>disk-full</c>, <c>not-a-log</c>, <c>newer-format</c>, <c>damaged</c>;
/// for a copy also <c>exists</c>, <c>not-empty</c>, <c>no-directory</c> and <c>busy</c>; for PostgreSQL also <c>bad-setting</c>, <c>no-account</c> (or no such
/// database) and <c>away</c> (it cannot be reached).
/// </param>
public sealed class LogOpenException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;
}
