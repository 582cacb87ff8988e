using System.Globalization;

namespace Tracker.Bench;

/// <summary>
/// What the rules cost a post: three stories alike, one without proposals and without a look for second reports, one with the look, one with both, posted
/// to in turns by the same clients. Every statement takes a position; actors mostly repeat themselves, one in twelve turns.
/// </summary>
static class Reacting
{
    const int Actors = 200, Topics = 40, Rounds = 6;

    static readonly TimeSpan Lead = TimeSpan.FromSeconds(2);
    static readonly string[] Stories = ["plain", "looked", "ruled"];

    /// <param name="Proposals">Proposed links a post.</param>
    public sealed record Cost(double PerSecond, double CpuMicroseconds, double Proposals);

    public static async Task<(Cost Without, Cost Looking, Cost Both)> MeasureAsync(Server server, TimeSpan round)
    {
        using var http = server.Client();
        foreach (var story in Stories)
        {
            await World.PostAsync(http, "api/stories", $$"""{"id":"{{story}}","title":"A story","proposals":"{{(story == "ruled" ? "all" : "none")}}"}""");
            for (var i = 0; i < Topics; i++) await World.PostAsync(http, "api/topics", $$"""{"id":"{{story}}-{{i}}","story":"{{story}}","title":"Topic {{i}}"}""");
        }
        for (var i = 0; i < Actors; i++) await World.PostAsync(http, "api/actors", $$"""{"id":"q{{i}}","name":"Minister {{i}}","kind":"person"}""");
        foreach (var story in Stories) await PostAsync(server, story, "w", round);
        var costs = Stories.ToDictionary(story => story, _ => new List<Cost>());
        for (var n = 0; n < Rounds; n++)
        {
            foreach (var story in Stories) costs[story].Add(await PostAsync(server, story, n.ToString(CultureInfo.InvariantCulture), round));
            await Console.Error.WriteLineAsync($"round {n}: {string.Join(", ", Stories.Select(story => costs[story][^1]))}");
        }
        return (Median(costs["plain"]), Median(costs["looked"]), Median(costs["ruled"]));
    }

    static async Task<Cost> PostAsync(Server server, string story, string name, TimeSpan during)
    {
        using var http = server.Client();
        // What the round before left to index and to react to is not this one's.
        await World.SettledAsync(http);
        var path = story == "plain" ? "api/statements?onDuplicate=accept" : "api/statements";
        // What was said of late is read anew by the first who ask after another story had its turn.
        await Posting.RunAsync(server, path, (client, n) => Statement(story, $"{story}-{name}-{client}-lead-{n}"), Lead);
        var before = await World.SettledAsync(http);
        var posted = await Posting.RunAsync(server, path, (client, n) => Statement(story, $"{story}-{name}-{client}-{n}"), during);
        var records = await World.SettledAsync(http) - before;
        // A statement and the move of its cell are two records; the others are proposed.
        return new Cost(posted.PerSecond, posted.CpuMicroseconds, (records / (posted.PerSecond * during.TotalSeconds)) - 2);
    }

    static string Statement(string story, string id)
    {
        var dice = World.Dice(id);
        var (actor, topic) = (dice.Next(Actors), dice.Next(Topics));
        var side = (actor + topic + (dice.Next(12) == 0 ? 1 : 0)) % 2 == 0 ? "supports" : "opposes";
        return $$"""{"id":"{{id}}","story":"{{story}}","speakers":["q{{actor}}"],"text":"{{World.Text(dice)}}","saidAt":"2026-03-01","positions":[{"topic":"{{story}}-{{topic}}","stance":"{{side}}"}],"sources":[{"name":"Wire {{dice.Next(9)}}","url":"https://example.org/{{id}}"}]}""";
    }

    static Cost Median(List<Cost> costs) => new(Middle(costs, cost => cost.PerSecond), Middle(costs, cost => cost.CpuMicroseconds), Middle(costs, cost => cost.Proposals));

    static double Middle(List<Cost> costs, Func<Cost, double> figure) => Rank.Of([.. costs.Select(figure)], 0.5);
}
