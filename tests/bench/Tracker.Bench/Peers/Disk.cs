using System.Diagnostics;
using Tracker.Bench.Load;

namespace Tracker.Bench.Peers;

/// <summary>What one durable write costs on the disk that all peers write to: 4 KiB appended, then fdatasync. Milliseconds.</summary>
sealed record Disk(double P50, double P99)
{
    const int Writes = 300;

    public static async Task<Disk> MeasureAsync()
    {
        var folder = Directory.CreateTempSubdirectory("tracker-bench-disk-");
        try
        {
            await using var file = new FileStream(Path.Combine(folder.FullName, "appended"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            var (bytes, took) = (new byte[4096], new List<double>());
            for (var i = 0; i < Writes; i++)
            {
                var began = Stopwatch.GetTimestamp();
                await file.WriteAsync(bytes);
                if (Libc.fdatasync((int)file.SafeFileHandle.DangerousGetHandle()) != 0) throw new IOException("fdatasync failed.");
                took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
            return new Disk(Bench.Rank.Of(took, 0.5), Bench.Rank.Of(took, 0.99));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
