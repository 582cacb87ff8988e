using Tracker.Acceptance.Wire;

namespace Tracker.Acceptance.Istanbul;

/// <summary><c>order_constraints</c>: what comes before what, by position in the log and by the date as said.</summary>
public sealed class OrderTests(ScenarioStart start)
{
    public static TheoryData<string, string, string> All =>
        [.. ScenarioFile.Root["order_constraints"]!.AsArray().Select(row => ((string)row![0]!, (string)row[1]!, (string)row[2]!))];

    [Theory, MemberData(nameof(All))]
    public async Task Order(string statement, string relation, string other)
    {
        var log = (await start.Run).Whole;
        var added = log.Single(item => item.Kind == "statement.added" && item.Entity == statement);
        var content = added.Data["statement"]!;
        switch (relation)
        {
            case "before":
                Assert.True(added.Position < (other.StartsWith("statement/", StringComparison.Ordinal) ? Added(log, other) : Became(log, other, "under_way")));
                break;
            case "on":
                Assert.Equal(other, (string)content["saidAt"]!);
                break;
            case "during":
                Assert.Equal(other, "meeting/" + (string)content["meeting"]!);
                Assert.InRange(added.Position, Became(log, other, "under_way"), Became(log, other, "concluded"));
                break;
            case "at_start_of":
                var first = log.First(item => item.Kind == "statement.added" && item.Position > Became(log, other, "under_way") && "meeting/" + (string?)item.Data["statement"]!["meeting"] == other);
                Assert.Equal(statement, first.Entity);
                break;
            default:
                Assert.Fail($"'{relation}' is not known to this test.");
                break;
        }
    }

    static long Added(IReadOnlyList<Item> log, string statement) => log.Single(item => item.Kind == "statement.added" && item.Entity == statement).Position;

    static long Became(IReadOnlyList<Item> log, string meeting, string status) =>
        log.Single(item => item.Kind == "meeting.status_changed" && item.Entity == meeting && (string)item.Data["to"]!["status"]! == status).Position;
}
