using Tracker.ClusterTests.Nodes;
using Tracker.Faults.Servers;

namespace Tracker.ClusterTests;

/// <summary>What cannot be meant is refused at the start, in one line that names the setting; what may pass is waited for.</summary>
public sealed class BadDaysTests(SharedDatabase shared)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Tracker:Cluster is postgres, and Tracker:Log is sqlite", "--Tracker:Cluster=postgres")]
    [InlineData("Tracker:Role is api", "--Tracker:Role=api")]
    [InlineData("Tracker:Role is silo", "--Tracker:Role=silo")]
    [InlineData("Tracker:AzureStorage is not set", "--Tracker:Cluster=azure", "--Tracker:Log=postgres", "--Tracker:ConnectionString=Host=127.0.0.1")]
    [InlineData("Tracker:AzureStorage cannot be read", "--Tracker:Cluster=azure", "--Tracker:Log=postgres", "--Tracker:ConnectionString=Host=127.0.0.1", "--Tracker:AzureStorage=AccountKey=secret-secret")]
    [InlineData("Tracker:AdvertisedAddress is an IP address", "--Tracker:Cluster=postgres", "--Tracker:Log=postgres", "--Tracker:ConnectionString=Host=127.0.0.1", "--Tracker:AdvertisedAddress=a.example")]
    [InlineData("Tracker:ClusterId is 1 to 64", "--Tracker:ClusterId=a/b")]
    [InlineData("Tracker:ConnectionString is not set", "--Tracker:Cluster=postgres", "--Tracker:Log=postgres", "--Tracker:AdvertisedAddress=127.0.0.1")]
    public async Task Settings_that_contradict_each_other_are_one_line_and_code_2(string line, params string[] arguments)
    {
        var data = Directory.CreateTempSubdirectory("tracker-cluster-").FullName;
        var (code, output) = await Shell.RunAsync("dotnet", [Programs.Server, "--data", data, "--urls", $"http://127.0.0.1:{Ports.Free()}", .. arguments]);
        Assert.Equal(2, code);
        Assert.Contains(line, output, StringComparison.Ordinal);
        Assert.Single(output.Trim().Split('\n'));
        Assert.DoesNotContain("secret-secret", output, StringComparison.Ordinal);
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_port_that_another_silo_listens_on_is_refused()
    {
        await using var cluster = await Cluster.StartAsync(await shared.ServerAsync(), [new Node()], Ct);
        var taken = Ports.Free();
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, taken);
        other.Start();
        var data = Directory.CreateTempSubdirectory("tracker-cluster-").FullName;
        var (code, output) = await Shell.RunAsync("dotnet", [Programs.Server, "--data", data, "--urls", $"http://127.0.0.1:{Ports.Free()}", "--Tracker:Cluster=postgres", "--Tracker:Log=postgres",
            $"--Tracker:ConnectionString={cluster.Database.ConnectionString()}", "--Tracker:AdvertisedAddress=127.0.0.1", $"--Tracker:SiloPort={taken}"]);
        Assert.Equal(2, code);
        Assert.Contains($"Port {taken} is in use; choose another with Tracker:SiloPort.", output, StringComparison.Ordinal);
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Two_clusters_with_one_id_on_two_logs_do_not_meet()
    {
        var server = await shared.ServerAsync();
        await using var one = await Cluster.StartAsync(server, [new Node()], Ct);
        await using var other = await Cluster.StartAsync(server, [new Node()], Ct);
        await one.Apis[0].CreateAsync("actors", """{"id":"ann","name":"Ann","kind":"person"}""", Ct);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await other.Apis[0].GetAsync("api/actors/ann/life", Ct)).Status);
        await other.Apis[0].CreateAsync("actors", """{"id":"ann","name":"Another Ann","kind":"person"}""", Ct);
    }

    /// <summary>A power cut: nobody was left to declare the dead dead, so whoever comes first does it.</summary>
    [Fact]
    public async Task When_all_were_killed_the_first_that_comes_back_serves_within_forty_seconds_and_has_everything()
    {
        await using var cluster = await Cluster.StartAsync(await shared.ServerAsync(), [new Node(), new Node(), new Node()], Ct);
        await cluster.Apis[0].CreateAsync("actors", """{"id":"ann","name":"Ann","kind":"person"}""", Ct);
        foreach (var server in cluster.Servers) await server.KillAsync();
        var took = await cluster.Servers[1].UpAsync(Ct);
        TestContext.Current.TestOutputHelper!.WriteLine($"ready after {took.TotalSeconds:0.0} s");
        Assert.True(took < TimeSpan.FromSeconds(40), $"ready only after {took.TotalSeconds:0.0} s\n{cluster.Explain()}");
        Assert.Equal(System.Net.HttpStatusCode.OK, (await cluster.Apis[1].GetAsync("api/actors/ann/life", Ct)).Status);
        await cluster.Apis[1].CreateAsync("actors", """{"id":"bob","name":"Bob","kind":"person"}""", Ct);
    }
}
