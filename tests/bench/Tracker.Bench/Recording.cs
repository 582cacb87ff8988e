using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Tracker.Bench;

/// <summary>
/// The whole record at size: a story of 500 actors × 200 topics with many statements. How long its board takes after a change, unchanged, and at any
/// moment of both clocks; what comparing, silence and search cost there.
/// </summary>
sealed class Recording(Server server, int statements)
{
    const string Story = "record";
    const int Actors = 500, Topics = 200, Reads = 100, Warm = 60;

    readonly Random _dice = new(20250516);
    readonly List<(string Measured, double P50, double P95)> _rows = [];

    public async Task<IReadOnlyList<(string Measured, double P50, double P95)>> MeasureAsync()
    {
        using var http = server.Client();
        await CreateAsync(http);
        var head = await LoadAsync(http);
        await TimeAsync("board, after a change", http, async n => $"api/stories/{Story}/board?atLeast={await PostAsync(http, n)}");
        await UnchangedAsync(http);
        await TimeAsync("board as known at any position", http, _ => Task.FromResult($"api/stories/{Story}/board?asOf={_dice.NextInt64(head / 20, head)}"));
        await TimeAsync("board as said by any moment", http, _ => Task.FromResult($"api/stories/{Story}/board?clock=said&asOf={Moment()}"));
        await TimeAsync("matrix, next part, as known", http, _ => Task.FromResult($"api/stories/{Story}/matrix?offset=40&asOf={_dice.NextInt64(head / 20, head)}"));
        await TimeAsync("a cell with moves and evidence", http, _ => Task.FromResult($"api/stories/{Story}/positions/r{_dice.Next(Actors)}/r{_dice.Next(Topics)}"));
        await TimeAsync("statements of an actor as known then", http, _ => Task.FromResult($"api/actors/r{_dice.Next(Actors)}/statements?asOf={_dice.NextInt64(head / 20, head)}"));
        await TimeAsync("compare two days, said", http, _ => Task.FromResult($"api/stories/{Story}/compare?clock=said&from=2026-02-0{_dice.Next(1, 9)}&to=2026-02-10"));
        await TimeAsync("who has not answered", http, _ => Task.FromResult($"api/stories/{Story}/silence"));
        return _rows;
    }

    async Task CreateAsync(HttpClient http)
    {
        await World.PostAsync(http, "api/stories", $$"""{"id":"{{Story}}","title":"A large story","parties":[]}""");
        for (var i = 0; i < Actors; i++) await World.PostAsync(http, "api/actors", $$"""{"id":"r{{i}}","name":"Delegate {{i}}","kind":"person"}""");
        for (var i = 0; i < Topics; i++) await World.PostAsync(http, "api/topics", $$"""{"id":"r{{i}}","story":"{{Story}}","title":"Demand {{i}}","proposition":"It is to be done, number {{i}}."}""");
    }

    async Task<long> LoadAsync(HttpClient http)
    {
        for (var done = 0; done < statements; done += 10_000)
        {
            var lines = new StringBuilder();
            for (var n = done; n < Math.Min(done + 10_000, statements); n++) lines.Append(Statement($"r-{n}", n)).Append('\n');
            using var answer = await http.PostAsync(new Uri("api/statements/batch?answers=refused", UriKind.Relative), World.Json(lines.ToString(), "application/x-ndjson"));
            var sum = await answer.Content.ReadAsStringAsync();
            if (!sum.Contains("\"refused\":0", StringComparison.Ordinal)) throw new InvalidOperationException(sum);
        }
        return await World.SettledAsync(http);
    }

    /// <summary>Actors and topics as they come in life: some speak much more than others, and most repeat themselves.</summary>
    string Statement(string id, int n)
    {
        var actor = (int)(Actors * Math.Pow(_dice.NextDouble(), 1.5));
        var topic = (int)(Topics * Math.Pow(_dice.NextDouble(), 1.5));
        var stance = _dice.Next(10) == 0 ? "conditional" : (actor + topic + (n / 40_000)) % 3 == 0 ? "rejects" : (actor + topic) % 3 == 1 ? "supports" : "demands";
        var conditions = stance == "conditional" ? $$""","conditions":[{"text":"if number {{n}} is done"}]""" : "";
        var to = _dice.Next(4) == 0 ? $$""","to":["r{{_dice.Next(Actors)}}"]""" : "";
        return $$"""{"id":"{{id}}","story":"{{Story}}","speakers":["r{{actor}}"],"text":"{{World.Text(_dice)}}","saidAt":"2026-02-{{1 + (n * 27L / Math.Max(1, statements)):00}}T{{_dice.Next(24):00}}:{{_dice.Next(60):00}}Z"{{to}},"positions":[{"topic":"r{{topic}}","stance":"{{stance}}"{{conditions}}}]}""";
    }

    async Task<string> PostAsync(HttpClient http, int n)
    {
        using var answer = await http.PostAsync(new Uri("api/statements", UriKind.Relative), World.Json(Statement($"x-{n}-{_dice.Next()}", statements)));
        return answer.Headers.GetValues("Tracker-Cursor").Single();
    }

    string Moment() => string.Create(CultureInfo.InvariantCulture, $"2026-02-{_dice.Next(2, 28):00}T{_dice.Next(24):00}:00Z");

    async Task UnchangedAsync(HttpClient http)
    {
        await World.SettledAsync(http);
        using var first = await http.GetAsync(new Uri($"api/stories/{Story}/board", UriKind.Relative));
        var etag = first.Headers.ETag!.Tag;
        var times = new List<double>();
        for (var n = 0; n < 300; n++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"api/stories/{Story}/board", UriKind.Relative));
            request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(etag));
            var began = Stopwatch.GetTimestamp();
            using var answer = await http.SendAsync(request);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if ((int)answer.StatusCode != 304) throw new InvalidOperationException($"The board changed: {answer.StatusCode}");
        }
        Add("board, unchanged (304)", times);
    }

    async Task TimeAsync(string what, HttpClient http, Func<int, Task<string>> path)
    {
        var times = new List<double>();
        for (var n = 0; n < Warm + Reads; n++)
        {
            var uri = new Uri(await path(n), UriKind.Relative);
            var began = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(uri);
            var body = await answer.Content.ReadAsByteArrayAsync();
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{uri}: {answer.StatusCode} {Encoding.UTF8.GetString(body)}");
            if (n >= Warm) times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        Add(what, times);
    }

    void Add(string what, List<double> times)
    {
        times.Sort();
        _rows.Add((what, times[times.Count / 2], times[times.Count * 95 / 100]));
        Console.Error.WriteLine($"{what}: p50 {_rows[^1].P50:F1} ms, p95 {_rows[^1].P95:F1} ms");
    }
}
