using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Orleans.TestingHost;
using Tracker.Grains;
using Tracker.Grains.Snapshots;
using Tracker.Log.Feed;
using Tracker.Log.Settings;

namespace Tracker.GrainsTests;

/// <summary>Silos over one log, each with a feed of its own, and a client outside of them: every call crosses a connection.</summary>
sealed class Cluster : IAsyncDisposable
{
    readonly InProcessTestCluster _cluster;
    readonly List<Feed> _feeds = [];

    Cluster(IEventLog log, Parts parts, short silos)
    {
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureHost(host => host.Logging.ClearProviders());
        builder.ConfigureSilo((_, silo) =>
        {
            var feed = new Feed(log, new FeedOptions(), TimeProvider.System);
            lock (_feeds) _feeds.Add(feed);
            silo.Services.AddSingleton(log).AddSingleton(parts.Feed(feed)).AddSingleton(parts.Settings).AddKeyedSingleton("app", TimeProvider.System);
            silo.AddTrackerGrains();
            silo.Services.AddKeyedSingleton(SnapshotStore.Name, parts.Storage);
        });
        builder.ConfigureClient(client => client.Services.AddTrackerMessages());
        _cluster = builder.Build();
    }

    public static async Task<Cluster> StartAsync(IEventLog log, Parts parts, short silos = 1)
    {
        var cluster = new Cluster(log, parts, silos);
        await cluster._cluster.DeployAsync(TestContext.Current.CancellationToken);
        return cluster;
    }

    public static Task<Cluster> StartAsync(TempLog temp, short silos = 1) => StartAsync(temp.Log, Parts.Of(temp), silos);

    public T Grain<T>(string id) where T : IGrainWithStringKey => _cluster.Client.GetGrain<T>(id);

    public async Task DeactivateAsync(IAddressable grain)
    {
        await _cluster.DeactivateAsync(grain);
        await _cluster.WaitForDeactivationAsync(grain);
    }

    /// <summary>Moves it to whichever silo it is not on.</summary>
    public async Task MoveAsync(IAddressable grain)
    {
        Assert.True(_cluster.TryGetGrainContext(grain.GetGrainId(), out var context));
        var other = _cluster.Silos.First(silo => !silo.SiloAddress.Equals(context.Address.SiloAddress));
        await _cluster.MigrateAsync(grain, other.SiloAddress);
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync(CancellationToken.None);
        await _cluster.DisposeAsync();
        foreach (var feed in _feeds) await feed.DisposeAsync();
    }
}

/// <summary>What a test puts in place of the ordinary.</summary>
sealed record Parts
{
    public required ISettings Settings { get; init; }
    public required IGrainStorage Storage { get; init; }
    public Func<IFeed, IFeed> Feed { get; init; } = feed => feed;

    public static Parts Of(TempLog temp) => new() { Settings = temp.Log.Settings, Storage = new SqliteGrainStorage(temp.Directory) };
}
