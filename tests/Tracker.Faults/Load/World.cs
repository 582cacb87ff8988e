using System.Globalization;
using System.Text;
using Tracker.Faults.Checking;
using Tracker.Faults.Servers;

namespace Tracker.Faults.Load;

/// <summary>What the load refers to, and its statements: a function of number and content, so that a retry is the same to the byte.</summary>
static class World
{
    public const string Story = "faults";
    const int Actors = 20;
    const int Topics = 8;
    static readonly string[] Words = ["harbour", "treaty", "morning", "border", "envoy", "winter", "river", "letter", "answer", "council", "bridge", "signal", "market", "island", "witness", "measure"];

    public static async Task CreateAsync(ApiClient api, CancellationToken ct)
    {
        await api.CreateAsync("stories", $$"""{"id":"{{Story}}","title":"A story under fire"}""", ct);
        for (var i = 0; i < Actors; i++) await api.CreateAsync("actors", $$"""{"id":"actor-{{i}}","name":"{{NameOf(i)}}","kind":"person"}""", ct);
        for (var i = 0; i < Topics; i++) await api.CreateAsync("topics", $$"""{"id":"topic-{{i}}","story":"{{Story}}","title":"Topic {{i}}"}""", ct);
    }

    /// <summary>Some 350 bytes; every fortieth takes a position, every two-hundredth is by somebody new, known by name alone.</summary>
    /// <param name="length">Letters of text, about.</param>
    public static string Statement(long number, int content, int length)
    {
        var json = new StringBuilder(length + 200);
        json.Append(CultureInfo.InvariantCulture, $$"""{"id":"{{Checker.Prefix}}{{number}}","story":"{{Story}}","speakers":[{{Speaker(number)}}],"text":"[{{content}}] """);
        var dice = (ulong)number * 0x9E37_79B9_7F4A_7C15;
        for (var end = json.Length + length; json.Length < end; dice = (dice ^ (dice >> 31)) * 0xBF58_476D_1CE4_E5B9) json.Append(Words[dice >> 60]).Append(' ');
        json.Append('"');
        if (number % 40 == 0)
            json.Append(CultureInfo.InvariantCulture, $$""","positions":[{"topic":"topic-{{number / 40 % Topics}}","stance":"{{(number % 80 == 0 ? "supports" : "opposes")}}"}]""");
        return json.Append('}').ToString();
    }

    static string NameOf(int actor) => string.Create(CultureInfo.InvariantCulture, $"{Words[actor % Words.Length]} {(char)('A' + actor)}");

    static string Speaker(long number) => number % 200 == 7
        ? string.Create(CultureInfo.InvariantCulture, $$"""{"name":"Voice {{number}}"}""")
        : string.Create(CultureInfo.InvariantCulture, $"\"actor-{number % Actors}\"");
}
