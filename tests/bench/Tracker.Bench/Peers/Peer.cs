using Tracker.Bench.Load;

namespace Tracker.Bench.Peers;

/// <summary>One of those that are compared: its processes, what is posted to it, and the transports that it delivers by.</summary>
abstract class Peer : IAsyncDisposable
{
    int _next;

    public abstract string Name { get; }

    public int Port { get; protected set; }

    public abstract IReadOnlyList<Transport> Transports { get; }

    /// <summary>Processes that it was started as; their children belong to it.</summary>
    protected abstract IEnumerable<int> Roots { get; }

    public TimeSpan Cpu => ProcessTree.Cpu(Roots);

    public double ResidentMb => ProcessTree.ResidentMb(Roots);

    /// <summary>Numbers that no statement of this peer has had; the first of them.</summary>
    public int Take(int count) => Interlocked.Add(ref _next, count) - count;

    public virtual ReadOnlyMemory<byte> Request(int number) => Statements.Request("/statements", null, Statements.Json(number));

    public abstract Task StartAsync();

    /// <summary>Ends when nothing is left to do of what was posted.</summary>
    public virtual Task SettleAsync() => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();
}

/// <param name="Name">Peer and transport, as the tables say it.</param>
/// <param name="Reader">A reader of it, before it is connected.</param>
sealed record Transport(Peer Peer, string Name, Func<Loop, Arrivals, int, Reader> Reader)
{
    /// <param name="receiveBuffer">Index → bytes that the kernel may hold for it; 0 = as it likes.</param>
    public Crowd Crowd(Loop loop, Arrivals arrivals, int count, Func<int, int>? receiveBuffer = null) =>
        new(loop, [.. Enumerable.Range(0, count).Select(n => Reader(loop, arrivals, receiveBuffer?.Invoke(n) ?? 0))]);
}
