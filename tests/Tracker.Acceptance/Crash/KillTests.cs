using Tracker.Acceptance.Servers;

namespace Tracker.Acceptance.Crash;

/// <summary>
/// kill -9 under load. It keeps the page cache, so it proves nothing about fsync; what it proves is that no receipt goes out before the commit,
/// that a retry is never a second statement, and that a reader who resumes has no hole. The control is a server that answers 20 ms before it
/// commits: there the same run must report losses, or it could not see any.
/// </summary>
public sealed class KillTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_acknowledged_statement_is_missing_or_doubled_when_the_server_is_killed_ten_times()
    {
        var run = new KillRun(Seed(0));
        var verdict = await run.PlayAsync(new ServerOptions(), Ct);
        TestContext.Current.TestOutputHelper!.WriteLine($"{run.History.Acknowledged} acknowledged, {run.History.Retries} retries, {run.Connections} connections of the subscriber");
        Assert.True(verdict.IsClean, verdict.ToString());
        Assert.True(run.History.Acknowledged > 100, $"only {run.History.Acknowledged} were acknowledged");
        Assert.True(run.History.Retries > 0, "no post was ever cut: the kills missed the load");
        Assert.True(run.Connections > 10, "the subscriber was not cut by every kill");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Control_a_server_that_answers_before_it_commits_is_caught(int number)
    {
        var early = new ServerOptions { Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Tracker__AcknowledgeBeforeCommit"] = "00:00:00.020" } };
        var run = new KillRun(Seed(number));
        var verdict = await run.PlayAsync(early, Ct);
        TestContext.Current.TestOutputHelper!.WriteLine($"{run.History.Acknowledged} acknowledged, {verdict.Lost.Count} lost");
        Assert.True(verdict.Lost.Count > 0, "The control lost nothing: this test cannot see losses.");
    }

    static int Seed(int number)
    {
        var seed = Environment.TickCount + number;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        return seed;
    }
}
