using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Tracker.Bench;

/// <summary>
/// Many statements on one actor and one cell: whether a post costs at the end what it cost at the beginning, and whether memory and start know how many
/// there are. One in fifty tells of an earlier day. The machine may be slower at the end than it was at the beginning, so the beginning is a second server's,
/// and both are posted to in turns.
/// </summary>
sealed class Growing(Server old, Server young, int statements)
{
    const string Story = "one-cell";
    const int Warm = 20_000, Measured = 10_000, Clients = 32, Rested = 100_000, Rounds = 3;

    public async Task<IReadOnlyList<(string Measured, string Figure)>> MeasureAsync()
    {
        using var http = await CreateAsync(old);
        await FillAsync(http, 0, Warm - Measured);
        await PostAsync(old, Warm - Measured);
        await FillAsync(http, Warm, Rested);
        var before = await RestedMbAsync(http);
        await FillAsync(http, Rested, statements - (Rounds * Measured));
        using (var beginning = await CreateAsync(young)) await FillAsync(beginning, 0, Warm - Measured);
        await PostAsync(young, Warm - Measured);
        var (first, last) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            first.Add(await PostAsync(young, Warm + (round * Measured)));
            last.Add(await PostAsync(old, statements - ((Rounds - round) * Measured)));
        }
        await young.StopAsync();
        var (early, late) = (Rank.Of(first, 0.5), Rank.Of(last, 0.5));
        var after = await RestedMbAsync(http);
        await old.StopAsync();
        var ready = await old.StartAsync();
        var began = Stopwatch.GetTimestamp();
        using (var board = await http.GetAsync(new Uri($"api/stories/{Story}/board", UriKind.Relative))) board.EnsureSuccessStatusCode();
        var shown = ready + Stopwatch.GetElapsedTime(began);
        using (var cell = await http.GetAsync(new Uri($"api/stories/{Story}/positions/speaker/demand", UriKind.Relative))) cell.EnsureSuccessStatusCode();
        return
        [
            (Say($"server CPU a post, reactions and index included: {Measured:N0} after {Warm:N0}, median of {Rounds}"), Say($"{early:N0} µs")),
            (Say($"… the last {Measured:N0} of {statements:N0}, in turns with those"), Say($"{late:N0} µs, ratio {late / early:F2}")),
            (Say($"resident memory at rest, {Rested:N0} / {statements:N0}"), Say($"{before:N0} / {after:N0} MB")),
            ("start to ready / to the board, after kill -9", Say($"{ready.TotalSeconds:F2} / {shown.TotalSeconds:F2} s")),
        ];
    }

    static async Task<HttpClient> CreateAsync(Server server)
    {
        await server.StartAsync();
        var http = server.Client();
        await World.PostAsync(http, "api/stories", $$"""{"id":"{{Story}}","title":"One cell"}""");
        await World.PostAsync(http, "api/actors", """{"id":"speaker","name":"A speaker","kind":"person"}""");
        await World.PostAsync(http, "api/topics", $$"""{"id":"demand","story":"{{Story}}","title":"A demand","proposition":"It is to be done."}""");
        return http;
    }

    /// <summary>One at a time, 32 clients; server CPU a post in µs, until all is indexed and reacted to.</summary>
    static async Task<double> PostAsync(Server server, int from)
    {
        using var http = server.Client();
        await World.SettledAsync(http);
        var (cpu, next) = (server.Cpu, from - 1);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var n && n < from + Measured) await World.PostAsync(http, "api/statements", Statement(n));
        }));
        await World.SettledAsync(http);
        var took = (server.Cpu - cpu).TotalMicroseconds / Measured;
        await Console.Error.WriteLineAsync(Say($"{Measured:N0} posts from {from:N0}: {took:N0} µs of CPU each"));
        return took;
    }

    static async Task FillAsync(HttpClient http, int from, int to)
    {
        for (var done = from; done < to; done += 10_000)
        {
            var lines = new StringBuilder();
            for (var n = done; n < Math.Min(done + 10_000, to); n++) lines.Append(Statement(n)).Append('\n');
            using var answer = await http.PostAsync(new Uri("api/statements/batch?answers=refused", UriKind.Relative), World.Json(lines.ToString(), "application/x-ndjson"));
            var sum = await answer.Content.ReadAsStringAsync();
            if (!sum.Contains("\"refused\":0", StringComparison.Ordinal)) throw new InvalidOperationException(sum);
            if (done % 100_000 == 0) await Console.Error.WriteLineAsync(Say($"{done:N0}"));
        }
    }

    /// <summary>When nothing is left to do and ten seconds have passed.</summary>
    async Task<double> RestedMbAsync(HttpClient http)
    {
        await World.SettledAsync(http);
        await Task.Delay(TimeSpan.FromSeconds(10));
        return old.ResidentMb;
    }

    static string Statement(int n)
    {
        var dice = new Random(n);
        var day = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(n * 10L).AddDays(dice.Next(50) == 0 ? -3 : 0);
        return Say($$"""{"id":"g-{{n}}","story":"{{Story}}","speakers":["speaker"],"text":"{{World.Text(dice)}}","saidAt":"{{day:yyyy-MM-dd'T'HH:mm:ss'Z'}}","positions":[{"topic":"demand","stance":"{{(dice.Next(10) == 0 ? "opposes" : "supports")}}"}],"sources":[{"name":"Wire {{dice.Next(9)}}"}]}""");
    }

    static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
