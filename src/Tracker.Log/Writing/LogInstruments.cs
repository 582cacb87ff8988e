using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tracker.Log.Writing;

/// <summary>Meter <c>Tracker.Log</c>, the same for every log: once a transaction, never once a post; what is a state is asked for when somebody looks. deploy/METRICS.md tells them all.</summary>
sealed class LogInstruments : IDisposable
{
    static readonly double[] Seconds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
    static readonly int[] Sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024];

    readonly Counter<long> _appends;
    readonly Counter<long> _records;
    readonly Counter<long> _refused;
    readonly Counter<long> _settled;
    readonly Counter<long> _fenced;
    readonly Histogram<int> _group;
    readonly Histogram<double> _commit;

    public LogInstruments(Func<long> head, Waiting waiting)
    {
        _appends = Meter.CreateCounter<long>("tracker.log.appends", "{append}", "Appends that were decided, by outcome: appended, replayed, taken, conflict");
        _records = Meter.CreateCounter<long>("tracker.log.records", "{record}", "Records that became durable");
        _refused = Meter.CreateCounter<long>("tracker.log.refused", "{append}", "Appends that the store refused, by code: busy, storage-full, unavailable");
        _settled = Meter.CreateCounter<long>(
            "tracker.log.settled", "{transaction}", "Transactions whose COMMIT was not answered, by what the database told afterwards: stored, absent, overtaken (absent, and another process had written meanwhile), unknown (PostgreSQL)");
        _fenced = Meter.CreateCounter<long>("tracker.log.fenced", "{session}", "Sessions of processes that stood still with the log in hand, which this one ended to go on (PostgreSQL)");
        _group = Meter.CreateHistogram("tracker.log.group", "{append}", "Appends that shared one transaction", advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = Sizes });
        _commit = Meter.CreateHistogram("tracker.log.commit", "s", "From the beginning of a transaction until it was durable", advice: Times);
        Meter.CreateObservableGauge("tracker.log.head", head, "{record}", "The last durable position");
        Meter.CreateObservableGauge("tracker.log.waiting", () => waiting.Now.Count, "{append}", "Appends that wait for the disk");
        Meter.CreateObservableGauge("tracker.log.waiting.size", () => waiting.Now.Bytes, "By", "Bytes of bodies that wait for the disk");
    }

    /// <summary>For what only one kind of log has.</summary>
    public Meter Meter { get; } = new("Tracker.Log");

    public static InstrumentAdvice<double> Times { get; } = new() { HistogramBucketBoundaries = Seconds };

    /// <summary>One transaction is durable.</summary>
    public void Committed(List<Work> batch, int records, long begun)
    {
        if (!_commit.Enabled) return;
        _commit.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        _group.Record(batch.Count);
        if (records > 0) _records.Add(records);
        foreach (var (outcome, count) in batch.CountBy(work => work.Kind))
        {
            if (outcome.Length > 0) _appends.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    public void Refused(string code, int appends) => _refused.Add(appends, new KeyValuePair<string, object?>("code", code));

    /// <summary>It was found out, or not, what became of a transaction.</summary>
    public void Settled(string outcome) => _settled.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Fenced(int sessions) => _fenced.Add(sessions);

    public void Dispose() => Meter.Dispose();
}
