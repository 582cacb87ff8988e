using System.Text;
using System.Text.Json;

namespace Tracker.Bench;

/// <summary>What the statements refer to, and the statements: of ordinary length, every fourth with a position.</summary>
static class World
{
    const int Actors = 200;
    const int Topics = 20;
    static readonly string[] Small = ["the", "a", "of", "and", "to", "in", "that", "is", "for", "we", "it", "on", "with", "as", "are", "by", "this", "be", "will", "from"];
    static readonly string[] Syllables = ["ta", "ne", "ri", "so", "le", "mi", "ca", "po", "ver", "ten", "li", "sta", "ma", "co", "di", "ga", "ro", "lo", "vi", "der"];

    /// <summary>Some forty words, small ones and of two to four syllables in turns by chance; no other text has them in this order, so none tells another again.</summary>
    public static string Text(Random dice)
    {
        var text = new StringBuilder();
        for (var words = dice.Next(30, 50); words > 0; words--)
        {
            if (dice.Next(5) < 2) text.Append(Small[dice.Next(Small.Length)]);
            else for (var syllables = dice.Next(2, 5); syllables > 0; syllables--) text.Append(Syllables[dice.Next(Syllables.Length)]);
            text.Append(words == 1 ? '.' : ' ');
        }
        return text.ToString();
    }

    public static async Task CreateAsync(HttpClient http)
    {
        await PostAsync(http, "api/stories", """{"id":"bench","title":"A story of many words"}""");
        for (var i = 0; i < Actors; i++)
            await PostAsync(http, "api/actors", $$"""{"id":"actor-{{i}}","name":"Actor {{i}}","kind":"person"}""");
        for (var i = 0; i < Topics; i++)
            await PostAsync(http, "api/topics", $$"""{"id":"topic-{{i}}","story":"bench","title":"Topic {{i}}"}""");
    }

    public static string Statement(string id, int n)
    {
        var position = n % 4 == 0 ? $$""","positions":[{"topic":"topic-{{n % Topics}}","stance":"{{(n % 8 == 0 ? "supports" : "opposes")}}"}]""" : "";
        return $$"""{"id":"{{id}}","story":"bench","speakers":["actor-{{n % Actors}}"],"text":"{{Text(Dice(id))}}","saidAt":"2026-03-01"{{position}}}""";
    }

    /// <summary>The same for the same id, another for another: what is posted in two rounds is not the same twice.</summary>
    public static Random Dice(string id) => new(id.Aggregate(17, (seed, letter) => unchecked((seed * 31) + letter)));

    public static ByteArrayContent Json(string body, string type = "application/json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    public static async Task PostAsync(HttpClient http, string path, string body)
    {
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), Json(body));
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Waits until index, search and reactions have taken everything in: the head stands still for some seconds (a story that keeps a large snapshot pauses for one) and both answer from it. The position.</summary>
    public static async Task<long> SettledAsync(HttpClient http)
    {
        const int Still = 6;
        for (var (before, still, turns) = ("", 0, 0); turns < 1200; turns++)
        {
            using var changes = JsonDocument.Parse(await http.GetStringAsync(new Uri("api/changes?after=now&limit=1", UriKind.Relative)));
            var head = changes.RootElement.GetProperty("head").GetString()!;
            still = head == before ? still + 1 : 0;
            if (still >= Still)
            {
                using var read = await http.GetAsync(new Uri($"api/stories?limit=1&atLeast={head}", UriKind.Relative));
                using var searched = await http.GetAsync(new Uri($"api/search?q=nothing&limit=1&atLeast={head}", UriKind.Relative));
                if (read.IsSuccessStatusCode && searched.IsSuccessStatusCode) return long.Parse(head[(head.IndexOf(':', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture);
            }
            before = head;
            await Task.Delay(500);
        }
        throw new TimeoutException("Index or reactions did not come to rest in ten minutes.");
    }
}
