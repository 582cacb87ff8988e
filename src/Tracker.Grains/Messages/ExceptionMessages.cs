using Tracker.Grains.Stories;
using Tracker.Log;

namespace Tracker.Grains.Messages;

// How the exceptions that callers tell apart cross between silos: whoever asked is told what the store said, and not that there is a bug.

[GenerateSerializer, Immutable, Alias("tracker.store-unavailable")]
public readonly record struct StoreUnavailableMessage([property: Id(0)] string Code, [property: Id(1)] string Detail);

[RegisterConverter]
public sealed class StoreUnavailableConverter : IConverter<StoreUnavailableException, StoreUnavailableMessage>
{
    public StoreUnavailableException ConvertFromSurrogate(in StoreUnavailableMessage surrogate) => new(new Unavailable(surrogate.Code, surrogate.Detail));

    public StoreUnavailableMessage ConvertToSurrogate(in StoreUnavailableException value) => new(value.Refusal.Code, value.Refusal.Detail);
}

[GenerateSerializer, Immutable, Alias("tracker.outcome-unknown")]
public readonly record struct OutcomeUnknownMessage([property: Id(0)] string Why);

[RegisterConverter]
public sealed class OutcomeUnknownConverter : IConverter<OutcomeUnknownException, OutcomeUnknownMessage>
{
    public OutcomeUnknownException ConvertFromSurrogate(in OutcomeUnknownMessage surrogate) => new(surrogate.Why);

    public OutcomeUnknownMessage ConvertToSurrogate(in OutcomeUnknownException value) => new(value.Why);
}

[GenerateSerializer, Immutable, Alias("tracker.reactions-pending")]
public readonly record struct ReactionsPendingMessage([property: Id(0)] string Reason);

[RegisterConverter]
public sealed class ReactionsPendingConverter : IConverter<ReactionsPendingException, ReactionsPendingMessage>
{
    public ReactionsPendingException ConvertFromSurrogate(in ReactionsPendingMessage surrogate) => new(surrogate.Reason);

    public ReactionsPendingMessage ConvertToSurrogate(in ReactionsPendingException value) => new(value.Message);
}
