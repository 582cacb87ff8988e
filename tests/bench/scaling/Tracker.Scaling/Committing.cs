namespace Tracker.Scaling;

/// <summary>Several processes that append to one log in PostgreSQL, each with its own group commit.</summary>
/// <param name="Processes">How many post.</param>
/// <param name="Rate">Appends a second, of all together, as a Poisson process.</param>
/// <param name="RoundTrip">Seconds between a process and the database and back.</param>
/// <param name="Fixed">Seconds that a transaction takes in the database, without its records and without the flush.</param>
/// <param name="Record">Seconds that each record in it takes.</param>
/// <param name="Records">Records of an append.</param>
/// <param name="Flush">Seconds until a commit is on the disk (and on the standby).</param>
/// <param name="SlowFlush">The same, one time in a hundred.</param>
sealed record Committing(int Processes, double Rate, double RoundTrip, double Fixed, double Record, double Records, double Flush, double SlowFlush);

/// <summary>What came of it.</summary>
/// <param name="P50">Seconds from the append until its receipt.</param>
/// <param name="P99">The same.</param>
/// <param name="Group">Appends in a transaction, on average.</param>
/// <param name="Kept">Whether it took in as much as came.</param>
sealed record Committed(double P50, double P99, double Group, bool Kept);

/// <summary>
/// The head's row is one lock, and who holds it writes: a round trip between the two messages of a transaction, the work in the database, the flush. All
/// processes stand in one line for it; each has one transaction at a time and takes with it whatever waits when it gets the lock.
/// </summary>
static class CommittingSimulation
{
    const int GroupAtMost = 4_096;

    /// <param name="appends">How many are simulated; the first tenth does not count.</param>
    public static Committed Run(Committing load, int seed, int appends)
    {
        var random = new Random(seed);
        var waiting = Enumerable.Range(0, load.Processes).Select(_ => new Queue<double>()).ToArray();
        var back = new double[load.Processes];
        var waits = new List<double>(appends);
        var (arrival, free, groups, done) = (0.0, 0.0, 0L, 0);
        var left = appends;
        Arrive();
        while (waits.Count + done < appends)
        {
            // Who stands first: has something, is back from its last transaction, and has waited longest.
            var first = -1;
            var asked = double.MaxValue;
            for (var process = 0; process < load.Processes; process++)
            {
                if (waiting[process].Count == 0) continue;
                var asks = Math.Max(back[process], waiting[process].Peek());
                if (asks < asked) (first, asked) = (process, asks);
            }
            if (first < 0 || (left > 0 && arrival < Math.Max(asked, free)))
            {
                waiting[random.Next(load.Processes)].Enqueue(arrival);
                left--;
                Arrive();
                continue;
            }
            var begins = Math.Max(asked, free);
            var group = Math.Min(waiting[first].Count, GroupAtMost);
            var flush = random.NextDouble() < 0.01 ? load.SlowFlush : load.Flush;
            var held = load.RoundTrip + load.Fixed + group * load.Records * load.Record + flush;
            free = begins + held;
            back[first] = free + load.RoundTrip / 2;
            groups++;
            for (var i = 0; i < group; i++)
            {
                var wait = back[first] - waiting[first].Dequeue();
                if (done < appends / 10) done++;
                else waits.Add(wait);
            }
        }
        waits.Sort();
        // What came in the time in which it was taken in, and a tenth of a second of standing in line: more is a line that grows.
        var kept = waits[waits.Count * 99 / 100] < 1 && free < appends / load.Rate * 1.02 + 0.1;
        return new Committed(waits[waits.Count / 2], waits[waits.Count * 99 / 100], (double)appends / groups, kept);

        void Arrive() => arrival -= Math.Log(1 - random.NextDouble()) / load.Rate;
    }

    /// <summary>The most appends a second for which the 99th percentile stays within <paramref name="p99"/> seconds, to the hundred.</summary>
    public static int Most(Committing load, double p99, int seed)
    {
        const int Step = 100;
        var (low, high) = (0, 500);
        while (high > low)
        {
            var middle = (low + high + 1) / 2;
            var found = Run(load with { Rate = middle * Step }, seed, 3 * middle * Step);
            if (found.Kept && found.P99 <= p99) low = middle;
            else high = middle - 1;
        }
        return low * Step;
    }
}
