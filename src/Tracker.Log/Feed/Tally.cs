using System.Diagnostics.Metrics;

namespace Tracker.Log.Feed;

/// <summary>What the feed counts of its readers, as meter <c>Tracker.Live</c>. Plain sums on the way, read when somebody asks.</summary>
sealed class Tally : IDisposable
{
    readonly Meter _meter = new("Tracker.Live");
    long _deliveries, _writes, _frames, _resumes, _stuck, _reads, _beats;
    int _behind;

    public Tally(Func<int> members, Func<int> channels)
    {
        Count("tracker.live.deliveries", "{item}", "Items written to live readers", () => Volatile.Read(ref _deliveries));
        Count("tracker.live.writes", "{write}", "Writes that carried them; deliveries / writes is how many share one", () => Volatile.Read(ref _writes));
        Count("tracker.live.frames", "{frame}", "Frames made for channels; writes / frames is how many readers share one", () => Volatile.Read(ref _frames));
        Count("tracker.live.heartbeats", "{beat}", "Heartbeats written", () => Volatile.Read(ref _beats));
        Count("tracker.live.resumes", "{reader}", "Readers that joined behind the head", () => Volatile.Read(ref _resumes));
        Count("tracker.live.pages", "{page}", "Pages read for readers behind; each is shared by all who want it", () => Volatile.Read(ref _reads));
        Count("tracker.live.stuck", "{reader}", "Readers closed because one write did not complete in time", () => Volatile.Read(ref _stuck));
        _meter.CreateObservableUpDownCounter("tracker.live.behind", () => Volatile.Read(ref _behind), "{reader}", "Readers that are catching up with pages of the log");
        _meter.CreateObservableUpDownCounter("tracker.live.readers", members, "{reader}", "Readers that frames are written to");
        _meter.CreateObservableUpDownCounter("tracker.live.channels", channels, "{channel}", "Filters in use, or used a moment ago");
    }

    public long Deliveries => Volatile.Read(ref _deliveries);
    public long Writes => Volatile.Read(ref _writes);
    public long Frames => Volatile.Read(ref _frames);
    public int BehindNow => Volatile.Read(ref _behind);
    public long StuckEver => Volatile.Read(ref _stuck);

    public void Wrote(int items)
    {
        Interlocked.Increment(ref _writes);
        Interlocked.Add(ref _deliveries, items);
    }

    public void Framed(int lanes) => Interlocked.Add(ref _frames, lanes);
    public void Beat() => Interlocked.Increment(ref _beats);
    public void Resumed() => Interlocked.Increment(ref _resumes);
    public void Read() => Interlocked.Increment(ref _reads);
    public void Stuck() => Interlocked.Increment(ref _stuck);
    public void Behind(int more) => Interlocked.Add(ref _behind, more);

    void Count(string name, string unit, string what, Func<long> value) => _meter.CreateObservableCounter(name, value, unit, what);

    public void Dispose() => _meter.Dispose();
}
