using System.Net;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Tracker.ClusterTests.Nodes;
using Tracker.Faults.Checking;
using Tracker.Faults.Load;
using Tracker.Faults.Readers;
using Tracker.Faults.Runs;
using Tracker.Faults.Servers;

namespace Tracker.ClusterTests;

/// <summary>Members in tables and snapshots in blobs of a storage account (Azurite), the log in PostgreSQL.</summary>
public sealed class AzureTests(SharedDatabase shared)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_nodes_and_a_client_find_each_other_in_a_table_keep_snapshots_in_blobs_and_one_goes_on_when_the_other_is_killed()
    {
        Assert.SkipWhen(Azurite.Missing is not null, Azurite.Missing ?? "");
        var database = await shared.ServerAsync();
        await using var azurite = await Azurite.StartAsync(Ct);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Tracker__Cluster"] = "azure", ["Tracker__AzureStorage"] = azurite.ConnectionString };
        await using var cluster = await Cluster.StartAsync(database, [new Node(), new Node(), new Node("api")], Ct, settings);
        await World.CreateAsync(cluster.Apis[2], Ct);
        var members = 0;
        await foreach (var row in new TableClient(azurite.ConnectionString, "TrackerMembers").QueryAsync<TableEntity>(cancellationToken: Ct)) members += row.TryGetValue("Status", out var status) && status as string == "Active" ? 1 : 0;
        Assert.Equal(2, members);

        var (book, verdict) = (new LogBook(), new Verdict());
        await using var audience = new Audience(number => [cluster.Addresses[1], cluster.Addresses[2]], 6, book, verdict, seed: 1);
        for (var i = 1; i <= 80; i++) Assert.Equal(HttpStatusCode.Created, (await cluster.Apis[i % 3].PostAsync("api/statements?onUnknown=create", World.Statement(i, 0, 100), Ct)).Status);

        await cluster.Servers[0].KillAsync();
        for (var began = TimeProvider.System.GetTimestamp(); (await LifeAsync(cluster.Apis[1])) != HttpStatusCode.OK; await Task.Delay(100, Ct))
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(20), $"the story is not back after 20 s\n{cluster.Explain()}");
        var end = await Ending.LastWordAsync(cluster.Apis[2], Ct);
        await audience.ReachAsync(end, verdict, Ct);
        Assert.True(verdict.IsClean, verdict.ToString());
        Assert.Equal(await State.OfAsync(cluster.Apis[1], end, Ct), await State.OfAsync(cluster.Apis[2], end, Ct));

        // One that leaves keeps what it has.
        await Shell.RunAsync("kill", "-TERM", cluster.Servers[1].Pid.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await cluster.Servers[1].EndedAsync(Ct).WaitAsync(TimeSpan.FromSeconds(30), Ct);
        Assert.Equal(0, cluster.Servers[1].ExitCode);
        var kept = new List<string>();
        await foreach (var blob in new BlobContainerClient(azurite.ConnectionString, "tracker-snapshots").GetBlobsAsync(cancellationToken: Ct)) kept.Add(blob.Name);
        Assert.Contains(kept, name => name.Contains("story", StringComparison.Ordinal));
        await cluster.Servers[1].UpAsync(Ct);
        Assert.Equal(HttpStatusCode.OK, await LifeAsync(cluster.Apis[1]));
    }

    static async Task<HttpStatusCode> LifeAsync(ApiClient api) => (await api.GetAsync($"api/stories/{World.Story}/life", Ct)).Status;
}
