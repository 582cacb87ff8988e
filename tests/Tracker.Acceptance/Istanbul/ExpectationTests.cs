namespace Tracker.Acceptance.Istanbul;

/// <summary>Every expectation of every step of the scenario, by its text.</summary>
public sealed class ExpectationTests(ScenarioStart start)
{
    public static TheoryData<int, string> All => [.. ScenarioFile.Expectations.Select(expectation => (expectation.Step, expectation.Text))];

    [Theory, MemberData(nameof(All))]
    public async Task Step(int step, string expectation)
    {
        Assert.True(Expectations.Table.ContainsKey(expectation), "No check is registered for this expectation.");
        if ((await start.Run).Outcome(step, expectation) is { } failed)
            Assert.Fail($"step {step}: {failed.Message}\n{failed}");
    }

    [Fact]
    public void Every_expectation_has_a_check_and_every_check_an_expectation() => Assert.Equal(
        ScenarioFile.Expectations.Select(expectation => expectation.Text).Order(StringComparer.Ordinal), Expectations.Table.Keys.Order(StringComparer.Ordinal));
}
