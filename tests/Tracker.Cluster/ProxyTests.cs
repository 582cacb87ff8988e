using System.Net;
using Tracker.ClusterTests.Nodes;
using Tracker.Faults.Load;
using Tracker.Faults.Runs;
using Tracker.Faults.Servers;
using Tracker.Specs;

namespace Tracker.ClusterTests;

/// <summary>Three nodes behind a real nginx with deploy/nginx.conf: what its clients are told while the database is away, and when a node is killed.</summary>
public sealed class ProxyTests
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_database_is_away_clients_are_told_so_by_the_nodes_and_boards_are_served_and_a_killed_node_is_not_felt()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        Assert.SkipWhen(NginxProxy.Missing is not null, NginxProxy.Missing ?? "");
        await using var database = await PostgresServer.StartAsync();
        await using var cluster = await Cluster.StartAsync(database, [new Node(), new Node(), new Node()], Ct);
        await using var nginx = await NginxProxy.StartAsync(cluster.Addresses, Ct);
        var proxy = new ApiClient(nginx.Address);
        await World.CreateAsync(proxy, Ct);
        for (var i = 0; i < 6; i++)
            Assert.Equal(HttpStatusCode.Created, (await proxy.PostAsync("api/statements", World.Statement(i, 0, 100), Ct)).Status);
        // Boards that are open on a node are served by it, whatever the database does.
        foreach (var api in cluster.Apis) Assert.Equal(HttpStatusCode.OK, (await api.GetAsync($"api/stories/{World.Story}/board", Ct)).Status);

        await database.DownAsync();
        using var http = ApiClient.Over(nginx.Address);
        // Often enough for each node to be asked several times: none is counted out for what it says.
        for (var i = 0; i < 15; i++)
        {
            using var answer = await http.PostAsync(new Uri("api/statements", UriKind.Relative), ApiClient.Body(World.Statement(100 + i, 0, 100)), Ct);
            var body = await answer.Content.ReadAsStringAsync(Ct);
            Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable && body.Contains("/problems/unavailable", StringComparison.Ordinal), $"{i}: {answer.StatusCode} {body}\n{cluster.Explain()}");
            Assert.Equal("1", Assert.Single(answer.Headers.GetValues("Retry-After")));
            using var read = await http.GetAsync(new Uri("api/changes?after=start&limit=1", UriKind.Relative), Ct);
            Assert.True(read.StatusCode == HttpStatusCode.ServiceUnavailable && read.Headers.Contains("Retry-After"), $"{i}: {read.StatusCode} {await read.Content.ReadAsStringAsync(Ct)}");
            Assert.Equal(HttpStatusCode.OK, (await proxy.GetAsync($"api/stories/{World.Story}/board", Ct)).Status);
        }
        await database.UpAsync();
        await cluster.UntilAsync(async () => (await proxy.PostAsync("api/statements", World.Statement(100, 0, 100), Ct)).Status is HttpStatusCode.Created or HttpStatusCode.OK, Soon, "posts are taken again", Ct);

        // Nobody was told of it: whatever it had not taken is asked of another.
        await cluster.Servers[2].KillAsync();
        for (var i = 0; i < 12; i++) Assert.Equal(HttpStatusCode.OK, (await proxy.GetAsync("api/changes?after=start&limit=1", Ct)).Status);
    }
}
