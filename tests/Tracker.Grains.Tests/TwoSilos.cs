namespace Tracker.GrainsTests;

/// <summary>Two silos over one log, for tests that only add entities of their own.</summary>
public sealed class TwoSilos : IAsyncLifetime
{
    internal TempLog Temp { get; private set; } = null!;
    internal Cluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Temp = await TempLog.OpenAsync();
        Cluster = await Cluster.StartAsync(Temp, silos: 2);
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await Temp.DisposeAsync();
    }
}
