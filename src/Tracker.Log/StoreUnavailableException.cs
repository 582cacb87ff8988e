namespace Tracker.Log;

/// <summary>The store refused cleanly, or cannot be read now; nothing was written. For callers whose answer has no room for <see cref="Unavailable"/>.</summary>
public sealed class StoreUnavailableException(Unavailable refusal) : Exception(refusal.Detail)
{
    public Unavailable Refusal { get; } = refusal;
}
