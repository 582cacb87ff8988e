using System.Net;
using Tracker.ClusterTests.Nodes;
using Tracker.Faults.Servers;

namespace Tracker.ClusterTests;

/// <summary>
/// A node that is stopped between deciding and writing, and wakes when its entities are elsewhere and have moved on. What it then writes the log refuses by its
/// versions; without them (the control) two editors were both told that theirs was the next version.
/// </summary>
public sealed class ZombieTests(SharedDatabase shared)
{
    const int Meetings = 10;
    const int HeldSeconds = 4;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_zombie_had_decided_is_refused_and_it_ends_by_itself_with_code_3()
    {
        await using var cluster = await Cluster.StartAsync(await shared.ServerAsync(), [new Node(), new Node(), new Node(Sabotage: "held")], Ct);
        var (refused, written) = await WakeAsync(cluster);
        TestContext.Current.TestOutputHelper!.WriteLine($"{refused} writes of the zombie were refused, {written} were done");
        Assert.True(refused > 0, $"no write of the zombie was refused: it had none\n{cluster.Explain()}");
        Assert.Equal(0, written);
        Assert.Equal(3, cluster.Servers[2].ExitCode);
        Assert.True(cluster.Servers[2].Said("cannot stay in the cluster") > 0, cluster.Explain());
        Assert.Equal(0, await TwiceAsync(cluster));
    }

    [Fact]
    public async Task Control_a_log_that_skips_the_expected_versions_lets_the_zombie_overwrite_what_others_were_told()
    {
        await using var cluster = await Cluster.StartAsync(await shared.ServerAsync(), [new Node(), new Node(), new Node(Sabotage: "unconditional")], Ct);
        var (refused, written) = await WakeAsync(cluster);
        Assert.True(written > 0 && await TwiceAsync(cluster) > 0, $"{refused} refused, {written} written, and nothing was overwritten: this harness cannot see it\n{cluster.Explain()}");
    }

    /// <returns>Writes of the zombie that were refused, and that were done.</returns>
    static async Task<(int Refused, int Written)> WakeAsync(Cluster cluster)
    {
        var (zombie, others) = (cluster.Servers[2], cluster.Apis[0]);
        await others.CreateAsync("stories", """{"id":"s","title":"Of the dead"}""", Ct);
        // Created through it, so its silo has them.
        for (var i = 0; i < Meetings; i++) await cluster.Apis[2].CreateAsync("meetings", $$"""{"id":"m{{i}}","story":"s","name":"Meeting {{i}}"}""", Ct);
        await zombie.OrderAsync($"hold {HeldSeconds}", Ct);
        var edits = Enumerable.Range(0, Meetings).Select(i => EditAsync(cluster.Addresses[2], i, "zombie")).ToList();
        await UntilAsync(() => zombie.Said("holding: meeting/") > 0, "nothing was held");
        await Task.Delay(500, Ct);
        Signals.Freeze(zombie.Pid);
        for (var i = 0; i < Meetings; i++)
        {
            // Few meetings may be on another silo from the beginning: those the zombie's editor has changed already.
            for (var began = TimeProvider.System.GetTimestamp(); await EditAsync(cluster.Addresses[0], i, "another") is not (HttpStatusCode.OK or HttpStatusCode.PreconditionFailed); await Task.Delay(100, Ct))
                Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"meeting {i} is not back\n{cluster.Explain()}");
        }
        Signals.Thaw(zombie.Pid);
        var ended = zombie.EndedAsync(Ct);
        if (await Task.WhenAny(ended, Task.Delay(Patience, Ct)) != ended) Assert.Fail($"The zombie has not ended by itself.\n{cluster.Explain()}");
        await Task.WhenAll(edits).WaitAsync(Patience, Ct);
        return (zombie.Said("refused: meeting/"), zombie.Said("written: meeting/"));
    }

    /// <summary>Meetings of which two editors made the second version, of those that were changed at all.</summary>
    static async Task<int> TwiceAsync(Cluster cluster)
    {
        var twice = 0;
        for (var i = 0; i < Meetings; i++)
        {
            var page = (await cluster.Apis[0].GetAsync($"api/changes?after=start&limit=1000&kinds=meeting.revised&touches=meeting/m{i}", Ct)).Body;
            if (page.GetProperty("items").EnumerateArray().Count(item => item.GetProperty("entity").GetString() == $"meeting/m{i}") > 1) twice++;
        }
        return twice;
    }

    static async Task<HttpStatusCode?> EditAsync(Uri address, int meeting, string by)
    {
        using var http = ApiClient.Over(address);
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"api/meetings/m{meeting}", UriKind.Relative)) { Content = ApiClient.Body($$"""{"story":"s","name":"Meeting {{meeting}} by {{by}}"}""") };
        request.Headers.TryAddWithoutValidation("If-Match", "1");
        try
        {
            using var answer = await http.SendAsync(request, Ct);
            return answer.StatusCode;
        }
        catch (Exception cut) when (ApiClient.IsCut(cut) && !Ct.IsCancellationRequested)
        {
            return null;
        }
    }

    static async Task UntilAsync(Func<bool> holds, string what)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !holds(); await Task.Delay(20, Ct)) Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, what);
    }
}
