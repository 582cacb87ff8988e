using System.Text;
using System.Text.Json.Nodes;
using Tracker.Hostile.Shooting;

namespace Tracker.Hostile.Bodies;

/// <summary>Good lines between hostile ones are stored, and every line is told by its number.</summary>
public sealed class BatchTests(Siege siege)
{
    static readonly string TooLong = new('x', 1_100_000);

    [Fact]
    public async Task Good_lines_are_stored_and_all_numbers_are_right()
    {
        await siege.BeginAsync(TestContext.Current.CancellationToken);
        await siege.FireAsync("batches", 60, (dice, number) => Batch(dice, number, out _), (shot, outcome) =>
        {
            Batch(new Dice(shot.Family, shot.Seed, shot.Number), shot.Number, out var good);
            var answers = Encoding.UTF8.GetString(outcome.Answers[0].Body).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
            var stored = answers.Where(answer => (int)answer["status"]! is 200 or 201).ToDictionary(answer => (int)answer["line"]!, answer => (string)answer["id"]!);
            if (!answers.Select(answer => (int)answer["line"]!).SequenceEqual(answers.Select(answer => (int)answer["line"]!).Order().Distinct())) return "its lines are out of order";
            if (good.Keys.Concat(Refused(good, shot)).Order().SequenceEqual(answers.Select(answer => (int)answer["line"]!)) is false) return "not every line that has something is answered";
            return good.FirstOrDefault(line => stored.GetValueOrDefault(line.Key) != line.Value) is { Value: { } id } lost ? $"line {lost.Key}, {id}, was good and is not stored" : null;
        });
    }

    /// <summary>Numbers of the lines that are neither good nor blank.</summary>
    static IEnumerable<int> Refused(Dictionary<int, string> good, Shot shot)
    {
        Batch(new Dice(shot.Family, shot.Seed, shot.Number), shot.Number, out _, out var bad);
        return bad.Where(line => !good.ContainsKey(line));
    }

    static Shot Batch(Dice dice, int number, out Dictionary<int, string> good) => Batch(dice, number, out good, out _);

    static Shot Batch(Dice dice, int number, out Dictionary<int, string> good, out List<int> bad)
    {
        var body = new MemoryStream();
        (good, bad) = ([], []);
        var lines = dice.Between(1, 25);
        for (var line = 1; line <= lines; line++)
        {
            var isGood = dice.One(2);
            var bytes = isGood ? Good(number, line, dice) : Bad(dice);
            if (isGood) good[line] = $"batch-{number}-{line}";
            else if (Encoding.Latin1.GetString(bytes).Trim(' ', '\t', '\r').Length > 0) bad.Add(line);
            body.Write(bytes);
            if (line < lines || dice.One(2)) body.Write(dice.One(4) ? "\r\n"u8 : "\n"u8);
        }
        return new HttpCall("POST", "/api/statements/batch") { Body = body.ToArray(), Chunks = dice.Of(0, 0, 13, 5_000, 100_000) }.With("Content-Type", "application/x-ndjson").Shot($"{lines} lines");
    }

    static byte[] Good(int number, int line, Dice dice) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["id"] = $"batch-{number}-{line}", ["story"] = "small", ["speakers"] = new JsonArray(dice.Of(World.Actors)), ["text"] = $"Batch {number} line {line}",
    }.ToJsonString());

    static byte[] Bad(Dice dice) => dice.Next(10) switch
    {
        0 => [],
        1 => "   \t"u8.ToArray(),
        2 => "{"u8.ToArray(),
        3 => [0xFF, 0xFE, 0x00],
        4 => Encoding.UTF8.GetBytes(new string('[', 5_000)),
        5 => Encoding.UTF8.GetBytes(TooLong),
        6 => "{\"story\":\"none\",\"speakers\":[\"ann\"],\"text\":\"x\"}"u8.ToArray(),
        7 => "{\"story\":\"small\",\"speakers\":[\"ann\"],\"text\":\"\\ud800\"}"u8.ToArray(),
        8 => "null"u8.ToArray(),
        _ => [.. dice.Bytes(dice.Between(1, 60)).Where(one => one is not ((byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t')), (byte)'!'],
    };
}
