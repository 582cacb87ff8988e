using Orleans.Concurrency;
using Tracker.Domain;
using Tracker.Grains.Messages;

namespace Tracker.Grains.Shell;

/// <summary>What every entity with a grain answers. The key is its bare id.</summary>
public interface IEntityGrain<TCommand> : IGrainWithStringKey
{
    /// <summary>Done (durably), refused, or as <see cref="Reply"/> says. One order at a time.</summary>
    Task<Immutable<Reply>> Do(Immutable<Order<TCommand>> order);

    /// <summary>A snapshot is due: bounds loading for an entity that many records touch and nobody reads. May be lost.</summary>
    [OneWay]
    Task KeepSnapshot();
}
