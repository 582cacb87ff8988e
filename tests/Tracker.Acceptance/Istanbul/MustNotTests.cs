using System.Text.Json.Nodes;

namespace Tracker.Acceptance.Istanbul;

/// <summary>What must <b>not</b> happen: one check for each line of <c>expected.checks.must_not</c>.</summary>
public sealed class MustNotTests(ScenarioStart start)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static readonly Dictionary<string, Func<ScenarioRun, Task>> Table = new(StringComparer.Ordinal)
    {
        ["invent a date for statements the article leaves undated"] = async run =>
        {
            var said = ScenarioFile.All("statements").ToDictionary(statement => ScenarioFile.Bare((string)statement["id"]!), statement => (string?)statement["date"]!["edtf"], StringComparer.Ordinal);
            foreach (var statement in await ChecksTests.All(run.End, "statements"))
                Assert.Equal(said[(string)statement["id"]!], (string?)statement["saidAt"]);
        },
        ["add von der Leyen or Kallas to the Tirana summit"] = async run => Assert.Equal(["rutte"], Participants(await run.End.Meeting("epc-tirana", Ct))),
        ["name the Ukrainian foreign minister"] = async run =>
        {
            var minister = await run.End.Get("/api/actors/ua-foreign-minister", Ct);
            Assert.True((bool)minister["unnamed"]!);
            Assert.Equal("Foreign minister of Ukraine (not named in the article)", (string)minister["name"]!);
            Assert.Null(minister["otherNames"]);
        },
        ["expand 'European countries' into a list"] = async run =>
        {
            Assert.Equal("collective", (string)(await run.End.Get("/api/actors/european-countries", Ct))["kind"]!);
            Assert.Equal(["ukraine", "european-countries", "united-states"], ScenarioFile.Texts((await run.End.Get("/api/statements/04", Ct))["speakers"]));
            Assert.Equal(["04"], await run.End.StatementsOf("european-countries", "&role=speaker", Ct));
            Assert.DoesNotContain(await ChecksTests.All(run.End, "actors"), actor => (string?)actor["parent"] == "european-countries");
        },
        ["give Turkey a position on the 30-day ceasefire"] = async run =>
        {
            Assert.Null(await run.End.Cell("turkey", "ceasefire-30d", Ct));
            Assert.DoesNotContain(run.Whole, item => item.Kind == "position.changed" && (string)item.Data["actor"]! == "turkey" && (string)item.Data["topic"]! == "ceasefire-30d");
        },
        ["record Putin's absence from Istanbul as a statement by Putin"] = async run =>
            Assert.Equal(["06", "12"], (await run.End.StatementsOf("putin", "&role=speaker", Ct)).Order(StringComparer.Ordinal)),
        ["count von der Leyen's words about Zelensky as a statement by Zelensky"] = async run =>
        {
            Assert.Equal(["05", "26", "27"], (await run.End.StatementsOf("zelensky", "&role=speaker", Ct)).Order(StringComparer.Ordinal));
            Assert.DoesNotContain(await run.End.Cells(Ct), cell => ScenarioFile.Texts(cell["evidence"]).Contains("31") && (string)cell["actor"]! != "eu");
        },
        ["turn 'several separate meetings' into a fixed number"] = async run =>
        {
            var groups = (await ChecksTests.All(run.End, "meetings")).Where(meeting => (string?)meeting["kind"] == "side_meeting_group");
            var group = Assert.Single(groups);
            Assert.Equal("separate-meetings-2025-05-16", (string)group["id"]!);
            Assert.Equal(["us-officials", "ua-officials", "ru-officials", "eu-officials", "tr-officials"], Participants(group));
            Assert.Null(group["count"]);
        },
        ["treat analysts' reading of the 2022 terms as Russia's own wording"] = async run =>
        {
            var reading = await run.End.Get("/api/statements/35", Ct);
            Assert.Equal(["analysts"], ScenarioFile.Texts(reading["speakers"]));
            Assert.Null(reading["positions"]);
            Assert.Equal("indirect", (string)(await run.End.Get("/api/statements/36", Ct))["quoteForm"]!);
            Assert.Contains("analysts", ScenarioFile.Texts((await run.End.Get("/api/statements/36", Ct))["reportedBy"]));
        },
        ["show the 2022 positions as current"] = async run =>
        {
            var board = await run.End.Get($"/api/stories/{ScenarioFile.Story}/board", Ct);
            Assert.DoesNotContain(board["matrix"]!.AsArray(), cell => ScenarioFile.Texts(cell!["evidence"]).Contains("36"));
        },
    };

    public static TheoryData<string> All => [.. ScenarioFile.Texts(ScenarioFile.Checks["must_not"])];

    [Theory, MemberData(nameof(All))]
    public async Task Must_not(string happen)
    {
        Assert.True(Table.TryGetValue(happen, out var check), "No check is registered for this.");
        await check!(await start.Run);
    }

    [Fact]
    public void Nothing_is_checked_that_the_scenario_does_not_ask() => Assert.Empty(Table.Keys.Except(ScenarioFile.Texts(ScenarioFile.Checks["must_not"]), StringComparer.Ordinal));

    static IEnumerable<string> Participants(JsonNode meeting) => meeting["participants"]!.AsArray().Select(participant => (string)participant!["actor"]!);
}
