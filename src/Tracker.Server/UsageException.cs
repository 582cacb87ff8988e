namespace Tracker.Server;

/// <summary>An argument or a setting that a person can put right; the message is one line and says how.</summary>
public sealed class UsageException(string message) : Exception(message);
