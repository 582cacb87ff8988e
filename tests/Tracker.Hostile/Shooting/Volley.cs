using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Tracker.Hostile.Shooting;

/// <summary>Fires a family at the server, judges every answer, and says at the end what it was.</summary>
static class Volley
{
    const int Shooters = 6;
    const int ToldFailures = 5;
    static readonly TimeSpan Slow = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromSeconds(10), LongPatience = TimeSpan.FromSeconds(40);

    /// <param name="make">The family's request of this chance and number; a function of both alone.</param>
    internal static async Task FireAsync(this Siege siege, string family, int count, Func<Dice, int, Shot> make, Func<Shot, Outcome, string?>? further = null)
    {
        var ct = TestContext.Current.CancellationToken;
        await siege.BeginAsync(ct);
        var (failures, answered, took) = (new ConcurrentQueue<string>(), new ConcurrentDictionary<string, int>(StringComparer.Ordinal), new ConcurrentBag<(TimeSpan Took, Shot Shot)>());
        var before = siege.Meter.Processor;
        await Parallel.ForEachAsync(siege.Plan.Of(family, count), new ParallelOptions { MaxDegreeOfParallelism = Shooters, CancellationToken = ct }, async (which, stop) =>
        {
            if (failures.Count > ToldFailures) return;
            var shot = siege.Aimed(make(new Dice(family, which.Seed, which.Number), which.Number) with { Family = family, Seed = which.Seed, Number = which.Number });
            try
            {
                var outcome = await FireAsync(siege, shot, stop);
                foreach (var answer in outcome.Answers) answered.AddOrUpdate(answer.Kind, 1, (_, had) => had + 1);
                if (shot.Answered && !shot.Patient) took.Add((outcome.Took, shot));
                if ((Oracle.Judge(shot, outcome) ?? further?.Invoke(shot, outcome)) is { } wrong) failures.Enqueue(shot.Told(wrong));
            }
            catch (Exception broken) when (broken is FormatException or System.Net.Sockets.SocketException)
            {
                failures.Enqueue(shot.Told(broken.Message));
            }
        });
        Say(siege, family, answered, took, siege.Meter.Processor - before);
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures.Take(ToldFailures)));
        await siege.StandsAsync(ct);
    }

    // A busy machine is no hang: what had no answer is asked once more while an idle probe is answered.
    static async Task<Outcome> FireAsync(Siege siege, Shot shot, CancellationToken ct)
    {
        var outcome = await Line.FireAsync(siege.Server.Address, shot, Patience + (shot.Patient ? TimeSpan.FromSeconds(10) : default), ct);
        if (outcome.Answers.Count > 0 || outcome.Closed) return outcome;
        (await siege.Server.Api.Get("/health/live", ct)).Is(200);
        return await Line.FireAsync(siege.Server.Address, shot, LongPatience, ct);
    }

    static void Say(Siege siege, string family, ConcurrentDictionary<string, int> answered, ConcurrentBag<(TimeSpan Took, Shot Shot)> took, TimeSpan processor)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{family}: {string.Join(", ", answered.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value}×{pair.Key}"))}; server {processor.TotalMilliseconds:0} ms of processor, grown by {siege.Meter.GrownKilobytes / 1024} MB; {took.Count(one => one.Took > Slow)} over a second");
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        foreach (var (time, shot) in took.OrderByDescending(one => one.Took).Take(4))
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {time.TotalMilliseconds:0} ms: {shot.Number} ({shot.What}) {Shot.Escaped(shot.Bytes, 160)}"));
    }
}
