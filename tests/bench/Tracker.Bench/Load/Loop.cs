using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tracker.Bench.Load;

/// <summary>One thread that waits for many sockets and for moments. What touches its connections runs on it.</summary>
sealed class Loop : IDisposable
{
    const int Descriptors = 65_536, IdleMilliseconds = 5;
    readonly int _poll = Libc.Poll();
    readonly Connection?[] _connections = new Connection?[Descriptors];
    readonly ConcurrentQueue<Action> _asked = new();
    readonly PriorityQueue<Action, long> _due = new();
    readonly Thread _thread;
    volatile bool _stopped;

    public Loop(string name)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Where all its connections read into, one after the other.</summary>
    public byte[] Buffer { get; } = GC.AllocateArray<byte>(256 * 1024, pinned: true);

    /// <summary>Runs it on the loop's thread, within some milliseconds.</summary>
    public Task DoAsync(Action action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Enqueue(() =>
        {
            try
            {
                action();
                done.SetResult();
            }
            catch (Exception wrong)
            {
                done.SetException(wrong);
            }
        });
        return done.Task;
    }

    /// <summary>Runs it when <see cref="Stopwatch"/> says <paramref name="timestamp"/>. Only from the loop's thread.</summary>
    public void At(long timestamp, Action action) => _due.Enqueue(action, timestamp);

    public void After(TimeSpan time, Action action) => At(Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency), action);

    public void Add(Connection connection, int fd, uint events)
    {
        _connections[fd] = connection;
        Libc.Watch(_poll, fd, events, known: false);
    }

    public void Await(int fd, uint events) => Libc.Watch(_poll, fd, events, known: true);

    public void Remove(int fd)
    {
        Libc.Forget(_poll, fd);
        _connections[fd] = null;
    }

    public void Dispose()
    {
        _stopped = true;
        _thread.Join();
        for (var fd = 0; fd < Descriptors; fd++) _connections[fd]?.Close(abort: true);
        Libc.Close(_poll, abort: false);
    }

    void Run()
    {
        Span<(int Fd, uint Events)> ready = stackalloc (int, uint)[512];
        while (!_stopped)
        {
            var count = Libc.Wait(_poll, ready, Patience());
            for (var i = 0; i < count; i++) _connections[ready[i].Fd]?.Ready(ready[i].Events);
            while (_asked.TryDequeue(out var action)) action();
            while (_due.TryPeek(out var due, out var at) && at <= Stopwatch.GetTimestamp())
            {
                _due.Dequeue();
                due();
            }
        }
    }

    int Patience() => !_asked.IsEmpty ? 0 : !_due.TryPeek(out _, out var at) ? IdleMilliseconds
        : (int)Math.Clamp(Math.Ceiling((at - Stopwatch.GetTimestamp()) * 1000.0 / Stopwatch.Frequency), 0, IdleMilliseconds);
}
