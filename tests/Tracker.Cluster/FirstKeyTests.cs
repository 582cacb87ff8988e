using System.Net.Http.Json;
using System.Text.Json;
using Tracker.ClusterTests.Nodes;
using Tracker.Faults.Servers;

namespace Tracker.ClusterTests;

public sealed class FirstKeyTests(SharedDatabase shared)
{
    const string Printed = "admin key (shown once, only its hash is kept): ";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_three_that_start_at_once_on_an_empty_log_one_makes_the_key_and_the_others_say_so()
    {
        var keyless = new Dictionary<string, string>(StringComparer.Ordinal) { ["Tracker__AdminKey"] = "" };
        await using var cluster = Cluster.Of(await shared.ServerAsync(), [new Node(), new Node(), new Node()], keyless);
        await Task.WhenAll(cluster.Servers.Select(server => server.UpAsync(Ct)));
        foreach (var server in cluster.Servers) await cluster.UntilAsync(() => server.Said(Printed) + server.Said("no admin key is made here") == 1, TimeSpan.FromSeconds(20), "it says who made the key", Ct);
        var maker = Assert.Single(cluster.Servers, server => server.Said(Printed) == 1);
        Assert.Equal(2, cluster.Servers.Sum(server => server.Said("another process of this log made one at 20")));

        var key = maker.Output.Split('\n').Single(line => line.Contains(Printed, StringComparison.Ordinal)).Split(' ')[^1];
        foreach (var address in cluster.Addresses)
        {
            using var http = ApiClient.Over(address);
            http.DefaultRequestHeaders.Authorization = new("Bearer", key);
            var keys = await http.GetFromJsonAsync<JsonElement>(new Uri("api/keys", UriKind.Relative), Ct);
            Assert.Equal(key.Split('_')[1], Assert.Single(keys.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        }
        // Who comes later says nothing.
        await cluster.Servers[0].KillAsync();
        var lines = cluster.Servers[0].Said("admin key");
        await cluster.Servers[0].UpAsync(Ct);
        await cluster.UntilAsync(() => cluster.Servers[0].Said("log in PostgreSQL") == 2, TimeSpan.FromSeconds(20), "it has greeted", Ct);
        Assert.Equal(lines, cluster.Servers[0].Said("admin key"));
    }
}
