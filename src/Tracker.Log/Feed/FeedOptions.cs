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

    /// <summary>Items in one page at most. Default: 500.</summary>
    [Range(1, 10_000)]
    public int PageItems { get; set; } = 500;

    /// <summary>Bytes of items in one page at most; a single larger item is a page of its own. Default: 256 KiB.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int PageBytes { get; set; } = 256 * 1024;

    /// <summary>Records looked at for one page at most: a reader whose filter matches little moves on in steps of this. Default: 8,192.</summary>
    [Range(16, 1_000_000)]
    public int PageScan { get; set; } = 8_192;

    /// <summary>Least time between two publications under load; the first after a rest goes at once. Default: 5 ms; zero = none.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan PublishEvery { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>A channel that nobody waits on or has read for this long is dropped; using it again makes it anew. Default: one minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan DropChannelAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Pages of the log that are read at the same time for readers behind. Default: 4.</summary>
    [Range(1, 64)]
    public int ReadsAtOnce { get; set; } = 4;

    /// <summary>Where its loops and its reads of the log run; awaits stay there. Default: the thread pool. Another one where a test chooses what comes next.</summary>
    internal TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;
}
