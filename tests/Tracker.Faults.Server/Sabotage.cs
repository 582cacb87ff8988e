using Tracker.Log.Sqlite;
using Tracker.Log.Writing;
using Tracker.Server;

namespace Tracker.Faults.Server;

/// <summary>The positive controls: each breaks one promise that the harness must find broken.</summary>
static class Sabotage
{
    // Fewer might all be retries, which lose nothing.
    const int Worthwhile = 5;
    static readonly TimeSpan Early = TimeSpan.FromMilliseconds(20);

    /// <summary>Of the log as API and grains have it: what is decided can be held back before it is written.</summary>
    public static HeldLog? Held { get; private set; }

    /// <param name="name"><c>none</c>, <c>early-receipt</c>, <c>ignored-flush</c>, <c>not-durable</c>, <c>skipped-once</c>, <c>further</c>, <c>queue</c>, or, sound too but with a log that holds appends back when told to, <c>held</c>; <c>unconditional</c> is that without the versions that appends expect.</param>
    public static Seams Of(string name, PlannedFaults faults, JumpingClock clock)
    {
        var sound = new Seams { Clock = clock, Options = options => options with { Faults = faults.Meet } };
        return name switch
        {
            "none" => sound,
            "early-receipt" => sound with { Options = options => options with { BeforeCommit = AnswerEarly } },
            "ignored-flush" => sound with { Options = options => options with { Faults = faults.Meet, BeforeCommit = batch => Ignore(batch, faults), FailStop = _ => { } } },
            "not-durable" => sound with { Options = options => options with { Durable = false } },
            "skipped-once" => sound with { Log = log => new ForgetfulLog(log) },
            "further" => sound with { Feed = feed => new FurtherFeed(feed) },
            "held" => sound with { Log = log => Held = new HeldLog(log, conditional: true) },
            "unconditional" => sound with { Log = log => Held = new HeldLog(log, conditional: false) },
            "queue" => sound with { Feed = feed => new QueuingFeed(feed) },
            _ => throw new ArgumentException($"There is no sabotage '{name}'.", nameof(name)),
        };
    }

    /// <summary>The receipt goes out 20 ms before the transaction is written.</summary>
    static void AnswerEarly(IReadOnlyList<Work> batch)
    {
        foreach (var work in batch) work.Answer();
        using var never = new ManualResetEventSlim();
        never.Wait(Early);
    }

    /// <summary>What the flush will say is not waited for; with <c>FailStop</c> doing nothing, its error is ignored.</summary>
    static void Ignore(IReadOnlyList<Work> batch, PlannedFaults faults)
    {
        if (!faults.WillFail(Moment.Commit)) return;
        if (batch.Count(work => work.Size > 0) < Worthwhile)
        {
            faults.Postpone();
            return;
        }
        foreach (var work in batch) work.Answer();
    }
}
