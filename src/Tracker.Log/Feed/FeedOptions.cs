using System.ComponentModel.DataAnnotations;

namespace Tracker.Log.Feed;

/// <summary>What the feed may hold in memory and how often it wakes readers. Section <c>Tracker:Feed</c>.</summary>
public sealed class FeedOptions
{
    /// <summary>Bytes of the newest records kept in memory for readers that are a little behind and for grains that catch up. Default: 16 MiB.</summary>
    [Range(64 * 1024, 1024 * 1024 * 1024)]
    public int TailBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How many of the newest records are kept, whatever their size. Default: 16,384.</summary>
    [Range(16, 1_000_000)]
    public int TailRecords { get; set; } = 16_384;

    /// <summary>Items in one page at most. Default: 512, four strides of the log.</summary>
    [Range(1, 10_000)]
    public int PageItems { get; set; } = 512;

    /// <summary>Bytes of items in one page at most; a single larger item is a page of its own. Default: 256 KiB.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int PageBytes { get; set; } = 256 * 1024;

    /// <summary>Records looked at for one page at most: a reader whose filter matches little moves on in steps of this. Default: 8,192.</summary>
    [Range(16, 1_000_000)]
    public int PageScan { get; set; } = 8_192;

    /// <summary>Least time between two publications; the first after a rest goes at once. Default: 5 ms; zero = none.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan PublishEvery { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>The same when more than twice <see cref="ShareFrom"/> is delivered: records wait for each other and share a write. Default: 45 ms, which keeps post to reader under 100 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan PublishEveryAtMost { get; set; } = TimeSpan.FromMilliseconds(45);

    /// <summary>Items × readers a second above which publications are put further apart. Default: 50,000 (1,000 readers of 50 records a second), about half of what a core can write one by one.</summary>
    [Range(1, long.MaxValue)]
    public long ShareFrom { get; set; } = 50_000;

    /// <summary>How many write frames to readers at the same time. Default: 0, one for each processor, at most 8.</summary>
    [Range(0, 64)]
    public int Pumps { get; set; }

    /// <summary>Each reader gets a heartbeat this often, to the second. Default: 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan HeartbeatEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A reader whose one write (at most a page) has not completed for this long is closed. Default: 30 s, a page in that is 9 KB/s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StuckAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of pages of the log kept for readers that come back, over all channels. Default: 32 MiB.</summary>
    [Range(0, int.MaxValue)]
    public int PagesBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>A channel that nobody waits on or has read for this long is dropped; using it again makes it anew. Default: one minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan DropChannelAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Pages of the log that are read at the same time for readers behind. Default: 4.</summary>
    [Range(1, 64)]
    public int ReadsAtOnce { get; set; } = 4;

    /// <summary>Where its loops and its reads of the log run; awaits stay there. Default: the thread pool. Another one where a test chooses what comes next.</summary>
    internal TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;
}
