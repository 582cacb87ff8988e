using System.Text.Json.Nodes;

namespace Tracker.Acceptance.Istanbul;

/// <summary><c>expected.positions_by_conduct</c>: from acts, shown apart, never among the cells.</summary>
public sealed class ConductTests(ScenarioStart start)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Positions_by_conduct_are_beside_the_matrix_and_not_in_it()
    {
        var end = (await start.Run).End;
        var matrix = await end.Get($"/api/stories/{ScenarioFile.Story}/matrix", Ct);
        Assert.Equal(
            ScenarioFile.Root["expected"]!["positions_by_conduct"]!.AsArray().Select(Line),
            matrix["conduct"]!.AsArray().Select(conduct => $"{conduct!["actor"]} {conduct["topic"]} {conduct["stance"]} {conduct["basis"]} {string.Join(',', ScenarioFile.Texts(conduct["evidence"]))}"));
        Assert.Null(await end.Cell("ukraine", "direct-talks", Ct));
        var page = await end.Get($"/api/stories/{ScenarioFile.Story}/positions/ukraine/direct-talks", Ct);
        Assert.Equal("ukraine-comes", (string)Assert.Single(page["conduct"]!.AsArray())!["id"]!);
        Assert.Null(page["cell"]);
    }

    [Fact]
    public async Task The_heads_of_2022_come_back_and_the_delegations_are_told_apart()
    {
        var delegations = (await (await start.Run).End.Get("/api/meetings/istanbul-2025-05-16/delegations", Ct))["delegations"]!.AsArray();
        Assert.Equal(["russia", "ukraine"], delegations.Select(delegation => (string)delegation!["principal"]!));
        var (russia, ukraine) = (delegations[0]!, delegations[1]!);
        Assert.Equal(("medinsky", "2022-direct-talks", "ru-delegation"), ((string)russia["head"]!, (string)russia["headReturnsFrom"]!, (string)russia["delegations"]![0]!));
        Assert.Equal(("umerov", "ua-delegation"), ((string)ukraine["head"]!, (string)ukraine["delegations"]![0]!));
        Assert.Null(ukraine["headReturnsFrom"]);
        Assert.Equal("2022-direct-talks", (string)ukraine["since"]!["meeting"]!);
        Assert.Equal(["umerov"], ScenarioFile.Texts(ukraine["since"]!["joined"]));
    }

    [Fact]
    public async Task Russias_silence_and_ukraines_answer_are_told()
    {
        var silent = (await (await start.Run).End.Get($"/api/stories/{ScenarioFile.Story}/silence", Ct))["silent"]!.AsArray();
        Assert.DoesNotContain(silent, one => (string)one!["actor"]! == "russia" && (string)one["topic"]! == "ceasefire-30d");
        var children = Assert.Single(silent, one => (string)one!["actor"]! == "russia" && (string)one["topic"]! == "children")!;
        Assert.Equal(("10", 1), ((string)children["first"]!, (int)children["demands"]!));
        Assert.Equal(["ukraine"], ScenarioFile.Texts(children["askedBy"]));
    }

    static string Line(JsonNode? one) =>
        $"{ScenarioFile.Bare((string)one!["actor"]!)} {ScenarioFile.Bare((string)one["topic"]!)} {one["stance"]} {one["basis"]} {string.Join(',', ScenarioFile.Texts(one["evidence"]))}";
}
