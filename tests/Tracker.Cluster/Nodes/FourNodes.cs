using Tracker.Faults.Load;

namespace Tracker.ClusterTests.Nodes;

/// <summary>Two whole nodes, a silo without API and an API without silo, for tests that break none of them.</summary>
public sealed class FourNodes(SharedDatabase shared) : IAsyncLifetime
{
    internal Cluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Cluster = await Cluster.StartAsync(await shared.ServerAsync(), [new Node(), new Node("silo"), new Node(), new Node("api")], TestContext.Current.CancellationToken);
        await World.CreateAsync(Cluster.Apis[0], TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Cluster is not null) await Cluster.DisposeAsync();
    }
}
