using Tracker.ClusterTests.Runs;
using Tracker.Specs;

namespace Tracker.ClusterTests;

/// <summary>
/// Three nodes on one log: silos and the database are killed, frozen and stopped under load. No acknowledged statement is lost or doubled, nobody's stream
/// forks, readers that come back on another node have no hole, and what was on a lost node is elsewhere within 20 s.
/// </summary>
public sealed class KillTests
{
    static readonly Blow[] Blows =
    [
        new(ClusterFault.Killed, 0), new(ClusterFault.DatabaseCrashed, 0), new(ClusterFault.Frozen, 1), new(ClusterFault.Left, 2), new(ClusterFault.Killed, 2), new(ClusterFault.DatabaseStopped, 0),
        new(ClusterFault.Killed, 1),
    ];

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_kills_of_silo_or_database_under_load_lose_double_fork_and_skip_nothing()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var seed = int.TryParse(Environment.GetEnvironmentVariable("Tracker_Faults_Seed"), out var given) ? given : Environment.TickCount;
        await using var stage = await ClusterStage.SetAsync(seed, nodes: 3, readers: 18, perSecond: 150, Ct);
        foreach (var blow in Blows)
        {
            await stage.UnderLoadAsync(100, Ct);
            await stage.PlayAsync(blow, Ct);
        }
        await stage.UnderLoadAsync(100, Ct);
        var records = await stage.JudgeAsync(Ct);
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}: {stage.History.Acknowledged} acknowledged in {stage.History.Attempts} attempts, {stage.History.Unknown} outcomes unknown, {stage.History.Replayed} receipts given again; "
            + $"{records} records, {stage.Audience.Items} items read over {stage.Audience.Connections} connections; entities back after {string.Join(", ", stage.Back.Select(time => $"{time.TotalSeconds:0.0}"))} s");
        Assert.True(stage.Verdict.IsClean, $"{stage.Cluster.Explain()}\nseed {seed}\n{stage.Verdict}");
        Assert.Equal(5, stage.Kills);
        Assert.True(stage.History.Unknown > 0, "no post was ever cut: the kills missed the load");
        Assert.True(stage.Audience.Connections > 18, "the readers were not cut by the kills");
    }
}
