using System.Text.Json;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;

namespace Tracker.DomainTests.Positions;

/// <summary>The 36 statements of the scenario, folded purely, in the order of its steps, give the 32 cells of its board exactly.</summary>
public sealed class IstanbulTests
{
    [Fact]
    public void The_statements_give_the_cells_of_the_board_and_no_other()
    {
        var room = new Newsroom();
        var ids = Play(room);
        Assert.Equal(36, ids.Count);
        var expected = Matrix(historical: false).Select(Told).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(32, expected.Count);
        Assert.Equal(expected, room.Cells().Select(cell => Told(cell, ids)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Historical_positions_are_in_no_cell()
    {
        var room = new Newsroom();
        Play(room);
        var historical = Matrix(historical: true).ToList();
        Assert.Equal(5, historical.Count);
        Assert.All(historical, cell => Assert.Null(room.Cell(Id(cell, "actor"), Id(cell, "topic"))));
    }

    [Fact]
    public void Turkey_has_no_position_on_the_truce_of_thirty_days()
    {
        var room = new Newsroom();
        Play(room);
        Assert.NotNull(room.Cell("turkey", "ceasefire"));
        Assert.Null(room.Cell("turkey", "ceasefire-30d"));
    }

    static Dictionary<string, string> Play(Newsroom room) => Istanbul.Statements().ToDictionary(statement => room.Post(Istanbul.Content(statement), Istanbul.Media), statement => statement.GetProperty("id").GetString()!);

    static IEnumerable<JsonElement> Matrix(bool historical) => Istanbul.Scenario.GetProperty("expected").GetProperty("position_matrix").EnumerateArray()
        .Where(cell => cell.TryGetProperty("historical", out var flag) && flag.GetBoolean() == historical || !historical && !cell.TryGetProperty("historical", out _));

    static string Told(JsonElement cell) => Told(
        Id(cell, "actor"), Id(cell, "topic"), cell.GetProperty("stance").Deserialize<Stance>(Events.Json), Istanbul.Conditions(cell),
        cell.GetProperty("evidence").EnumerateArray().Select(one => one.GetString()!));

    static string Told(Cell cell, Dictionary<string, string> ids)
    {
        Assert.Equal(cell.EvidenceCount, cell.Evidence.Count);
        return Told(cell.Actor, cell.Topic, cell.Stance, cell.Conditions.Select(condition => condition.Text), cell.Evidence.Select(id => ids[id]));
    }

    static string Told(string actor, string topic, Stance stance, IEnumerable<string> conditions, IEnumerable<string> evidence) =>
        $"{actor} × {topic}: {stance} [{string.Join("; ", conditions)}] by {string.Join(", ", evidence.Order(StringComparer.Ordinal))}";

    static string Id(JsonElement element, string name) => Ref.IdOf(element.GetProperty(name).GetString()!);
}
