using System.Text.Json;
using Tracker.Domain.Statements;

namespace Tracker.DomainTests.Positions;

/// <summary>The acceptance scenario as the domain takes it.</summary>
static class Istanbul
{
    public static JsonElement Scenario => JsonDocument.Parse(File.ReadAllBytes(Shared.Path("acceptance/istanbul.json"))).RootElement;

    public static string[] Media => [.. Scenario.GetProperty("actors").EnumerateArray()
        .Where(actor => actor.TryGetProperty("side", out var side) && side.GetString() == "source").Select(actor => Ref.IdOf(actor.GetProperty("id").GetString()!))];

    /// <summary>In the order of the scenario's steps, then whatever no step posts (none today).</summary>
    public static List<JsonElement> Statements()
    {
        var scenario = Scenario;
        var all = scenario.GetProperty("statements").EnumerateArray().ToDictionary(one => one.GetProperty("id").GetString()!);
        var order = scenario.GetProperty("scenario").EnumerateArray().SelectMany(step => step.GetProperty("post").EnumerateArray()).Select(post => post.GetString()!).Where(all.ContainsKey);
        return [.. order.Concat(all.Keys).Distinct().Select(id => all[id])];
    }

    public static StatementContent Content(JsonElement statement) => new()
    {
        Story = "talks",
        Kind = statement.GetProperty("kind").Deserialize<StatementKind>(Events.Json),
        Text = statement.GetProperty("paraphrase").GetString()!,
        Speakers = Ids(statement, "speakers"),
        OnBehalfOf = Ids(statement, "on_behalf_of"),
        To = Ids(statement, "to"),
        About = new About { Actors = Ids(statement.GetProperty("about"), "actors"), Meetings = Ids(statement.GetProperty("about"), "meetings"), Topics = Ids(statement.GetProperty("about"), "topics") },
        SaidAt = statement.GetProperty("date").GetProperty("edtf").GetString(),
        Historical = statement.TryGetProperty("historical", out var historical) && historical.GetBoolean(),
        InReplyTo = Other(statement, "in_reply_to"),
        SameUtteranceAs = Other(statement, "same_utterance_as"),
        Positions = [.. statement.GetProperty("positions").EnumerateArray().Select(position => new PositionTaken
        {
            Topic = Ref.IdOf(position.GetProperty("topic").GetString()!),
            Stance = position.GetProperty("stance").Deserialize<Stance>(Events.Json),
            Conditions = [.. Conditions(position).Select(text => new ConditionText { Text = text })],
        })],
    };

    public static IEnumerable<string> Conditions(JsonElement element) =>
        element.TryGetProperty("conditions", out var conditions) ? conditions.EnumerateArray().Select(one => one.GetString()!) : [];

    static string[] Ids(JsonElement element, string name) => element.TryGetProperty(name, out var ids) && ids.ValueKind == JsonValueKind.Array ? [.. ids.EnumerateArray().Select(one => Ref.IdOf(one.GetString()!))] : [];

    static string? Other(JsonElement element, string name) => element.TryGetProperty(name, out var other) && other.GetString() is { } reference ? Ref.IdOf(reference) : null;
}
