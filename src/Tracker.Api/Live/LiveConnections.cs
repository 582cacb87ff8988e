namespace Tracker.Api.Live;

/// <summary>How many live connections this process has, and how many it takes.</summary>
public sealed class LiveConnections(ApiOptions options)
{
    int _open;

    public int Open => Volatile.Read(ref _open);

    /// <summary>Null when the process has as many as it takes; else dispose it when the connection ends.</summary>
    public IDisposable? Enter()
    {
        if (Interlocked.Increment(ref _open) <= options.MaxLiveConnections) return new Place(this);
        Interlocked.Decrement(ref _open);
        return null;
    }

    sealed class Place(LiveConnections connections) : IDisposable
    {
        int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) Interlocked.Decrement(ref connections._open);
        }
    }
}
