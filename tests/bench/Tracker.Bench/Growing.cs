using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Tracker.Bench;

/// <summary>
/// Many statements on one actor and one cell: whether a post costs at the end what it cost at the beginning, and whether memory and start know how many
/// there are. One in fifty tells of an earlier day.
/// </summary>
sealed class Growing(Server server, int statements)
{
    const string Story = "one-cell";
    const int Warm = 20_000, Measured = 10_000, Clients = 32, Rested = 100_000;

    public async Task<IReadOnlyList<(string Measured, string Figure)>> MeasureAsync()
    {
        using var http = server.Client();
        await World.PostAsync(http, "api/stories", $$"""{"id":"{{Story}}","title":"One cell"}""");
        await World.PostAsync(http, "api/actors", """{"id":"speaker","name":"A speaker","kind":"person"}""");
        await World.PostAsync(http, "api/topics", $$"""{"id":"demand","story":"{{Story}}","title":"A demand","proposition":"It is to be done."}""");
        await FillAsync(http, 0, Warm - Measured);
        await PostAsync(http, Warm - Measured, Measured);
        var first = await PostAsync(http, Warm, Measured);
        await FillAsync(http, Warm + Measured, Rested);
        var before = await RestedMbAsync(http);
        await FillAsync(http, Rested, statements - Measured);
        var last = await PostAsync(http, statements - Measured, Measured);
        var after = await RestedMbAsync(http);
        await server.StopAsync();
        var ready = await server.StartAsync();
        var began = Stopwatch.GetTimestamp();
        using (var board = await http.GetAsync(new Uri($"api/stories/{Story}/board", UriKind.Relative))) board.EnsureSuccessStatusCode();
        var shown = ready + Stopwatch.GetElapsedTime(began);
        using (var cell = await http.GetAsync(new Uri($"api/stories/{Story}/positions/speaker/demand", UriKind.Relative))) cell.EnsureSuccessStatusCode();
        return
        [
            (Say($"server CPU a post, reactions and index included: {Measured:N0} after {Warm:N0}"), Say($"{first:N0} µs")),
            (Say($"… the last {Measured:N0} of {statements:N0}"), Say($"{last:N0} µs, ratio {last / first:F2}")),
            (Say($"resident memory at rest, {Rested:N0} / {statements:N0}"), Say($"{before:N0} / {after:N0} MB")),
            ("start to ready / to the board, after kill -9", Say($"{ready.TotalSeconds:F2} / {shown.TotalSeconds:F2} s")),
        ];
    }

    /// <summary>One at a time, 32 clients; server CPU a post in µs, until all is indexed and reacted to.</summary>
    async Task<double> PostAsync(HttpClient http, int from, int count)
    {
        await World.SettledAsync(http);
        var (cpu, next) = (server.Cpu, from - 1);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var n && n < from + count) await World.PostAsync(http, "api/statements", Statement(n));
        }));
        await World.SettledAsync(http);
        var took = (server.Cpu - cpu).TotalMicroseconds / count;
        await Console.Error.WriteLineAsync(Say($"{count:N0} posts from {from:N0}: {took:N0} µs of CPU each"));
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
        return server.ResidentMb;
    }

    static string Statement(int n)
    {
        var dice = new Random(n);
        var day = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(n * 10L).AddDays(dice.Next(50) == 0 ? -3 : 0);
        return Say($$"""{"id":"g-{{n}}","story":"{{Story}}","speakers":["speaker"],"text":"{{World.Text(dice)}}","saidAt":"{{day:yyyy-MM-dd'T'HH:mm:ss'Z'}}","positions":[{"topic":"demand","stance":"{{(dice.Next(10) == 0 ? "opposes" : "supports")}}"}],"sources":[{"name":"Wire {{dice.Next(9)}}"}]}""");
    }

    static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
