using System.Globalization;

namespace Tracker.Simulator;

/// <summary>Seeds that are played at every test run, and what makes them worth anything: the same seed is the same run.</summary>
public sealed class SeedTests(ITestOutputHelper output)
{
    /// <summary>More of them: <c>SIMULATOR_SEEDS=20000</c>; others: <c>SIMULATOR_FROM=5000</c>.</summary>
    static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    [Fact]
    public void A_thousand_seeds_find_nothing_wrong()
    {
        var played = Seeds.Run(new Settings(0), Number("SIMULATOR_FROM", 1), Number("SIMULATOR_SEEDS", 1_000), Timeout.InfiniteTimeSpan);
        output.WriteLine($"{played.Seeds} seeds, {played.Steps} steps, {played.Records} records.");
        Assert.True(played.Failed is null, played.Failed?.Report);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(404)]
    [InlineData(990)]
    [InlineData(123_456)]
    public void The_same_seed_is_the_same_run_byte_by_byte(int seed)
    {
        var one = Simulation.Run(new Settings(seed) { WholeTrace = true });
        // Beside others, on another thread, in a process that is warm by now.
        Outcome? other = null;
        var threads = Enumerable.Range(0, 3).Select(n => new Thread(() =>
        {
            var outcome = Simulation.Run(new Settings(n == 0 ? seed : seed + n) { WholeTrace = true });
            if (n == 0) other = outcome;
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(one.Trace, other!.Trace);
        Assert.Equal((one.Steps, one.Print), (other.Steps, other.Print));
        Assert.NotEqual(one.Print, Simulation.Run(new Settings(seed + 1)).Print);
    }
}
