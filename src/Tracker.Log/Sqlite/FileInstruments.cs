using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tracker.Log.Sqlite;

/// <summary>What is measured of the log's files; in the meter of the log.</summary>
sealed class FileInstruments
{
    readonly Histogram<double> _checkpoint;

    public FileInstruments(Meter meter, string directory)
    {
        _checkpoint = meter.CreateHistogram(
            "tracker.log.checkpoint", "s", "Moving the write-ahead log into the database, by outcome: moved, held (a reader was in the way)", advice: Writing.LogInstruments.Times);
        meter.CreateObservableGauge("tracker.log.size", () => Size(Path.Combine(directory, "log.db")), "By", "Size of the log's file");
        meter.CreateObservableGauge("tracker.log.wal.size", () => Size(Path.Combine(directory, "log.db-wal")), "By", "Size of the log's write-ahead file");
        meter.CreateObservableGauge("tracker.log.disk.free", () => Free(directory), "By", "Room on the disk that holds the log");
    }

    public void Checkpointed(bool moved, long begun) => _checkpoint.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, new KeyValuePair<string, object?>("outcome", moved ? "moved" : "held"));

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
