using System.Globalization;
using Tracker.Bench.Load;

namespace Tracker.Bench.Peers;

/// <summary>Row d: resident memory a connection that waits, each transport on a peer that was started for it.</summary>
static class IdleRow
{
    const int Warming = 50;
    const double PerSecond = 10;

    public static async Task MeasureAsync(Comparison comparison)
    {
        List<(string Name, double Kilobytes, double Before)> all = [];
        foreach (var (make, which) in new (Func<Peer>, int)[]
        {
            (comparison.SignalR, 0), (comparison.Tracker, 0), (comparison.Nchan, 0), (comparison.Tracker, 1), (comparison.Nchan, 1), (comparison.SocketIo, 0),
        })
        {
            await using var peer = make();
            await peer.StartAsync();
            all.Add(await MeasureAsync(comparison, peer.Transports[which]));
            comparison.Say($"{all[^1].Name}: {all[^1].Kilobytes:F1} KB");
        }
        var row = string.Create(CultureInfo.InvariantCulture, $"d. resident memory an idle connection, {comparison.Sizes.Idle:N0} connections");
        foreach (var (which, limit) in new[] { (1, 16.0), (3, 28.0) })
            comparison.Findings.Verdicts.Add((row, new Verdict(all[which].Name[9..], all[which].Kilobytes, Say(all[which].Kilobytes) + " KB", limit, "KB")));
        comparison.Findings.Sheets.Add(new Sheet("Memory", string.Create(CultureInfo.InvariantCulture, $"Resident memory with {comparison.Sizes.Idle:N0} idle connections less that before them, divided by them; pages that processes share count once; the kernel's socket buffers do not count."),
            ["", "KB a connection", "before, MB"], [.. all.Select(one => (IReadOnlyList<string>)[one.Name, Say(one.Kilobytes), one.Before.ToString("0", CultureInfo.InvariantCulture)])]));
        comparison.Findings.Charts.Add(new Chart("Memory an idle connection", "KB", [.. all.Select(one => (one.Name, one.Kilobytes, one.Name.StartsWith("Tracker", StringComparison.Ordinal)))]));
    }

    static async Task<(string Name, double Kilobytes, double Before)> MeasureAsync(Comparison comparison, Transport transport)
    {
        // What the first connections and posts need once is no connection's.
        var first = transport.Peer.Take(20);
        var arrivals = new Arrivals(first, 0, 20);
        await using (var crowd = transport.Crowd(comparison.Reading, arrivals, Warming))
        {
            await crowd.OpenAsync();
            var posts = new SteadyPosts(comparison.Posting, transport.Peer.Port, PerSecond, transport.Peer.Request, arrivals.Sent);
            await posts.RunAsync(first, 20);
            await crowd.AwaitAsync(20);
            await posts.CloseAsync();
        }
        await Task.Delay(comparison.Sizes.Rest);
        var before = transport.Peer.ResidentMb;
        await using var idle = transport.Crowd(comparison.Reading, arrivals, comparison.Sizes.Idle);
        await idle.OpenAsync();
        await Task.Delay(comparison.Sizes.Rest);
        idle.CheckAll();
        return (transport.Name, (transport.Peer.ResidentMb - before) * 1024 / comparison.Sizes.Idle, before);
    }

    static string Say(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
