namespace Tracker.Log;

/// <summary>The store was lost while it committed, and could not be asked in time what became of it: it is stored, or it is not. A retry under the same once-key settles it.</summary>
public sealed class OutcomeUnknownException(string why) : TimeoutException($"The store was lost while it committed ({why}); whether it was stored is not known.")
{
    /// <summary>Why the store was lost.</summary>
    public string Why { get; } = why;
}
