using System.Globalization;

namespace Tracker.Bench.Peers;

/// <summary>Rows a, b, c: what a delivery costs the server at 20 statements/s and at 200, and how long it takes to reach everybody.</summary>
static class DeliveryRows
{
    const double Steady = 20, Burst = 200;

    public static async Task MeasureAsync(Comparison comparison)
    {
        await using var tracker = comparison.Tracker();
        await using var signalR = comparison.SignalR();
        await using var minimal = comparison.MinimalPostgres();
        await using var socketIo = comparison.SocketIo();
        await using var nchan = comparison.Nchan();
        foreach (var peer in new Peer[] { tracker, signalR, minimal, socketIo, nchan }) await peer.StartAsync();
        List<(Transport Transport, double PerSecond, List<Delivery> Rounds)> subjects =
        [
            .. new[] { signalR.Transports[0], tracker.Sse, nchan.Transports[0], tracker.Hub, socketIo.Transports[0], nchan.Transports[1], minimal.Transports[0] }.Select(transport => (transport, Steady, new List<Delivery>())),
            (tracker.Sse, Burst, []), (tracker.Hub, Burst, []),
        ];
        // Round 0 warms: what is compiled while it runs is compiled again, better, for some time.
        for (var round = comparison.Sizes.FirstRound; round <= comparison.Sizes.Rounds; round++)
        {
            foreach (var (transport, perSecond, rounds) in subjects)
            {
                var delivery = await Delivery.MeasureAsync(comparison, transport, perSecond, comparison.Sizes.Warm, comparison.Sizes.During);
                comparison.Say($"round {round}: {transport.Name}, {perSecond}/s: {delivery.CpuMicroseconds:F1} µs, p50 {delivery.P50:F1} ms, p99 {delivery.P99:F1} ms");
                if (round > 0) rounds.Add(delivery);
            }
            await tracker.SettleAsync();
        }
        Tell(comparison, [.. subjects.Select(subject => new Measured(subject.Transport.Name, subject.PerSecond, subject.Rounds))]);
    }

    static void Tell(Comparison comparison, IReadOnlyList<Measured> all)
    {
        var (raw, sse, nchan, hub) = (all[0], all[1], all[2], all[3]);
        var (sseBurst, hubBurst) = (all[^2], all[^1]);
        var row = Say($"a. server CPU a delivery, {comparison.Sizes.Readers:N0} readers, {Steady}/s");
        Ratio(row, "SSE ÷ raw SignalR", sse.Cpu, raw.Cpu, 0.75);
        Ratio(row, "SSE ÷ nchan's SSE", sse.Cpu, nchan.Cpu, 1.1);
        Ratio(row, "SignalR ÷ raw SignalR", hub.Cpu, raw.Cpu, 1.0);
        row = Say($"b. the same at {Burst}/s, raw SignalR at {Steady}/s");
        Ratio(row, "SSE ÷ raw SignalR", sseBurst.Cpu, raw.Cpu, 0.2);
        Ratio(row, "SignalR ÷ raw SignalR", hubBurst.Cpu, raw.Cpu, 0.2);
        foreach (var (name, p99) in new[] { ("SSE, p99", sseBurst.P99), ("SignalR, p99", hubBurst.P99) })
            comparison.Findings.Verdicts.Add((row, new Verdict(name, p99.Median, p99.Text("0.0") + " ms", 100, "ms")));
        row = Say($"c. p99 post to reader, {comparison.Sizes.Readers:N0} readers, {Steady}/s");
        Ratio(row, "SSE ÷ nchan's SSE", sse.P99, nchan.P99, 1.5, "ms");
        Ratio(row, "SignalR ÷ nchan's WebSocket", hub.P99, all[5].P99, 1.5, "ms");
        comparison.Findings.Sheets.Add(new Sheet("Delivery", Say($"{comparison.Sizes.Readers:N0} readers, each statement one message to each of them. CPU is of all of the peer's processes and includes taking the posts in: for Tracker durably, indexed and reacted to, for minimal API + PostgreSQL durably, for the others not stored. nchan keeps the newest ten in memory."),
            ["", "statements/s", "server CPU a delivery, µs", "post to reader p50, ms", "p99, ms", "bytes a delivery", "the bench's own CPU, µs"],
            [.. all.Select(one => (IReadOnlyList<string>)[one.Name, Say($"{one.PerSecond}"), one.Cpu.Text("0.0"), one.P50.Text("0.0"), one.P99.Text("0.0"), one.Bytes.Median.ToString("0", CultureInfo.InvariantCulture), one.Load.Text("0.0")])]));
        comparison.Findings.Charts.Add(new Chart(Say($"Server CPU a delivery, {comparison.Sizes.Readers:N0} readers"), "µs", [.. all.Select(one => (Say($"{one.Name}, {one.PerSecond}/s"), one.Cpu.Median, one.IsOurs))]));
        comparison.Findings.Charts.Add(new Chart(Say($"Post to reader, p99, {comparison.Sizes.Readers:N0} readers"), "ms", [.. all.Select(one => (Say($"{one.Name}, {one.PerSecond}/s"), one.P99.Median, one.IsOurs))]));

        void Ratio(string row, string what, Series ours, Series theirs, double limit, string unit = "µs") => comparison.Findings.Verdicts.Add((row, Verdict.Of(what, ours, theirs, limit, "0.0", unit)));
    }

    static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    sealed record Measured(string Name, double PerSecond, List<Delivery> Rounds)
    {
        public bool IsOurs => Name.StartsWith("Tracker", StringComparison.Ordinal);
        public Series Cpu => Of(round => round.CpuMicroseconds);
        public Series P50 => Of(round => round.P50);
        public Series P99 => Of(round => round.P99);
        public Series Bytes => Of(round => round.Bytes);
        public Series Load => Of(round => round.LoadMicroseconds);

        Series Of(Func<Delivery, double> figure) => new([.. Rounds.Select(figure)]);
    }
}
