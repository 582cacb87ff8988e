using System.Text.Json.Nodes;

namespace Tracker.Acceptance.Istanbul;

/// <summary>The positions that the whole scenario must give: 32 on the board, exactly, and 5 of 2022 that belong to the timeline.</summary>
public sealed class MatrixTests(ScenarioStart start)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;
    static IEnumerable<JsonNode> Expected(bool historical) =>
        ScenarioFile.Root["expected"]!["position_matrix"]!.AsArray().Where(cell => ((bool?)cell!["historical"] ?? false) == historical).Select(cell => cell!);

    public static TheoryData<string> HistoricalTopics => [.. Expected(historical: true).Select(cell => ScenarioFile.Bare((string)cell["topic"]!))];

    [Fact]
    public async Task The_matrix_has_exactly_the_expected_cells_with_stance_evidence_and_conditions()
    {
        var run = await start.Run;
        Assert.Equal(32, Expected(historical: false).Count());
        Assert.Equal(Lines(Expected(historical: false)), Lines(await run.End.Cells(Ct)));
    }

    [Fact]
    public async Task The_board_shows_the_same_matrix_and_its_size()
    {
        var run = await start.Run;
        var board = await run.End.Get($"/api/stories/{ScenarioFile.Story}/board", Ct);
        Assert.Equal(Lines(Expected(historical: false)), Lines(board["matrix"]!.AsArray().Select(cell => cell!)));
        Assert.Equal(32, (int)board["matrixSize"]!["cells"]!);
    }

    [Fact]
    public async Task Two_readings_of_the_board_have_one_hash()
    {
        var run = await start.Run;
        var first = (await run.Api.Get($"/api/stories/{ScenarioFile.Story}/board", Ct)).Is(200).Json;
        var second = await run.End.Get($"/api/stories/{ScenarioFile.Story}/board", Ct);
        Assert.Matches("^[0-9a-f]{64}$", (string)first["hash"]!);
        Assert.Equal((string)first["hash"]!, (string)second["hash"]!);
    }

    [Theory, MemberData(nameof(HistoricalTopics))]
    public async Task A_position_of_2022_is_in_the_timeline_and_not_on_the_board(string topic)
    {
        var run = await start.Run;
        var page = await run.End.Get($"/api/stories/{ScenarioFile.Story}/positions/russia/{topic}", Ct);
        Assert.Equal(["36"], Expectations.Ids(page, "historical"));
        Assert.Null(page["cell"]);
        Assert.Null(await run.End.Cell("russia", topic, Ct));
    }

    [Fact]
    public async Task Every_cell_pages_all_its_evidence()
    {
        var run = await start.Run;
        foreach (var cell in Expected(historical: false))
        {
            var page = await run.End.Get($"/api/stories/{ScenarioFile.Story}/positions/{ScenarioFile.Bare((string)cell["actor"]!)}/{ScenarioFile.Bare((string)cell["topic"]!)}", Ct);
            Assert.Equal(ScenarioFile.Texts(cell["evidence"]).Select(ScenarioFile.Bare).Order(StringComparer.Ordinal), Expectations.Ids(page, "evidence"));
        }
    }

    static IEnumerable<string> Lines(IEnumerable<JsonNode> cells) => cells.Select(cell => string.Join(" | ",
        ScenarioFile.Bare((string)cell["actor"]!),
        ScenarioFile.Bare((string)cell["topic"]!),
        (string)cell["stance"]!,
        string.Join(",", ScenarioFile.Texts(cell["evidence"]).Select(ScenarioFile.Bare).Order(StringComparer.Ordinal)),
        string.Join("; ", (cell["conditions"]?.AsArray() ?? []).Select(condition => condition is JsonObject named ? (string)named["text"]! : (string)condition!)))).Order(StringComparer.Ordinal);
}
