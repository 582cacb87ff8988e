using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tracker.Log.Sqlite;

/// <summary>Meter <c>Tracker.Log</c>: once a transaction, never once a post; what is a state is asked for when somebody looks. deploy/METRICS.md tells them all.</summary>
sealed class LogInstruments : IDisposable
{
    static readonly double[] Seconds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
    static readonly int[] Sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024];

    readonly Meter _meter = new("Tracker.Log");
    readonly Counter<long> _appends;
    readonly Counter<long> _records;
    readonly Counter<long> _refused;
    readonly Histogram<int> _group;
    readonly Histogram<double> _commit;
    readonly Histogram<double> _checkpoint;

    public LogInstruments(Func<long> head, Waiting waiting, string directory)
    {
        _appends = _meter.CreateCounter<long>("tracker.log.appends", "{append}", "Appends that were decided, by outcome: appended, replayed, taken, conflict");
        _records = _meter.CreateCounter<long>("tracker.log.records", "{record}", "Records that became durable");
        _refused = _meter.CreateCounter<long>("tracker.log.refused", "{append}", "Appends that the store refused, by code: busy, storage-full");
        _group = _meter.CreateHistogram("tracker.log.group", "{append}", "Appends that shared one transaction", advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = Sizes });
        _commit = _meter.CreateHistogram("tracker.log.commit", "s", "From the beginning of a transaction until it was durable", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        _checkpoint = _meter.CreateHistogram(
            "tracker.log.checkpoint", "s", "Moving the write-ahead log into the database, by outcome: moved, held (a reader was in the way)", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        _meter.CreateObservableGauge("tracker.log.head", head, "{record}", "The last durable position");
        _meter.CreateObservableGauge("tracker.log.waiting", () => waiting.Now.Count, "{append}", "Appends that wait for the disk");
        _meter.CreateObservableGauge("tracker.log.waiting.size", () => waiting.Now.Bytes, "By", "Bytes of bodies that wait for the disk");
        _meter.CreateObservableGauge("tracker.log.size", () => Size(Path.Combine(directory, "log.db")), "By", "Size of the log's file");
        _meter.CreateObservableGauge("tracker.log.wal.size", () => Size(Path.Combine(directory, "log.db-wal")), "By", "Size of the log's write-ahead file");
        _meter.CreateObservableGauge("tracker.log.disk.free", () => Free(directory), "By", "Room on the disk that holds the log");
    }

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

    public void Checkpointed(bool moved, long begun) => _checkpoint.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, new KeyValuePair<string, object?>("outcome", moved ? "moved" : "held"));

    public void Dispose() => _meter.Dispose();

    static long Size(string file) => new FileInfo(file) is { Exists: true } there ? there.Length : 0;

    static long Free(string directory)
    {
        try
        {
            return new DriveInfo(directory).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
