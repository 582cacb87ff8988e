using System.Globalization;
using Tracker.Bench.Load;

namespace Tracker.Bench.Peers;

/// <summary>Row k: posts acknowledged a second where both keep them in PostgreSQL; each has a server of its own, with the same settings.</summary>
static class PostgresRow
{
    const int Clients = 32;

    public static async Task MeasureAsync(Comparison comparison)
    {
        await using var tracker = comparison.TrackerOnPostgres();
        await using var minimal = comparison.MinimalPostgres();
        (Peer Peer, List<PostingRows.Round> Rounds)[] all = [(tracker, []), (minimal, [])];
        foreach (var (peer, _) in all) await peer.StartAsync();
        for (var round = comparison.Sizes.FirstRound; round <= comparison.Sizes.Rounds; round++)
        {
            foreach (var (peer, rounds) in all)
            {
                var figures = await PostingRows.MeasureAsync(comparison, peer, Clients);
                comparison.Say($"round {round}: {peer.Name}, {Clients} clients: {figures.PerSecond:N0}/s, {figures.Cpu:F0} µs ({figures.CpuToReceipt:F0} to the receipt), p50 {figures.P50:F1} ms, p99 {figures.P99:F1} ms");
                if (round > 0) rounds.Add(figures);
            }
        }
        comparison.Findings.Verdicts.Add((Say($"k. acknowledged durable posts/s, both on PostgreSQL, {Clients} clients"), Verdict.Of("Tracker ÷ minimal API + PostgreSQL", Of(0, round => round.PerSecond), Of(1, round => round.PerSecond), 1.5, "#,0", "/s", atLeast: true)));
        comparison.Findings.Sheets.Add(new Sheet("Posting to PostgreSQL", Say($"{comparison.Sizes.Posts:N0} posts a round; nobody reads. CPU is of server and database. Tracker's is until everything is derived and indexed, and beside it until the last receipt."),
            ["", "clients", "posts/s", "CPU a post, µs", "to the receipt, µs", "post to receipt p50, ms", "p99, ms"],
            [.. all.Select((one, n) => (IReadOnlyList<string>)[one.Peer.Name, Say($"{Clients}"), Of(n, r => r.PerSecond).Text("#,0"), Of(n, r => r.Cpu).Text("0"), Of(n, r => r.CpuToReceipt).Text("0"), Of(n, r => r.P50).Text("0.0"), Of(n, r => r.P99).Text("0.0")])]));

        Series Of(int which, Func<PostingRows.Round, double> figure) => new([.. all[which].Rounds.Select(figure)]);
    }

    static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
