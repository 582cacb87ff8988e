using System.Diagnostics;

namespace Tracker.Simulator;

/// <summary>What many seeds came to.</summary>
/// <param name="Failed">The first in order that failed, or null.</param>
sealed record Played(int Seeds, long Steps, long Records, Outcome? Failed);

/// <summary>Many seeds, each on one thread of its own from begin to end, as many at a time as there are processors.</summary>
static class Seeds
{
    public static Played Run(Settings settings, int from, int count, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var gate = new Lock();
        var (next, played, steps, records) = (from, 0, 0L, 0L);
        Outcome? failed = null;
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return new Played(played, steps, records, failed);

        void Work()
        {
            while (Take() is { } seed)
            {
                var outcome = Simulation.Run(settings with { Seed = seed });
                lock (gate)
                {
                    (played, steps, records) = (played + 1, steps + outcome.Steps, records + outcome.Head);
                    if (outcome.Verdict is not null && (failed is null || seed < failed.Settings.Seed)) failed = outcome;
                }
            }
        }

        int? Take()
        {
            lock (gate)
            {
                if (failed is not null || next - from >= count || (time > TimeSpan.Zero && watch.Elapsed > time)) return null;
                return next++;
            }
        }
    }
}
