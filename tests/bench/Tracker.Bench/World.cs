using System.Text;

namespace Tracker.Bench;

/// <summary>What the statements refer to, and the statements: of ordinary length, every fourth with a position.</summary>
static class World
{
    const int Actors = 200;
    const int Topics = 20;
    static readonly string Words = string.Concat(Enumerable.Repeat("They said that it will have to be looked at again before anything is decided. ", 3)).Trim();

    public static async Task CreateAsync(HttpClient http)
    {
        await Post(http, "api/stories", """{"id":"bench","title":"A story of many words"}""");
        for (var i = 0; i < Actors; i++)
            await Post(http, "api/actors", $$"""{"id":"actor-{{i}}","name":"Actor {{i}}","kind":"person"}""");
        for (var i = 0; i < Topics; i++)
            await Post(http, "api/topics", $$"""{"id":"topic-{{i}}","story":"bench","title":"Topic {{i}}"}""");
    }

    public static string Statement(string id, int n)
    {
        var position = n % 4 == 0 ? $$""","positions":[{"topic":"topic-{{n % Topics}}","stance":"{{(n % 8 == 0 ? "supports" : "opposes")}}"}]""" : "";
        return $$"""{"id":"{{id}}","story":"bench","speakers":["actor-{{n % Actors}}"],"text":"{{Words}}","saidAt":"2026-03-01"{{position}}}""";
    }

    public static ByteArrayContent Json(string body, string type = "application/json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    static async Task Post(HttpClient http, string path, string body)
    {
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), Json(body));
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
