using System.Net;
using Azure.Data.Tables;
using Azure.Data.Tables.Sas;
using Tracker.ClusterTests.Nodes;
using Tracker.Faults.Checking;
using Tracker.Faults.Load;
using Tracker.Faults.Readers;
using Tracker.Faults.Runs;
using Tracker.Faults.Servers;
using Tracker.Specs;

namespace Tracker.ClusterTests;

/// <summary>A storage account (Azurite) that does not let the cluster in, is away when it starts, or goes away or changes its key while it runs.</summary>
public sealed class AzureDaysTests(SharedDatabase shared)
{
    const string Account = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=";
    const string WrongKey = "bm90LXRoZS1rZXktb2YtdGhpcy1hY2NvdW50LW5vdC10aGUta2V5LW9mLXRoaXMtYWNjb3VudC1ub3QtdGhl";

    static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("wrong-key", "does not let Tracker in (403")]
    [InlineData("may-only-read", "does not let Tracker in (403")]
    [InlineData("nobody", "Nobody knows the host of Tracker:AzureStorage")]
    public async Task An_account_that_does_not_let_it_in_is_one_line_and_code_2(string what, string line)
    {
        Assert.SkipWhen(Azurite.Missing is not null, Azurite.Missing ?? "");
        var database = await shared.ServerAsync();
        await using var azurite = await Azurite.StartAsync(Ct);
        var account = what switch
        {
            "wrong-key" => $"{Account}{WrongKey};{azurite.Endpoints}",
            "may-only-read" => $"{azurite.Endpoints}SharedAccessSignature={new TableServiceClient(azurite.ConnectionString).GenerateSasUri(TableAccountSasPermissions.Read | TableAccountSasPermissions.List, TableAccountSasResourceTypes.All, TimeProvider.System.GetUtcNow().AddHours(1)).Query.TrimStart('?')}",
            _ => $"DefaultEndpointsProtocol=https;AccountName=nobody;AccountKey={WrongKey};EndpointSuffix=invalid",
        };
        var data = Directory.CreateTempSubdirectory("tracker-cluster-").FullName;
        var (code, output) = await Shell.RunAsync("dotnet", [Programs.Server, "--data", data, "--urls", $"http://127.0.0.1:{Ports.Free()}", "--Tracker:Cluster=azure", "--Tracker:Log=postgres", $"--Tracker:ConnectionString={database.ConnectionString()}",
            "--Tracker:Schema=t_azure_days", "--Tracker:AdvertisedAddress=127.0.0.1", $"--Tracker:SiloPort={Ports.Free()}", $"--Tracker:GatewayPort={Ports.Free()}", $"--Tracker:AzureStorage={account}"]);
        Directory.Delete(data, recursive: true);
        Assert.True(code == 2, $"it ended with {code}:\n{output}");
        var said = Assert.Single(output.Trim().Split('\n'), one => !one.Contains("fsync", StringComparison.Ordinal));
        Assert.True(said.Contains(line, StringComparison.Ordinal), said);
        Assert.Contains("Tracker:AzureStorage", said, StringComparison.Ordinal);
        Assert.DoesNotContain(WrongKey, output, StringComparison.Ordinal);
        Assert.DoesNotContain("sig=", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_is_away_is_waited_for_at_the_start_and_one_that_goes_away_or_refuses_costs_no_post_and_no_read_while_nodes_run()
    {
        Assert.SkipWhen(Azurite.Missing is not null, Azurite.Missing ?? "");
        var database = await shared.ServerAsync();
        await using var azurite = await Azurite.StartAsync(Ct);
        await azurite.DownAsync(Ct);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Tracker__Cluster"] = "azure", ["Tracker__AzureStorage"] = azurite.ConnectionString };
        await using var cluster = Cluster.Of(database, [new Node(), new Node(), new Node("api")], settings);
        foreach (var server in cluster.Servers) server.Begin();
        foreach (var server in cluster.Servers) await cluster.UntilAsync(() => server.Said("The storage account of Tracker:AzureStorage cannot be reached") == 1 && server.Said("It is waited for.") == 1, Soon, "it says that it waits", Ct);
        Assert.All(cluster.Servers, server => Assert.False(server.HasExited));
        await azurite.UpAsync(Ct);
        foreach (var address in cluster.Addresses) await cluster.UntilAsync(() => ReadyAsync(address), TimeSpan.FromSeconds(60), "it is ready", Ct);

        await World.CreateAsync(cluster.Apis[2], Ct);
        var (book, verdict) = (new LogBook(), new Verdict());
        await using var audience = new Audience(number => cluster.Addresses, 6, book, verdict, seed: 1);
        await azurite.DownAsync(Ct);
        foreach (var server in cluster.Servers) await cluster.UntilAsync(() => server.Said("look at it and at the setting") == 1, Soon, "it says that the account is away", Ct);
        for (var i = 1; i <= 60; i++)
        {
            var (status, answer) = await cluster.Apis[i % 3].PostAsync("api/statements?onUnknown=create", World.Statement(i, 0, 100), Ct);
            Assert.True(status == HttpStatusCode.Created, $"{status}: {answer}\n{cluster.Explain()}");
        }
        // Those that are awake, and those that wake now without their snapshots.
        for (var i = 0; i < 3; i++)
        {
            await cluster.Apis[i].CreateAsync("actors", $$"""{"id":"while-away-{{i}}","name":"While away {{i}}","kind":"person"}""", Ct);
            Assert.Equal(HttpStatusCode.OK, (await cluster.Apis[(i + 1) % 3].GetAsync($"api/actors/while-away-{i}/life", Ct)).Status);
            Assert.Equal(HttpStatusCode.OK, (await cluster.Apis[i].GetAsync($"api/stories/{World.Story}/life", Ct)).Status);
            Assert.True(await ReadyAsync(cluster.Addresses[i]));
        }
        Assert.All(cluster.Servers, server => Assert.Equal(1, server.Said("look at it and at the setting")));

        await azurite.UpAsync(Ct);
        foreach (var server in cluster.Servers) await cluster.UntilAsync(() => server.Said("answers again") == 1, Soon, "it says that the account is back", Ct);

        // Its key was changed, and changed back.
        await azurite.DownAsync(Ct);
        await azurite.UpAsync(Ct, WrongKey);
        foreach (var server in cluster.Servers) await cluster.UntilAsync(() => server.Said("does not let Tracker in (403") == 1, Soon, "it says that the account does not let it in", Ct);
        for (var i = 61; i <= 63; i++) Assert.Equal(HttpStatusCode.Created, (await cluster.Apis[i % 3].PostAsync("api/statements?onUnknown=create", World.Statement(i, 0, 100), Ct)).Status);
        await azurite.DownAsync(Ct);
        await azurite.UpAsync(Ct);
        foreach (var server in cluster.Servers) await cluster.UntilAsync(() => server.Said("answers again") == 2, Soon, "it says that the account lets it in again", Ct);

        await cluster.Servers[0].KillAsync();
        await cluster.UntilAsync(async () => (await cluster.Apis[2].GetAsync($"api/stories/{World.Story}/life", Ct)).Status == HttpStatusCode.OK, TimeSpan.FromSeconds(20), "the story is back after a kill", Ct);
        await cluster.Servers[0].UpAsync(Ct);
        var end = await Ending.LastWordAsync(cluster.Apis[0], Ct);
        await audience.ReachAsync(end, verdict, Ct);
        Assert.True(verdict.IsClean, verdict.ToString());
        var hashes = new List<string>();
        foreach (var api in cluster.Apis) hashes.Add(await State.OfAsync(api, end, Ct));
        Assert.Single(hashes.Distinct(StringComparer.Ordinal));
        Assert.DoesNotContain("AccountKey", string.Concat(cluster.Servers.Select(server => server.Output)), StringComparison.Ordinal);
    }

    static async Task<bool> ReadyAsync(Uri address)
    {
        using var http = ApiClient.Over(address);
        try
        {
            using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative), Ct);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception cut) when (ApiClient.IsCut(cut) && !Ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
