using System.Net;
using System.Net.Sockets;
using Tracker.Specs;

namespace Tracker.Log.Tests.Postgres;

/// <summary>The network between a log and its database: can lose the answers, stop in the middle of a message, and be cut.</summary>
sealed class Line : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly List<Socket> _sockets = [];
    readonly Task _accepting;
    readonly int _to;
    long _mayPass = long.MaxValue;

    public Line(PostgresServer server)
    {
        _to = server.Port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What the database answers is not passed on.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>Only so many bytes to the database are passed on from now; then everything stands still, connected.</summary>
    public void StopAfter(long bytes) => Interlocked.Exchange(ref _mayPass, bytes);

    /// <summary>Everything is well for connections that come; those that are there are gone.</summary>
    public void Cut()
    {
        LosesAnswers = false;
        Interlocked.Exchange(ref _mayPass, long.MaxValue);
        lock (_sockets)
        {
            foreach (var socket in _sockets) socket.Dispose();
            _sockets.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        Cut();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptSocketAsync(_stop.Token);
            var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            client.NoDelay = true;
            lock (_sockets) _sockets.AddRange([client, server]);
            _ = Task.Run(async () =>
            {
                try
                {
                    await server.ConnectAsync(IPAddress.Loopback, _to, _stop.Token);
                    await Task.WhenAny(PassAsync(client, server, answers: false), PassAsync(server, client, answers: true));
                }
                catch (Exception gone) when (gone is SocketException or OperationCanceledException or ObjectDisposedException)
                {
                    // Either side is.
                }
                client.Dispose();
                server.Dispose();
            });
        }
    }

    async Task PassAsync(Socket from, Socket to, bool answers)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var count)
            {
                if (answers)
                {
                    if (!LosesAnswers) await to.SendAsync(buffer.AsMemory(0, count), _stop.Token);
                    continue;
                }
                var left = Interlocked.Add(ref _mayPass, -count) + count;
                await to.SendAsync(buffer.AsMemory(0, (int)Math.Clamp(left, 0, count)), _stop.Token);
                while (left < count && !_stop.IsCancellationRequested) await Task.Delay(20, _stop.Token);
            }
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It was cut.
        }
    }
}
