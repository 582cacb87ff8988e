using System.Globalization;
using Tracker.Faults.Servers;
using Tracker.Specs;

namespace Tracker.ClusterTests.Nodes;

/// <summary>What one node is.</summary>
/// <param name="Role">As <c>Tracker:Role</c>.</param>
/// <param name="Sabotage">Null = the server as it is shipped.</param>
/// <param name="Settings">Environment variables of this node alone.</param>
sealed record Node(string Role = "all", string? Sabotage = null, IReadOnlyDictionary<string, string>? Settings = null);

/// <summary>Real processes over loopback that are one cluster on one log in PostgreSQL, each with a data directory of its own.</summary>
sealed class Cluster : IAsyncDisposable
{
    // Of a stack, which is one line too, the beginning says what it is.
    const int LongLine = 600;

    readonly string _folder = Directory.CreateTempSubdirectory("tracker-cluster-").FullName;

    Cluster(PostgresServer database, IReadOnlyList<Node> nodes, IReadOnlyDictionary<string, string>? settings)
    {
        Database = database;
        Servers = [.. nodes.Select((node, number) => new ServerProcess($"{_folder}/{number}", node.Sabotage, Settings(node, settings)))];
        Apis = [.. Servers.Select(server => new ApiClient(server.Address))];
    }

    public PostgresServer Database { get; }
    public string Schema { get; } = "t_" + Guid.NewGuid().ToString("n");
    public IReadOnlyList<ServerProcess> Servers { get; }
    public IReadOnlyList<ApiClient> Apis { get; }

    public IReadOnlyList<Uri> Addresses => [.. Servers.Select(server => server.Address)];

    /// <summary>Nodes that were not started.</summary>
    public static Cluster Of(PostgresServer database, IReadOnlyList<Node> nodes, IReadOnlyDictionary<string, string>? settings = null) => new(database, nodes, settings);

    /// <summary>All are ready when it returns.</summary>
    public static async Task<Cluster> StartAsync(PostgresServer database, IReadOnlyList<Node> nodes, CancellationToken ct, IReadOnlyDictionary<string, string>? settings = null)
    {
        var cluster = new Cluster(database, nodes, settings);
        try
        {
            // A process without a silo is not ready before there is one.
            foreach (var server in cluster.Servers.Where((_, number) => nodes[number].Role != "api")) await server.UpAsync(ct);
            foreach (var server in cluster.Servers.Where((_, number) => nodes[number].Role == "api")) await server.UpAsync(ct);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var api in Apis) api.Dispose();
        foreach (var server in Servers) await server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Waits until it holds; what the nodes say explains why it does not.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds, TimeSpan limit, string what, CancellationToken ct)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !await holds(); await Task.Delay(50, ct))
            Assert.True(TimeProvider.System.GetElapsedTime(began) < limit, $"not within {limit.TotalSeconds} s: {what}\n{Explain()}");
    }

    public Task UntilAsync(Func<bool> holds, TimeSpan limit, string what, CancellationToken ct) => UntilAsync(() => Task.FromResult(holds()), limit, what, ct);

    /// <summary>What they have printed last, for a failure's message.</summary>
    public string Explain() => string.Join("\n", Servers.Select((server, number) => $"node {number}:\n{string.Join('\n', server.Output.Split('\n').TakeLast(15).Select(line => line.Length > LongLine ? line[..LongLine] + " …" : line))}"));

    Dictionary<string, string> Settings(Node node, IReadOnlyDictionary<string, string>? further)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Tracker__Log"] = "postgres", ["Tracker__ConnectionString"] = Database.ConnectionString(), ["Tracker__Schema"] = Schema, ["Tracker__Cluster"] = "postgres", ["Tracker__Role"] = node.Role,
            ["Tracker__AdvertisedAddress"] = "127.0.0.1", ["Tracker__SiloPort"] = Port(), ["Tracker__GatewayPort"] = Port(),
        };
        foreach (var (name, value) in (further ?? new Dictionary<string, string>()).Concat(node.Settings ?? new Dictionary<string, string>())) settings[name] = value;
        return settings;
    }

    static string Port() => Ports.Free().ToString(CultureInfo.InvariantCulture);
}
