using Orleans.Runtime;
using Tracker.Domain;
using Tracker.Log;

namespace Tracker.Api.Problems;

/// <summary>Failures that are no bug: a grain or the store could not be reached.</summary>
static class OutOfReach
{
    /// <summary>What the caller is told; null = it is something else.</summary>
    public static Refusal? Refusal(Exception failed) => failed switch
    {
        LimitExceededException or GatewayTooBusyException => new Refusal("busy", "Too much waits for this entity."),
        StoreUnavailableException store => new Refusal(store.Refusal.Code, store.Refusal.Detail),
        OrleansException or TimeoutException => new Refusal("unavailable", "The outcome is not known; a retry under the same id or Idempotency-Key settles it."),
        _ => null,
    };
}
