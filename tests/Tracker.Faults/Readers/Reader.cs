using Tracker.Faults.Checking;
using Tracker.Faults.Servers;

namespace Tracker.Faults.Readers;

/// <summary>
/// A subscriber that comes back from its cursor whenever its connection ends, as a browser would, and takes one that says nothing for some seconds for dead.
/// What it reads it writes down (<see cref="Notes"/>).
/// </summary>
/// <param name="ways">Addresses of the same log; it takes another one at each connection.</param>
abstract class Reader(IReadOnlyList<Uri> ways, Notes notes, int seed)
{
    /// <summary>Heartbeats come every second.</summary>
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(6);

    readonly Random _dice = new(seed);
    CancellationTokenSource? _connection;
    long _heard;
    int _tries = seed % ways.Count;
    volatile TaskCompletionSource? _stalled;

    public Notes Notes => notes;
    protected Uri Address { get; private set; } = ways[0];

    /// <summary>Whether it has been served since it last connected.</summary>
    public bool Connected { get; private set; }

    /// <summary>Reads until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var refused = false;
        while (!stop.IsCancellationRequested)
        {
            using var connection = CancellationTokenSource.CreateLinkedTokenSource(stop);
            Address = ways[_tries++ % ways.Count];
            _connection = connection;
            Heard();
            Connected = false;
            try
            {
                await ReadAsync(connection.Token);
            }
            catch (Exception cut) when (ApiClient.IsCut(cut) || cut is System.Net.WebSockets.WebSocketException)
            {
                // Whatever ended it: it comes back.
            }
            _connection = null;
            if (Connected) notes.Connections++;
            // Two hundred that knock three times a second would be felt by a server that is just starting.
            var soon = Connected || !refused;
            refused = !Connected;
            await Task.Delay(soon ? _dice.Next(100, 400) : _dice.Next(400, 1_000), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        Connected = false;
    }

    /// <summary>Its end of the connection goes, without a word to the server beyond what the kernel says.</summary>
    public void Cut()
    {
        try
        {
            _connection?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    /// <summary>Cuts a connection on which nothing has come for too long. For one who looks once a second.</summary>
    public void CutIfSilent()
    {
        if (_stalled is null && TimeProvider.System.GetElapsedTime(Volatile.Read(ref _heard)) > Silence) Cut();
    }

    /// <summary>Reads no more, and leaves the connection open.</summary>
    public void Stall() => _stalled ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Reads on where it stopped.</summary>
    public void GoOn()
    {
        Heard();
        var stalled = _stalled;
        _stalled = null;
        stalled?.SetResult();
    }

    /// <summary>One connection: from the notes' cursor until it ends.</summary>
    protected abstract Task ReadAsync(CancellationToken ct);

    /// <summary>Something came. Waits here while the reader is stalled.</summary>
    protected async ValueTask HeardAsync(CancellationToken ct)
    {
        Heard();
        if (_stalled is { } stalled) await stalled.Task.WaitAsync(ct);
    }

    protected void Served() => Connected = true;

    void Heard() => Volatile.Write(ref _heard, TimeProvider.System.GetTimestamp());
}
