namespace Tracker.Acceptance.Istanbul;

/// <summary>Every expectation of every step of the scenario, by its text.</summary>
public sealed class ExpectationTests(ScenarioStart start)
{
    public static TheoryData<int, string> All => [.. ScenarioFile.Expectations.Select(expectation => (expectation.Step, expectation.Text))];

    static readonly string[] Frozen =
    [
        "trump's condition is marked failed -> absent",
        "measure state in_preparation with two targets; targets are never listed as speakers",
        "push: claim.preferred to every open board with old value, new value, reason, editor",
        "conflict/date-2022-talks closed; the February value stays readable in history",
        "second: attached as a further source of statement/16 or queued as a likely duplicate, never silently counted twice",
        "Istanbul talks scheduled, not concluded; no Fidan statement; rubio's Fox News statement present; the Rubio readout of 16 May absent",
    ];

    static readonly string[] FrozenHalves = ["medium Fox News kept; relation agrees_with statement/16", "no contradiction alert (same utterance)"];

    [Theory, MemberData(nameof(All))]
    public async Task Step(int step, string expectation)
    {
        if (Expectations.Skipped.TryGetValue(expectation, out var why))
            Assert.Skip($"step {step}: {why}");
        Assert.True(Expectations.Table.ContainsKey(expectation), "No check is registered for this expectation.");
        if ((await start.Run).Outcome(step, expectation) is { } failed)
            Assert.Fail($"step {step}: {failed.Message}\n{failed}");
    }

    [Fact]
    public void The_list_of_skipped_expectations_does_not_grow()
    {
        foreach (var (text, why) in Expectations.Skipped)
            TestContext.Current.TestOutputHelper!.WriteLine($"skipped expectation: {text} ({why})");
        foreach (var (text, half) in Expectations.Halves)
            TestContext.Current.TestOutputHelper!.WriteLine($"half an expectation: {text} (not: {half})");
        Assert.Equal(Frozen, Expectations.Skipped.Keys);
        Assert.Equal(FrozenHalves, Expectations.Halves.Keys);
        Assert.Equal(
            ScenarioFile.Expectations.Select(expectation => expectation.Text).Order(StringComparer.Ordinal),
            Expectations.Table.Keys.Concat(Expectations.Skipped.Keys).Order(StringComparer.Ordinal));
        Assert.Empty(Expectations.Halves.Keys.Except(Expectations.Table.Keys, StringComparer.Ordinal));
    }
}
