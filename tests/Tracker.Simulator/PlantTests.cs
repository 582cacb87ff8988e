using Tracker.Simulator.Checks;

namespace Tracker.Simulator;

/// <summary>The positive controls: a simulation that does not find a bug that is put in would not find one that is there.</summary>
public sealed class PlantTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(Plant.AcknowledgesEarly, Wrong.Lost)]
    [InlineData(Plant.SkipsOnce, Wrong.Once, Wrong.Duplicate)]
    [InlineData(Plant.ResumesOneFurther, Wrong.Hole, Wrong.Reset)]
    [InlineData(Plant.LeavesHoles, Wrong.Hole)]
    [InlineData(Plant.ReactsTwice, Wrong.ReactionTwice)]
    [InlineData(Plant.IgnoresFlushErrors, Wrong.Lost, Wrong.Chain, Wrong.Words, Wrong.Fork)]
    [InlineData(Plant.ServesUnflushed, Wrong.Lost)]
    internal void A_planted_bug_is_found_within_a_thousand_seeds(Plant plant, params Wrong[] looksLike)
    {
        for (var seed = 1; seed <= 1_000; seed++)
        {
            if (Simulation.Run(new Settings(seed) { Plant = plant }) is not { Verdict: { } verdict } outcome) continue;
            Assert.True(looksLike.Contains(verdict.Kind), outcome.Report);
            var shorter = Simulation.Shorten(outcome);
            output.WriteLine($"{plant} is found with seed {seed} at step {outcome.Steps}: {verdict}\nShortest: step {shorter.Steps}, {shorter.Replay}");
            Assert.Contains($"--seed {seed} ", outcome.Report, StringComparison.Ordinal);
            Assert.Equal(outcome.Print, Simulation.Run(outcome.Settings).Print);
            return;
        }
        Assert.Fail($"{plant} is not found.");
    }
}
