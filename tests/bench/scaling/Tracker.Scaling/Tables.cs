using System.Globalization;
using System.Text;

namespace Tracker.Scaling;

/// <summary>The tables of deploy/SCALING.md, from what was measured. The same on every machine: seeds are fixed and figures are rounded.</summary>
public static class Tables
{
    const int Seed = 20_261_130;
    const int Million = 1_000_000;
    const int TargetPosts = 10_000;

    /// <summary>How much of what a server can do is planned for: the rest is for bursts, and for those who come back when another server goes.</summary>
    const double Planned = 0.6;

    /// <summary>Live connections of one server that are planned for at most, whatever its cores would allow: so many come back elsewhere when it goes.</summary>
    const int ReadersAtMost = 50_000;

    const double ReaderP99 = 0.250;
    const double CommitP99 = 0.250;

    static readonly (double Write, double Item) Server = Split(Measured.DeliveryAt20 - Measured.Post / 1_000, Measured.DeliveryAt200 - Measured.Post / 1_000);
    static readonly (double Write, double Item) Client = Split(Measured.ReadingAt20, Measured.ReadingAt200);

    /// <summary>Markdown, as it stands in the document.</summary>
    public static string Write()
    {
        var text = new StringBuilder();
        Costs(text);
        Check(text);
        Readers(text);
        MillionReaders(text);
        Commits(text);
        Posts(text);
        return text.ToString().TrimEnd() + "\n";
    }

    static void Costs(StringBuilder text)
    {
        Head(text, "Costs", "what", "figure", "how it is known");
        Row(text, "a write to a reader, whatever is in it", Micro(Server.Write), "computed: two measured rates, one and nine items a write");
        Row(text, "each item in it", Micro(Server.Item), "computed, the same");
        Row(text, "bytes of a delivered statement", Number(Measured.DeliveryBytes), "measured");
        Row(text, "memory of a connection, without the kernel's buffers", $"{Measured.Connection / 1024:0.0} KB", "measured");
        Row(text, "a post, until it is indexed and reacted to", Micro(Measured.Post), "measured, SQLite");
        Row(text, "a record that a process follows: feed, index, search", Micro(Measured.Follow), "measured");
        Row(text, "the same, at most", $"{Round(Measured.FollowedASecond)} /s", "measured, two cores");
        Row(text, "a call to a grain on another silo, both sides", Micro(Measured.Hop), "measured: the runtime's ceiling, tiny messages");
        Row(text, "a transaction of the log on PostgreSQL, without flush and network", $"{Milli(Measured.Transaction)} and {Micro(Measured.TransactionRecord)} a record", "measured: the statements alone, by a script");
        Row(text, "a flush", $"{Milli(Measured.Flush)}, one in a hundred {Milli(Measured.SlowFlush)}", "measured");
    }

    static void Check(StringBuilder text)
    {
        Head(text, "The simulation beside what was measured", "1,000 readers on two cores that the readers share", "measured p50", "simulated", "measured p99", "simulated");
        foreach (var (rate, (p50, p99)) in new[] { (20, Measured.LatencyAt20), (200, Measured.LatencyAt200) })
        {
            var found = DeliverySimulation.Run(new Delivery(1_000, rate, 2, Server.Write + Client.Write, Server.Item + Client.Item), Seed, 2_000.0 / rate * 20);
            Row(text, $"{rate} statements/s", Milli(p50), Milli(found.P50 + Measured.PostToReceipt), Milli(p99), Milli(found.P99 + Measured.PostToReceipt));
        }
    }

    static void Readers(StringBuilder text)
    {
        Head(text, "Readers of one server (simulated)", "cores for delivery", "1 record/s", "20/s", "200/s");
        foreach (var cores in new[] { 1, 2, 4, 8 }) Row(text, [Number(cores), .. new[] { 1, 20, 200 }.Select(rate => Round(Most(rate, cores)))]);
    }

