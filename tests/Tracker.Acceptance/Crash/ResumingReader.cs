using Tracker.Acceptance.Wire;

namespace Tracker.Acceptance.Crash;

/// <summary>Reads everything by SSE and comes back from its cursor whenever the connection ends, as a browser would.</summary>
sealed class ResumingReader(Uri address)
{
    readonly List<long> _positions = [];
    readonly List<string> _problems = [];
    int _connections;

    public IReadOnlyList<long> Positions => _positions;
    /// <summary>Resets: the log that it read is not the log that is there.</summary>
    public IReadOnlyList<string> Problems => _problems;
    public int Connections => _connections;

    /// <summary>Returns when <paramref name="until"/> gives a position and it has that.</summary>
    public async Task RunAsync(Task<long> until, CancellationToken ct)
    {
        var cursor = "start";
        while (true)
        {
            SseSubscriber sse;
            try
            {
                sse = await SseSubscriber.OpenAsync(address, "", ct, lastEventId: cursor);
                Interlocked.Increment(ref _connections);
            }
            catch (Exception refused) when (refused is HttpRequestException or IOException)
            {
                await Task.Delay(20, ct);
                continue;
            }
            await Task.WhenAny(sse.Received.UntilBroken(ct), ReachAsync(sse.Received, until, ct));
            await sse.DisposeAsync();
            _positions.AddRange(sse.Received.Positions);
            _problems.AddRange(sse.Received.Resets.Select(reset => reset.ToJsonString()));
            cursor = sse.Received.Cursor ?? cursor;
            ct.ThrowIfCancellationRequested();
            if (until.IsCompletedSuccessfully && _positions.Count > 0 && _positions[^1] >= await until)
                return;
        }
    }

    async Task ReachAsync(Received received, Task<long> until, CancellationToken ct)
    {
        var last = await until;
        if (_positions.Count == 0 || _positions[^1] < last)
            await received.Until(last, ct);
    }
}
