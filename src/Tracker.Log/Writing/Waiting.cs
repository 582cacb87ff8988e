namespace Tracker.Log.Writing;

/// <summary>Work that waits for the disk: bounded, first come first served, taken by the one writer as many as there are.</summary>
sealed class Waiting(int capacity, long capacityBytes)
{
    // One transaction longer than this makes its first caller wait for its last.
    const int LongestBatch = 1_024;

    // A Monitor, not a Lock: the writer's thread waits on it.
    readonly object _gate = new();
    readonly Queue<Work> _queue = new();
    long _bytes;
    Exception? _closed;

    /// <summary>How much waits at this moment.</summary>
    public (int Count, long Bytes) Now
    {
        get
        {
            lock (_gate) return (_queue.Count, _bytes);
        }
    }

    /// <summary>False when too much waits.</summary>
    /// <exception cref="ObjectDisposedException">The log was closed or has stopped.</exception>
    public bool TryAdd(Work work)
    {
        lock (_gate)
        {
            if (_closed is not null) throw _closed;
            // One work alone is always taken, however big.
            if (_queue.Count > 0 && (_queue.Count >= capacity || _bytes + work.Size > capacityBytes)) return false;
            _queue.Enqueue(work);
            _bytes += work.Size;
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Waits for work, at most <paramref name="patience"/>, and takes it. False when it was closed and nothing is left.</summary>
    public bool Take(List<Work> batch, TimeSpan patience)
    {
        lock (_gate)
        {
            if (_queue.Count == 0 && _closed is null) Monitor.Wait(_gate, patience);
            for (var n = Math.Min(_queue.Count, LongestBatch); n > 0; n--)
            {
                var work = _queue.Dequeue();
                _bytes -= work.Size;
                batch.Add(work);
            }
            return _closed is null || batch.Count > 0;
        }
    }

    /// <summary>What waits is still taken; what comes is answered by the exception.</summary>
    public void Close(Exception reason)
    {
        lock (_gate)
        {
            _closed ??= reason;
            Monitor.Pulse(_gate);
        }
    }
}