    static void MillionReaders(StringBuilder text)
    {
        Head(text, "A million readers who all want the same records (computed from the table above; six cores of each server deliver)", "records/s", "readers a server", "servers", "memory of the readers", "sent", "CPU of heartbeats");
        foreach (var rate in new[] { 1, 20, 200 })
        {
            var each = Math.Min(ReadersAtMost, Most(rate, 6));
            Row(text, Number(rate), Round(each), Round((Million + each - 1) / each), $"{Million * Measured.Connection / (1L << 30):0} GB", $"{Round(Million * rate * Measured.DeliveryBytes * 8 / 1e9)} Gbit/s", $"{Million / 10 * Server.Write:0.0} cores");
        }
    }

    static void Commits(StringBuilder text)
    {
        Head(text, "The head's lock (simulated): append to receipt", "processes", "round trip", "flush", "1,000/s p99", "5,000/s p99", "10,000/s p50 · p99", "appends a transaction at 10,000/s", "most with p99 in 250 ms");
        foreach (var (processes, trip, flush) in new[] { (1, 0.1, Measured.Flush), (3, 0.5, Measured.Flush), (3, 0.5, 0.002), (10, 0.5, 0.002), (30, 0.5, 0.002) })
        {
            var load = new Committing(processes, 0, trip / 1_000, Measured.Transaction, Measured.TransactionRecord, 1, flush, Math.Max(Measured.SlowFlush, 5 * flush));
            var at = new[] { 1_000, 5_000, TargetPosts }.Select(rate => CommittingSimulation.Run(load with { Rate = rate }, Seed, 10 * rate)).ToArray();
            Row(text, Number(processes), $"{trip:0.0} ms", Milli(flush), P99(at[0]), P99(at[1]), at[2].Kept ? $"{Milli(at[2].P50)} · {Milli(at[2].P99)}" : "falls behind", $"{at[2].Group:0}", $"{Round(CommittingSimulation.Most(load, CommitP99, Seed))} /s");
        }

        static string P99(Committed found) => found.Kept ? Milli(found.P99) : "falls behind";
    }

    static void Posts(StringBuilder text)
    {
        Head(text, "Ten thousand posts a second on one log (computed)", "records a post", "CPU of posting, all servers", "CPU of two hops a post", "CPU of following, each server", "posts/s that a server's index follows", "logs by story for 10,000 posts/s");
        foreach (var records in new[] { 1, 2, Measured.RecordsOfAContestedStatement })
        {
            var followed = Measured.FollowedASecond / records;
            Row(text, $"{records:0.#}", $"{TargetPosts * Measured.Post:0.0} cores", $"{TargetPosts * 2 * Measured.Hop:0.0} cores", $"{TargetPosts * records * Measured.Follow:0.0} cores", Round(followed), Number(Math.Ceiling(TargetPosts / (followed * Planned))));
        }
    }

    static int Most(int rate, int cores) => DeliverySimulation.Most(new Delivery(0, rate, cores, Server.Write, Server.Item), ReaderP99, Planned, 400_000, Seed, 2_000.0 / rate * 2);

    /// <summary>A delivery at 20/s is a write with one item, at 200/s (publications 45 ms apart) a ninth of a write: two equations.</summary>
    static (double Write, double Item) Split(double alone, double shared)
    {
        var write = (alone - shared) * 9 / 8;
        return (write, alone - write);
    }

    static void Head(StringBuilder text, string title, params string[] columns) =>
        text.Append(CultureInfo.InvariantCulture, $"\n**{title}**\n\n| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select(_ => " --- |"))}\n");

    static void Row(StringBuilder text, params string[] cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    static string Micro(double seconds) => $"{Two(seconds * 1e6)} µs";

    static string Milli(double seconds) => $"{Two(seconds * 1e3)} ms";

    static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Two digits that count; a simulation has no more.</summary>
    static string Round(double value)
    {
        if (value < 100) return value.ToString("0.#", CultureInfo.InvariantCulture);
        var step = Math.Pow(10, Math.Floor(Math.Log10(value)) - 1);
        return Number(Math.Floor(value / step) * step);
    }

    static string Two(double value) => value.ToString(value < 1 ? "0.00" : value < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
