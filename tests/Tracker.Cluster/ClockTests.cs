using System.Globalization;
using System.Net;
using Tracker.ClusterTests.Nodes;
using Tracker.Faults.Checking;
using Tracker.Faults.Load;
using Tracker.Faults.Readers;
using Tracker.Faults.Runs;

namespace Tracker.ClusterTests;

/// <summary>Three nodes of which one's clock is an hour ahead and one's an hour behind, Orleans's too: <c>libfaketime</c> gives each process its own.</summary>
public sealed class ClockTests(SharedDatabase shared)
{
    const int Statements = 60;

    /// <summary>Longer than it takes to give up one that does not answer.</summary>
    static readonly TimeSpan Quiet = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Sensible = TimeSpan.FromMinutes(2);
    static readonly string? Library = Directory.Exists("/usr/lib") ? Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu").Select(machine => machine + "/faketime/libfaketimeMT.so.1").FirstOrDefault(File.Exists) : null;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clocks_that_differ_by_an_hour_change_no_order_kill_nobody_and_give_no_record_a_wrong_time()
    {
        Assert.SkipWhen(Library is null, "libfaketime is not installed (apt: libfaketime)");
        await using var cluster = await Cluster.StartAsync(await shared.ServerAsync(), [new Node(), new Node(Settings: Off("+3600")), new Node(Settings: Off("-3600"))], Ct);
        await AreOffAsync(cluster);
        var began = TimeProvider.System.GetUtcNow();
        try
        {
            await World.CreateAsync(cluster.Apis[1], Ct);
        }
        catch (InvalidOperationException refused)
        {
            Assert.Fail($"{refused.Message}\n{cluster.Explain()}");
        }
        var (book, verdict) = (new LogBook(), new Verdict());
        await using var audience = new Audience(number => [cluster.Addresses[number % 3]], 12, book, verdict, seed: 1);
        var posted = TimeProvider.System.GetTimestamp();
        for (var i = 1; i <= Statements || TimeProvider.System.GetElapsedTime(posted) < Quiet; i++)
        {
            var (status, answer) = await cluster.Apis[i % 3].PostAsync("api/statements?onUnknown=create", World.Statement(i, 0, 100), Ct);
            Assert.True(status == HttpStatusCode.Created, $"{status}: {answer}\n{cluster.Explain()}");
            await Task.Delay(20, Ct);
        }
        var end = await Ending.LastWordAsync(cluster.Apis[2], Ct);
        await audience.ReachAsync(end, verdict, Ct);
        Assert.True(verdict.IsClean, verdict.ToString());
        var hashes = new List<string>();
        foreach (var api in cluster.Apis) hashes.Add(await State.OfAsync(api, end, Ct));
        Assert.Single(hashes.Distinct(StringComparer.Ordinal));

        Assert.All(cluster.Servers, server => Assert.False(server.HasExited));
        Assert.Equal(3L, await MembersAsync(cluster, "status = 3 AND voters = '{}'"));
        Assert.Equal(3L, await MembersAsync(cluster, "true"));
        await TimesAsync(cluster, began);

        // One that is really gone is found out as soon as ever, by those whose clocks differ.
        await cluster.Servers[0].KillAsync();
        await cluster.UntilAsync(async () => await MembersAsync(cluster, "status = 6") == 1L, TimeSpan.FromSeconds(20), "the one that was killed is given up", Ct);
        await cluster.Servers[0].UpAsync(Ct);
        await cluster.UntilAsync(async () => await MembersAsync(cluster, "status = 3") == 3L, TimeSpan.FromSeconds(20), "it is a member again", Ct);
        Assert.Equal(HttpStatusCode.OK, (await cluster.Apis[0].GetAsync($"api/stories/{World.Story}/life", Ct)).Status);
    }

    /// <summary>The wall clock alone: Debian's build also sets back the limits of waits by the monotonic one, unless it is told not to, and then each wait ends at once.</summary>
    static Dictionary<string, string> Off(string seconds) => new(StringComparer.Ordinal)
    {
        ["LD_PRELOAD"] = Library ?? "-", ["FAKETIME"] = seconds, ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1", ["DONT_FAKE_MONOTONIC"] = "1", ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
    };

    /// <summary>Else this test would hold nothing.</summary>
    static async Task AreOffAsync(Cluster cluster)
    {
        var hours = new List<double>();
        foreach (var api in cluster.Apis)
        {
            var now = (await api.GetAsync("api/clock", Ct)).Body.GetProperty("now").GetDateTimeOffset();
            hours.Add(Math.Round((now - TimeProvider.System.GetUtcNow()).TotalHours, 1));
        }
        Assert.Equal([0, 1, -1], hours);
    }

    static async Task<long> MembersAsync(Cluster cluster, string which) => (long)(await Schemas.AskAsync(cluster.Database, $"SELECT count(*) FROM {cluster.Schema}.cluster_members WHERE {which}"))!;

    /// <summary>Each record has the time at which it came, whoever wrote it, and none is earlier than the one before it.</summary>
    static async Task TimesAsync(Cluster cluster, DateTimeOffset began)
    {
        var wrong = await Schemas.AskAsync(cluster.Database, $"SELECT count(*) FROM (SELECT at, lag(at) OVER (ORDER BY position) AS before FROM {cluster.Schema}.records) r WHERE at < before");
        Assert.Equal(0L, wrong);
        var (first, last) = ((long)(await Schemas.AskAsync(cluster.Database, $"SELECT min(at) FROM {cluster.Schema}.records"))!, (long)(await Schemas.AskAsync(cluster.Database, $"SELECT max(at) FROM {cluster.Schema}.records"))!);
        var now = TimeProvider.System.GetUtcNow();
        Assert.True(DateTimeOffset.FromUnixTimeMilliseconds(first) >= began - Sensible && DateTimeOffset.FromUnixTimeMilliseconds(last) <= now + Sensible,
            string.Create(CultureInfo.InvariantCulture, $"records have times from {DateTimeOffset.FromUnixTimeMilliseconds(first):u} to {DateTimeOffset.FromUnixTimeMilliseconds(last):u}, and were written from {began:u} to {now:u}"));
    }
}
