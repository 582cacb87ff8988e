using Tracker.Scaling;

namespace Tracker.Acceptance.Deploy;

/// <summary>The figures of deploy/SCALING.md are those that the simulation prints.</summary>
public sealed class ScalingTests
{
    [Fact]
    public void The_tables_of_the_document_are_what_the_simulation_prints()
    {
        var there = Document.Take(DeployFiles.All["SCALING.md"]);
        Assert.NotNull(there);
        // Another machine may round a logarithm otherwise; then a digit of a simulated figure differs, and `tests/bench/scaling/run --write` writes it.
        Assert.Equal(Tables.Write(), there);
    }
}
