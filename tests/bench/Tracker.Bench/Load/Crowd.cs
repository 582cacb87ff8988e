using System.Diagnostics;

namespace Tracker.Bench.Load;

/// <summary>Readers of one server, opened some at a time.</summary>
sealed class Crowd(Loop loop, IReadOnlyList<Reader> readers) : IAsyncDisposable
{
    const int AtOnce = 100;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    int _next, _open;
    string? _refused;

    public IReadOnlyList<Reader> Readers => readers;

    /// <exception cref="InvalidOperationException">One was refused or closed.</exception>
    public async Task OpenAsync()
    {
        await loop.DoAsync(() =>
        {
            foreach (var reader in readers)
            {
                reader.OnOpen = _ =>
                {
                    Interlocked.Increment(ref _open);
                    ConnectNext();
                };
                reader.OnClosed = (closed, _) => _refused ??= $"The server refused or closed a reader ({closed.GetType().Name}: {closed.Heard}) when {_open} of {readers.Count} were open.";
            }
            for (var i = 0; i < AtOnce; i++) ConnectNext();
        });
        for (var began = Stopwatch.GetTimestamp(); Volatile.Read(ref _open) < readers.Count; await Task.Delay(20))
        {
            CheckAll();
            if (Stopwatch.GetElapsedTime(began) > Patience) throw new InvalidOperationException($"Only {_open} of {readers.Count} readers are open after {Patience.TotalSeconds} s.");
        }
    }

    /// <exception cref="InvalidOperationException">One was refused or closed.</exception>
    public void CheckAll()
    {
        if (Volatile.Read(ref _refused) is { } refused) throw new InvalidOperationException(refused);
    }

    /// <summary>Waits until all that count have as many statements of the round, or for a minute; how many readers do not.</summary>
    public async Task<int> AwaitAsync(int statements)
    {
        var missing = readers.Count;
        for (var began = Stopwatch.GetTimestamp(); missing > 0 && Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(1); await Task.Delay(20))
            await loop.DoAsync(() => missing = readers.Count(reader => reader.Counts && reader.Has < statements));
        return missing;
    }

    public async ValueTask DisposeAsync() => await loop.DoAsync(() =>
    {
        foreach (var reader in readers) reader.Close(abort: true);
    });

    void ConnectNext()
    {
        if (_next < readers.Count) readers[_next++].Connect();
    }
}
