using System.Net;
using Tracker.ClusterTests.Nodes;
using Tracker.Faults.Checking;
using Tracker.Faults.Load;
using Tracker.Faults.Readers;
using Tracker.Faults.Runs;
using Tracker.Faults.Servers;
using Tracker.Specs;

namespace Tracker.ClusterTests;

/// <summary>The database's account has no rights, or loses them while two nodes run on it; or the log's schema is not where it was.</summary>
public sealed class RightsTests(SharedDatabase shared) : IAsyncLifetime
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    readonly string _account = "a_" + Guid.NewGuid().ToString("n");
    readonly string _schema = "t_" + Guid.NewGuid().ToString("n");
    PostgresServer _server = null!;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal) { ["Tracker__ConnectionString"] = _server.ConnectionString(user: _account), ["Tracker__Schema"] = _schema };

    public async ValueTask InitializeAsync()
    {
        _server = await shared.ServerAsync();
        await Schemas.AskAsync(_server, $"CREATE ROLE {_account} LOGIN PASSWORD '{PostgresServer.Password}'; CREATE SCHEMA {_schema} AUTHORIZATION {_account}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await Schemas.AskAsync(_server, $"DROP SCHEMA {_schema} CASCADE; DROP OWNED BY {_account}; DROP ROLE {_account}");
    }

    [Fact]
    public async Task Posts_are_refused_while_the_account_may_not_write_nor_read_nor_log_in_and_go_on_when_it_may_again()
    {
        await using var cluster = await Cluster.StartAsync(_server, [new Node(), new Node()], Ct, Settings);
        await World.CreateAsync(cluster.Apis[0], Ct);
        var (book, verdict) = (new LogBook(), new Verdict());
        await using var audience = new Audience(number => [cluster.Addresses[number % 2]], 6, book, verdict, seed: 1);
        await PostAsync(cluster, 1, HttpStatusCode.Created);

        await Schemas.AskAsync(_server, $"REVOKE INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {_schema} FROM {_account}");
        await RefusedAsync(cluster, 2);
        // Readers do not feel it.
        foreach (var api in cluster.Apis) Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("api/changes?after=start&limit=10", Ct)).Status);
        foreach (var (address, server) in cluster.Addresses.Zip(cluster.Servers))
        {
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(address, "health/ready")).Status);
            await cluster.UntilAsync(() => server.Said("does not let Tracker write") == 1, Soon, "it says that it may not write", Ct);
        }
        await Schemas.AskAsync(_server, $"GRANT ALL ON ALL TABLES IN SCHEMA {_schema} TO {_account}");
        await PostAsync(cluster, 2, HttpStatusCode.Created);
        foreach (var server in cluster.Servers) await cluster.UntilAsync(() => server.Said("lets Tracker write again") == 1, Soon, "it says that it may write again", Ct);

        await Schemas.AskAsync(_server, $"REVOKE ALL ON ALL TABLES IN SCHEMA {_schema} FROM {_account}; REVOKE ALL ON SCHEMA {_schema} FROM {_account}");
        await RefusedAsync(cluster, 3);
        foreach (var (address, server) in cluster.Addresses.Zip(cluster.Servers))
        {
            await cluster.UntilAsync(async () => (await AskAsync(address, "health/ready")).Status == HttpStatusCode.ServiceUnavailable, Soon, "it is not ready", Ct);
            var (_, retry, why) = await AskAsync(address, "health/ready");
            Assert.Equal("1", retry);
            Assert.Contains("does not let Tracker in or read, SQLSTATE 42501", why, StringComparison.Ordinal);
            Assert.DoesNotContain(_account, why, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(address, "health/live")).Status);
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(address, "health/serving")).Status);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync(address, "api/changes?after=start&limit=10")).Status);
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(address, $"api/stories/{World.Story}/board")).Status);
            Assert.True(server.Said("look at the account's rights and at Tracker:ConnectionString") > 0, cluster.Explain());
        }
        await Schemas.AskAsync(_server, $"GRANT ALL ON SCHEMA {_schema} TO {_account}; GRANT ALL ON ALL TABLES IN SCHEMA {_schema} TO {_account}");
        foreach (var address in cluster.Addresses) await cluster.UntilAsync(async () => (await AskAsync(address, "health/ready")).Status == HttpStatusCode.OK, Soon, "it is ready again", Ct);
        await PostAsync(cluster, 3, HttpStatusCode.Created);

        await Schemas.AskAsync(_server, $"ALTER ROLE {_account} NOLOGIN; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{_account}'");
        await RefusedAsync(cluster, 4);
        foreach (var address in cluster.Addresses) await cluster.UntilAsync(async () => (await AskAsync(address, "health/ready")).Body.Contains("SQLSTATE 28000", StringComparison.Ordinal), Soon, "it is not ready and says that it is not let in", Ct);
        await Schemas.AskAsync(_server, $"ALTER ROLE {_account} LOGIN");
        foreach (var address in cluster.Addresses) await cluster.UntilAsync(async () => (await AskAsync(address, "health/ready")).Status == HttpStatusCode.OK, Soon, "it is ready again", Ct);
        await PostAsync(cluster, 4, HttpStatusCode.Created);

        // What was acknowledged before is known on both, and none of them was given up.
        foreach (var api in cluster.Apis)
        {
            for (var i = 1; i <= 4; i++) Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("api/statements", World.Statement(i, 0, 100), Ct)).Status);
            await api.CreateAsync("actors", $$"""{"id":"after-{{cluster.Apis.ToList().IndexOf(api)}}","name":"After","kind":"person"}""", Ct);
        }
        var end = await Ending.LastWordAsync(cluster.Apis[1], Ct);
        await audience.ReachAsync(end, verdict, Ct);
        Assert.True(verdict.IsClean, verdict.ToString());
        Assert.Equal(await State.OfAsync(cluster.Apis[0], end, Ct), await State.OfAsync(cluster.Apis[1], end, Ct));
        Assert.All(cluster.Servers, server => Assert.False(server.HasExited));
        Assert.DoesNotContain(PostgresServer.Password, string.Concat(cluster.Servers.Select(server => server.Output)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_schema_is_not_where_it_was_posts_are_refused_and_all_goes_on_when_it_is_back()
    {
        await using var cluster = await Cluster.StartAsync(_server, [new Node(), new Node()], Ct, Settings);
        await World.CreateAsync(cluster.Apis[0], Ct);
        await PostAsync(cluster, 1, HttpStatusCode.Created);

        await Schemas.AskAsync(_server, $"ALTER SCHEMA {_schema} RENAME TO {_schema}_away");
        await RefusedAsync(cluster, 2);
        foreach (var (address, server) in cluster.Addresses.Zip(cluster.Servers))
        {
            await cluster.UntilAsync(async () => (await AskAsync(address, "health/ready")).Body.Contains("has no log of Tracker where it was, SQLSTATE 42P01", StringComparison.Ordinal), Soon, "it is not ready and says why", Ct);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync(address, "api/changes?after=start&limit=10")).Status);
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(address, $"api/stories/{World.Story}/board")).Status);
            Assert.Equal(1, server.Said("Look at Tracker:Schema"));
        }
        await Schemas.AskAsync(_server, $"ALTER SCHEMA {_schema}_away RENAME TO {_schema}");
        foreach (var address in cluster.Addresses) await cluster.UntilAsync(async () => (await AskAsync(address, "health/ready")).Status == HttpStatusCode.OK, Soon, "it is ready again", Ct);
        await PostAsync(cluster, 2, HttpStatusCode.Created);
        await PostAsync(cluster, 1, HttpStatusCode.OK);
        Assert.All(cluster.Servers, server => Assert.False(server.HasExited));
    }

    [Theory]
    [InlineData("read", "Tracker:ConnectionString")]
    [InlineData("no-members", "cluster's tables")]
    [InlineData("newer", "have format 9, and this program knows formats up to 1")]
    public async Task A_log_that_may_only_be_read_and_cluster_tables_that_cannot_be_used_are_one_line_and_code_2(string what, string line)
    {
        await using (await Cluster.StartAsync(_server, [new Node()], Ct, Settings))
        {
            // The tables are there.
        }
        await Schemas.AskAsync(_server, what switch
        {
            "read" => $"REVOKE INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {_schema} FROM {_account}",
            "no-members" => $"REVOKE UPDATE ON {_schema}.cluster_members FROM {_account}",
            _ => $"INSERT INTO {_schema}.cluster_migrations VALUES (9, now())",
        });
        var data = Directory.CreateTempSubdirectory("tracker-cluster-").FullName;
        var (code, output) = await Shell.RunAsync("dotnet", [Programs.Server, "--data", data, "--urls", $"http://127.0.0.1:{Ports.Free()}", "--Tracker:Cluster=postgres", "--Tracker:Log=postgres", $"--Tracker:Schema={_schema}",
            $"--Tracker:ConnectionString={_server.ConnectionString(user: _account)}", "--Tracker:AdvertisedAddress=127.0.0.1", $"--Tracker:SiloPort={Ports.Free()}", $"--Tracker:GatewayPort={Ports.Free()}"]);
        Directory.Delete(data, recursive: true);
        Assert.Equal(2, code);
        var said = Assert.Single(output.Trim().Split('\n'), one => !one.Contains("fsync", StringComparison.Ordinal));
        Assert.Contains(line, said, StringComparison.Ordinal);
        Assert.Contains("Tracker:", said, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresServer.Password, output, StringComparison.Ordinal);
    }

    /// <summary>On every node: refused, with the time to come back.</summary>
    static async Task RefusedAsync(Cluster cluster, int number)
    {
        foreach (var address in cluster.Addresses)
        {
            using var http = ApiClient.Over(address);
            using var answer = await http.PostAsync(new Uri("api/statements", UriKind.Relative), ApiClient.Body(World.Statement(number, 0, 100)), Ct);
            var body = await answer.Content.ReadAsStringAsync(Ct);
            Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable && body.Contains("/problems/unavailable", StringComparison.Ordinal), $"{answer.StatusCode} {body}\n{cluster.Explain()}");
            Assert.Equal("1", Assert.Single(answer.Headers.GetValues("Retry-After")));
        }
    }

    static async Task PostAsync(Cluster cluster, int number, HttpStatusCode first)
    {
        for (var node = 0; node < cluster.Apis.Count; node++)
        {
            var (status, answer) = await cluster.Apis[node].PostAsync("api/statements", World.Statement(number, 0, 100), Ct);
            Assert.True(status == (node == 0 ? first : HttpStatusCode.OK), $"{status} {answer}\n{cluster.Explain()}");
        }
    }

    static async Task<(HttpStatusCode Status, string? Retry, string Body)> AskAsync(Uri address, string path)
    {
        using var http = ApiClient.Over(address);
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Ct);
        return (answer.StatusCode, answer.Headers.TryGetValues("Retry-After", out var retry) ? retry.Single() : null, await answer.Content.ReadAsStringAsync(Ct));
    }
}
