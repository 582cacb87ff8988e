using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Tracker.Grains.Messages;

namespace Tracker.Grains.Presence;

/// <summary>Who has what of a story open at the desk. In memory and nowhere else: after a move or a crash it is known again within 5 s, as everybody is heard of.</summary>
[Alias("tracker.presence")]
public interface IPresenceGrain : IGrainWithStringKey
{
    /// <summary>The visitor is here, with this open, for another <see cref="Leases.Length"/>; answers who is.</summary>
    Task<Immutable<AtTheDesk>> Here(string visitor, string name, string? entity);

    /// <summary>The visitor has left; nothing when it was not there.</summary>
    Task Left(string visitor);

    Task<Immutable<AtTheDesk>> Who();
}

public sealed class PresenceGrain([FromKeyedServices("app")] TimeProvider clock) : Grain, IPresenceGrain
{
    Leases _leases = Leases.None;

    public Task<Immutable<AtTheDesk>> Here(string visitor, string name, string? entity)
    {
        _leases = _leases.Taken(visitor, name, entity, clock.GetUtcNow());
        return Who();
    }

    public Task Left(string visitor)
    {
        _leases = _leases.Without(visitor);
        return Task.CompletedTask;
    }

    public Task<Immutable<AtTheDesk>> Who()
    {
        _leases = _leases.At(clock.GetUtcNow());
        return Task.FromResult(new AtTheDesk(_leases.Editors).AsImmutable());
    }
}
