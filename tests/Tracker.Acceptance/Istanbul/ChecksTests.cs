using System.Text.Json.Nodes;

namespace Tracker.Acceptance.Istanbul;

/// <summary><c>expected.checks</c>: counts, speakers, statuses, rejections, dates, quotations, names.</summary>
public sealed class ChecksTests(ScenarioStart start)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Counts => [.. ScenarioFile.Checks["counts"]!.AsObject().Select(count => count.Key)];
    public static TheoryData<string, string> Names => [.. ScenarioFile.Checks["name_resolution"]!.AsArray().Select(pair => ((string)pair![0]!, (string)pair[1]!))];

    [Theory, MemberData(nameof(Counts))]
    public async Task Count(string what)
    {
        var end = (await start.Run).End;
        var counted = what switch
        {
            "persons" => (await All(end, "actors")).Count(actor => (string)actor["kind"]! == "person"),
            "background" => (await All(end, "claims")).Count(claim => (string)claim["field"]! == "background"),
            "positions" => (await All(end, "statements")).Sum(statement => statement["positions"]?.AsArray().Count ?? 0),
            _ => (await All(end, what)).Count,
        };
        Assert.Equal((int)ScenarioFile.Checks["counts"]![what]!, counted);
    }

    [Fact]
    public async Task Statements_by_speaker()
    {
        var end = (await start.Run).End;
        var counted = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var actor in await All(end, "actors"))
        {
            var count = (await end.StatementsOf((string)actor["id"]!, "&role=speaker", Ct)).Count;
            if (count > 0)
                counted["actor/" + (string)actor["id"]!] = count;
        }
        Assert.Equal(
            ScenarioFile.Checks["statements_by_speaker"]!.AsObject().Select(pair => $"{pair.Key} {(int)pair.Value!}").Order(StringComparer.Ordinal),
            counted.Select(pair => $"{pair.Key} {pair.Value}"));
    }

    [Fact]
    public async Task Meetings_by_status()
    {
        var meetings = await All((await start.Run).End, "meetings");
        Assert.Equal(
            ScenarioFile.Checks["meetings_by_status"]!.AsObject().SelectMany(pair => ScenarioFile.Texts(pair.Value).Select(meeting => $"{pair.Key} {meeting}")).Order(StringComparer.Ordinal),
            meetings.Select(meeting => $"{(string)meeting["status"]!} meeting/{(string)meeting["id"]!}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_rejected_what()
    {
        var rejecting = (await (await start.Run).End.Cells(Ct)).Where(cell => (string)cell["stance"]! == "rejects");
        Assert.Equal(
            ScenarioFile.Checks["who_rejected_what"]!.AsArray().Select(row => string.Join(' ', ScenarioFile.Texts(row))).Order(StringComparer.Ordinal),
            rejecting.Select(cell => $"actor/{(string)cell["actor"]!} topic/{(string)cell["topic"]!} statement/{Assert.Single(ScenarioFile.Texts(cell["evidence"]))}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public Task Statements_without_date() =>
        StatementsAre("statements_without_date", statement => statement["saidAt"] is null || ((string)statement["saidAt"]!).StartsWith("../", StringComparison.Ordinal));

    [Fact]
    public Task Statements_dated_2025_05_16() => StatementsAre("statements_dated_2025_05_16", statement => (string?)statement["saidAt"] == "2025-05-16");

    [Fact]
    public Task Direct_or_mixed_quotes() => StatementsAre("direct_or_mixed_quotes", statement => (string)statement["quoteForm"]! is "direct" or "mixed");

    [Theory, MemberData(nameof(Names))]
    public async Task Name_resolution(string name, string expected)
    {
        var run = await start.Run;
        var found = await Found(run, name, "");
        if (expected.StartsWith("ambiguous", StringComparison.Ordinal))
        {
            Assert.Equal(["actor/ukraine", "place/kyiv"], found.Order(StringComparer.Ordinal));
            Assert.Equal(["actor/ukraine"], await Found(run, name, "&kind=actor"));
            Assert.Equal(["place/kyiv"], await Found(run, name, "&kind=place"));
            return;
        }
        Assert.Equal([expected], found);
        var dry = (await run.Api.Post("/api/statements?dryRun=true", new JsonObject
        {
            ["story"] = ScenarioFile.Story, ["speakers"] = new JsonArray(new JsonObject { ["name"] = name }), ["text"] = "Said under another name.",
        }, Ct)).Is(200).Json;
        Assert.Equal([ScenarioFile.Bare(expected)], ScenarioFile.Texts(dry["records"]![0]!["data"]!["statement"]!["speakers"]));
    }

    async Task StatementsAre(string check, Func<JsonNode, bool> fits)
    {
        var statements = await All((await start.Run).End, "statements");
        Assert.Equal(ScenarioFile.Texts(ScenarioFile.Checks[check]), statements.Where(fits).Select(statement => "statement/" + (string)statement["id"]!).Order(StringComparer.Ordinal));
    }

    static async Task<IReadOnlyList<string>> Found(ScenarioRun run, string name, string query) =>
        [.. (await run.Api.Get($"/api/names?q={Uri.EscapeDataString(name)}{query}", Ct)).Is(200).Json["items"]!.AsArray().Select(match => (string)match!["entity"]!)];

    internal static async Task<IReadOnlyList<JsonNode>> All(StepView end, string kind) =>
        [.. (await end.Get($"/api/{kind}?limit=1000", Ct))["items"]!.AsArray().Select(document => document!)];
}
