using System.Globalization;

namespace Tracker.Bench;

/// <summary>
/// What the rules cost a post: two stories alike, one with proposals and a look for second reports, one without either, posted to in turns by the same
/// clients. Every statement takes a position; actors mostly repeat themselves, one in twelve turns.
/// </summary>
static class Reacting
{
    const int Actors = 200, Topics = 40, Rounds = 6;

    public sealed record Cost(double PerSecond, double CpuMicroseconds);

    public static async Task<(Cost Without, Cost With)> MeasureAsync(Server server, TimeSpan round)
    {
        using var http = server.Client();
        foreach (var (story, proposals) in new[] { ("plain", "none"), ("ruled", "all") })
        {
            await World.PostAsync(http, "api/stories", $$"""{"id":"{{story}}","title":"A story","proposals":"{{proposals}}"}""");
            for (var i = 0; i < Topics; i++) await World.PostAsync(http, "api/topics", $$"""{"id":"{{story}}-{{i}}","story":"{{story}}","title":"Topic {{i}}"}""");
        }
        for (var i = 0; i < Actors; i++) await World.PostAsync(http, "api/actors", $$"""{"id":"q{{i}}","name":"Minister {{i}}","kind":"person"}""");
        await PostAsync(server, "plain", "w", round);
        await PostAsync(server, "ruled", "w", round);
        var (without, with) = (new List<Cost>(), new List<Cost>());
        for (var n = 0; n < Rounds; n++)
        {
            without.Add(await PostAsync(server, "plain", n.ToString(CultureInfo.InvariantCulture), round));
            with.Add(await PostAsync(server, "ruled", n.ToString(CultureInfo.InvariantCulture), round));
            await Console.Error.WriteLineAsync($"round {n}: {without[^1]} {with[^1]}");
        }
        return (Median(without), Median(with));
    }

    static async Task<Cost> PostAsync(Server server, string story, string name, TimeSpan during)
    {
        using var http = server.Client();
        // What the round before left to index and to react to is not this one's.
        await World.SettledAsync(http);
        var path = story == "plain" ? "api/statements?onDuplicate=accept" : "api/statements";
        var posted = await Posting.RunAsync(server, path, (client, n) => Statement(story, $"{story}-{name}-{client}-{n}", (client * 7919) + n), during);
        return new Cost(posted.PerSecond, posted.CpuMicroseconds);
    }

    static string Statement(string story, string id, int n)
    {
        var dice = new Random(n);
        var (actor, topic) = (dice.Next(Actors), dice.Next(Topics));
        var side = (actor + topic + (dice.Next(12) == 0 ? 1 : 0)) % 2 == 0 ? "supports" : "opposes";
        return $$"""{"id":"{{id}}","story":"{{story}}","speakers":["q{{actor}}"],"text":"{{World.Text(dice)}}","saidAt":"2026-03-01","positions":[{"topic":"{{story}}-{{topic}}","stance":"{{side}}"}],"sources":[{"name":"Wire {{dice.Next(9)}}","url":"https://example.org/{{id}}"}]}""";
    }

    static Cost Median(List<Cost> costs) => new(Rank.Of([.. costs.Select(cost => cost.PerSecond)], 0.5), Rank.Of([.. costs.Select(cost => cost.CpuMicroseconds)], 0.5));
}
