using Tracker.Specs;

namespace Tracker.ClusterTests.Nodes;

/// <summary>One PostgreSQL for all tests that neither stop nor break it, started when the first of them asks.</summary>
public sealed class SharedDatabase : IAsyncDisposable
{
    readonly Lock _gate = new();
    Task<PostgresServer>? _server;

    /// <summary>Skips the test where there can be none.</summary>
    public Task<PostgresServer> ServerAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        lock (_gate) return _server ??= PostgresServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsCompletedSuccessfully: true } started) await (await started).DisposeAsync();
    }
}
