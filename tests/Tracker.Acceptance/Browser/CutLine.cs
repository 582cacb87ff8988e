using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tracker.Acceptance.Browser;

/// <summary>A line between a browser and the server that can be cut and mended: while it is cut, what is open is closed and what is new is refused.</summary>
sealed class CutLine : IAsyncDisposable
{
    readonly Uri _server;
    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    readonly int _port;
    TcpListener? _listener;
    Task _accepting = Task.CompletedTask;

    public CutLine(Uri server)
    {
        _server = server;
        Mend();
        _port = ((IPEndPoint)_listener!.LocalEndpoint).Port;
        Address = new Uri($"http://127.0.0.1:{_port}/");
    }

    public Uri Address { get; }

    public void Mend()
    {
        _listener = new TcpListener(IPAddress.Loopback, _port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    public async Task CutAsync()
    {
        _listener!.Stop();
        foreach (var connection in _open.Keys)
            connection.Close();
        await _accepting;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await CutAsync();
        _stop.Dispose();
    }

    async Task AcceptAsync(TcpListener listener)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = JoinAsync(await listener.AcceptTcpClientAsync(_stop.Token));
            }
            catch (Exception cut) when (cut is SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    async Task JoinAsync(TcpClient near)
    {
        using var far = new TcpClient();
        (_open[near], _open[far]) = (true, true);
        try
        {
            await far.ConnectAsync(_server.Host, _server.Port, _stop.Token);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), _stop.Token), far.GetStream().CopyToAsync(near.GetStream(), _stop.Token));
        }
        catch (Exception cut) when (cut is SocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // A cut line is what this is for.
        }
        finally
        {
            _open.TryRemove(near, out _);
            _open.TryRemove(far, out _);
            near.Dispose();
        }
    }
}
