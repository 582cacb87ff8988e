using System.Diagnostics;

namespace Tracker.Bench.Load;

/// <summary>When each numbered statement was sent, and how long it took to every reader that counts. One thread sends, one reads.</summary>
/// <param name="from">The first number.</param>
/// <param name="warming">How many warm up before those that are measured.</param>
/// <param name="measured">How many are measured.</param>
sealed class Arrivals(int from, int warming, int measured)
{
    readonly long[] _sentAt = new long[warming + measured];
    long _delivered, _bytes;

    public Histogram Took { get; } = new();

    public int Count => _sentAt.Length;

    /// <summary>Deliveries of a statement that the same reader had already.</summary>
    public int Doubled { get; private set; }

    /// <summary>Measured deliveries.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    public long Bytes => Volatile.Read(ref _bytes);

    public void Sent(int number) => Volatile.Write(ref _sentAt[number - from], Stopwatch.GetTimestamp());

    public void Read(int bytes) => _bytes += bytes;

    public void Seen(Reader reader, int number)
    {
        var index = number - from;
        if (index < 0 || index >= _sentAt.Length) return;
        reader.Last = number;
        if (!reader.IsFirst(index))
        {
            Doubled++;
            return;
        }
        if (index < warming || !reader.Counts) return;
        Took.Add(Stopwatch.GetElapsedTime(Volatile.Read(ref _sentAt[index])).TotalMilliseconds);
        Volatile.Write(ref _delivered, _delivered + 1);
    }
}

/// <summary>Milliseconds by fiftieths, so that millions cost no memory; more than twenty seconds counts as twenty.</summary>
sealed class Histogram
{
    const int PerMillisecond = 50, Most = 20_000;
    readonly int[] _buckets = new int[Most * PerMillisecond];
    long _count;

    public void Add(double milliseconds)
    {
        _buckets[(int)Math.Clamp(milliseconds * PerMillisecond, 0, _buckets.Length - 1)]++;
        _count++;
    }

    /// <summary>The value that <paramref name="share"/> of all are at most; NaN when there are none.</summary>
    public double Rank(double share)
    {
        var left = (long)Math.Ceiling(_count * share);
        for (var i = 0; _count > 0 && i < _buckets.Length; i++)
            if ((left -= _buckets[i]) <= 0) return (i + 1.0) / PerMillisecond;
        return double.NaN;
    }
}
