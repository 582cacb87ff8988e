namespace Tracker.Faults.Load;

/// <summary>One statement to send: its number and which of its contents.</summary>
readonly record struct Post(long Number, int Content);
