namespace Tracker.Scaling;

/// <summary>One server's readers of one channel, who all want every record.</summary>
/// <param name="Readers">How many.</param>
/// <param name="Rate">Records a second that they want, as a Poisson process.</param>
/// <param name="Cores">Cores that do nothing but write to them.</param>
/// <param name="WriteCost">Seconds of CPU that a write costs, whatever is in it.</param>
/// <param name="ItemCost">Seconds of CPU that each item in it costs.</param>
sealed record Delivery(int Readers, double Rate, double Cores, double WriteCost, double ItemCost);

/// <summary>What came of it.</summary>
/// <param name="P50">Seconds from durable to the reader.</param>
/// <param name="P99">The same.</param>
/// <param name="Busy">Share of the cores that was at work.</param>
/// <param name="Items">Items in a write, on average.</param>
sealed record Delivered(double P50, double P99, double Busy, double Items);

/// <summary>
/// The feed's rule: what is new is written to everyone at rest, one write in flight a reader and no queue, and the next publication is not before the last
/// one's distance (5 ms, 45 ms under load) has passed. Whoever is written to late gets what came meanwhile with it. So a server that is asked for more than
/// it can do does not fall behind without end: publications get further apart and writes fuller, and what each item costs on its own is the ceiling.
/// </summary>
static class DeliverySimulation
{
    const double Close = 0.005;
    const double Apart = 0.045;
    const double CloseUpTo = 50_000;
    const double ApartFrom = 100_000;
    const int Places = 20;

    /// <param name="seconds">Simulated time; the first tenth does not count.</param>
    public static Delivered Run(Delivery load, int seed, double seconds)
    {
        var random = new Random(seed);
        var distance = Distance(load.Rate * load.Readers);
        var waits = new List<double>();
        var (arrival, published, free, busy, items, sweeps) = (Next(0), -distance, 0.0, 0.0, 0L, 0L);
        while (arrival < seconds)
        {
            var begins = Math.Max(arrival, Math.Max(published + distance, free));
            var batch = new List<double>();
            for (; arrival <= begins; arrival = Next(arrival)) batch.Add(arrival);
            var sweep = load.Readers * (load.WriteCost + load.ItemCost * batch.Count) / load.Cores;
            (published, free) = (begins, begins + sweep);
            if (begins < seconds / 10) continue;
            (busy, items, sweeps) = (busy + sweep, items + batch.Count, sweeps + 1);
            foreach (var at in batch)
                for (var place = 0; place < Places; place++) waits.Add(begins + sweep * (place + 0.5) / Places - at);
        }
        waits.Sort();
        return new Delivered(waits[waits.Count / 2], waits[waits.Count * 99 / 100], Math.Min(1, busy / (seconds * 0.9)), (double)items / sweeps);

        double Next(double from) => from - Math.Log(1 - random.NextDouble()) / load.Rate;
    }

    /// <summary>The most readers for whom the 99th percentile stays within <paramref name="p99"/> seconds and the cores within <paramref name="busy"/>.</summary>
    public static int Most(Delivery load, double p99, double busy, int limit, int seed, double seconds)
    {
        var (low, high) = (0, limit);
        while (high - low > Math.Max(10, low / 100))
        {
            var middle = (low + high + 1) / 2;
            var found = Run(load with { Readers = middle }, seed, seconds);
            if (found.P99 <= p99 && found.Busy <= busy) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    static double Distance(double delivered) => Close + (Apart - Close) * Math.Clamp((delivered - CloseUpTo) / (ApartFrom - CloseUpTo), 0, 1);
}
