using Tracker.ClusterTests.Nodes;
using Tracker.Faults.Checking;
using Tracker.Faults.Load;
using Tracker.Faults.Readers;

namespace Tracker.ClusterTests;

/// <summary>A cluster with a node that breaks a promise. Sound ones pass the same and worse in <see cref="KillTests"/>.</summary>
public sealed class ControlTests(SharedDatabase shared)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Control_a_node_that_resumes_one_position_further_is_found_to_leave_holes_for_readers_that_come_to_it()
    {
        await using var cluster = await Cluster.StartAsync(await shared.ServerAsync(), [new Node(), new Node(Sabotage: "further")], Ct);
        await World.CreateAsync(cluster.Apis[0], Ct);
        var (book, verdict) = (new LogBook(), new Verdict());
        await using var audience = new Audience(number => cluster.Addresses, 10, book, verdict, seed: 1);
        for (var i = 1; verdict.Holes.Count == 0 && i <= 400; i++)
        {
            await cluster.Apis[0].PostAsync("api/statements?onUnknown=create", World.Statement(i, 0, 100), Ct);
            if (i % 50 == 0)
            {
                audience.CutAll();
                await Task.Delay(1_000, Ct);
            }
        }
        Assert.True(verdict.Holes.Count > 0, $"The control was not found: this harness cannot see it.\n{verdict}\n{cluster.Explain()}");
    }
}
