using System.Globalization;
using Tracker.Bench.Load;

namespace Tracker.Bench.Peers;

/// <summary>Rows e and f: what a durable post costs the server, and how many are acknowledged a second.</summary>
static class PostingRows
{
    const int Few = 32, Many = 256;

    /// <param name="Cpu">µs of the server a post, until nothing is left to do of it.</param>
    /// <param name="CpuToReceipt">µs until the last receipt.</param>
    internal sealed record Round(double PerSecond, double Cpu, double CpuToReceipt, double P50, double P99, double Load);

    public static async Task MeasureAsync(Comparison comparison, Disk disk)
    {
        await using var signalR = comparison.SignalR();
        await using var tracker = comparison.Tracker();
        await using var minimal = comparison.MinimalPostgres();
        Peer[] peers = [signalR, tracker, minimal];
        foreach (var peer in peers) await peer.StartAsync();
        var all = peers.SelectMany(peer => new[] { Few, Many }.Select(clients => (Peer: peer, Clients: clients, Rounds: new List<Round>()))).OrderBy(one => one.Clients).ToList();
        for (var round = comparison.Sizes.FirstRound; round <= comparison.Sizes.Rounds; round++)
        {
            foreach (var (peer, clients, rounds) in all)
            {
                var figures = await MeasureAsync(comparison, peer, clients);
                comparison.Say($"round {round}: {peer.Name}, {clients} clients: {figures.PerSecond:N0}/s, {figures.Cpu:F0} µs ({figures.CpuToReceipt:F0} to the receipt), p99 {figures.P99:F1} ms");
                if (round > 0) rounds.Add(figures);
            }
        }
        Tell(comparison, disk, [.. all.Select(one => (one.Peer.Name, one.Clients, one.Rounds))], await LogAloneAsync(comparison));
    }

    internal static async Task<Round> MeasureAsync(Comparison comparison, Peer peer, int clients)
    {
        var first = peer.Take(comparison.Sizes.Posts);
        // Before the clock runs, for they are the same bytes for all.
        ReadOnlyMemory<byte>[] requests = [.. Enumerable.Range(first, comparison.Sizes.Posts).Select(peer.Request)];
        GC.Collect();
        var (cpu, own) = (peer.Cpu, Environment.CpuUsage.TotalTime);
        var (elapsed, took) = await EagerPosts.RunAsync(comparison.Posting, peer.Port, clients, requests);
        var (toReceipt, load) = (peer.Cpu - cpu, Environment.CpuUsage.TotalTime - own);
        await peer.SettleAsync();
        return new Round(requests.Length / elapsed.TotalSeconds, (peer.Cpu - cpu).TotalMicroseconds / requests.Length, toReceipt.TotalMicroseconds / requests.Length, took.Rank(0.5), took.Rank(0.99), load.TotalMicroseconds / requests.Length);
    }

    /// <summary>µs of an append of about the same record to the log alone, without HTTP, JSON, checking, index and reactions: 32 callers in the log's own process.</summary>
    static async Task<string> LogAloneAsync(Comparison comparison)
    {
        var program = Path.Combine(comparison.Options.ServerFolder, "../../tests/bench/Tracker.Log.Bench/bin/Release/net10.0/Tracker.Log.Bench.dll");
        var said = await Launched.RunAsync("dotnet", program, Path.GetTempPath(), comparison.Options.Quick ? "0.5" : "5");
        return said.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Single(fields => fields is ["32", ..] && fields.Length > 5)[2];
    }

    static void Tell(Comparison comparison, Disk disk, IReadOnlyList<(string Name, int Clients, List<Round> Rounds)> all, string logAlone)
    {
        var row = Say($"e. server CPU a durable post, {Few} clients");
        Ratio(row, "Tracker ÷ raw SignalR, which stores nothing", Of(1, round => round.Cpu), Of(0, round => round.Cpu), 2.5, "0", "µs");
        Ratio(row, "Tracker ÷ minimal API + PostgreSQL", Of(1, round => round.Cpu), Of(2, round => round.Cpu), 0.6, "0", "µs");
        row = Say($"f. acknowledged durable posts/s (a 4 KiB append with fdatasync takes {disk.P50:F2} ms here, p99 {disk.P99:F2})");
        Ratio(row, Say($"Tracker ÷ minimal API + PostgreSQL, {Few} clients"), Of(1, round => round.PerSecond), Of(2, round => round.PerSecond), 2, "#,0", "/s", atLeast: true);
        Ratio(row, Say($"the same, {Many} clients"), Of(4, round => round.PerSecond), Of(5, round => round.PerSecond), 2, "#,0", "/s", atLeast: true);
        comparison.Findings.Sheets.Add(new Sheet("Posting", Say($"{comparison.Sizes.Posts:N0} posts a round; nobody reads. Tracker also validates, resolves names and references, looks for second reports, derives positions and indexes: its CPU is until all of that is done, and beside it until the last receipt. Its log's append alone, 32 callers in one process, is {logAlone} µs. raw SignalR stores nothing."),
            ["", "clients", "posts/s", "server CPU a post, µs", "to the receipt, µs", "post to receipt p50, ms", "p99, ms", "the bench's own CPU, µs"],
            [.. all.Select((one, n) => (IReadOnlyList<string>)[one.Name, Say($"{one.Clients}"), Of(n, r => r.PerSecond).Text("#,0"), Of(n, r => r.Cpu).Text("0"), Of(n, r => r.CpuToReceipt).Text("0"), Of(n, r => r.P50).Text("0.0"), Of(n, r => r.P99).Text("0.0"), Of(n, r => r.Load).Text("0")])]));
        comparison.Findings.Charts.Add(new Chart(Say($"Server CPU a post, {Few} clients (raw SignalR stores nothing)"), "µs", [.. all.Select((one, n) => (one.Name, Of(n, r => r.Cpu).Median, n % 3 == 1)).Take(3)]));
        comparison.Findings.Charts.Add(new Chart("Acknowledged durable posts a second", "", [.. all.Select((one, n) => (Say($"{one.Name}, {one.Clients} clients"), Of(n, r => r.PerSecond).Median, n % 3 == 1)).Where((_, n) => n % 3 != 0)]));

        Series Of(int which, Func<Round, double> figure) => new([.. all[which].Rounds.Select(figure)]);
        void Ratio(string row, string what, Series ours, Series theirs, double limit, string format, string unit, bool atLeast = false) => comparison.Findings.Verdicts.Add((row, Verdict.Of(what, ours, theirs, limit, format, unit, atLeast)));
    }

    static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
