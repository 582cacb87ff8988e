using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Tracker.Faults.Servers;

namespace Tracker.Faults.Nemesis;

/// <summary>What a line does with what is sent over it.</summary>
enum LineState
{
    /// <summary>Everything passes.</summary>
    Open,

    /// <summary>What was open is closed, what is new is closed at once.</summary>
    Cut,

    /// <summary>Half-open: connections stay, and not a byte passes.</summary>
    Frozen,

    /// <summary>What clients send arrives; what the server answers is lost.</summary>
    AnswersLost,

    /// <summary>What the server sends arrives; what clients send is lost.</summary>
    RequestsLost,
}

/// <summary>A TCP line between clients and the server. A connection that has lost bytes is closed when the line is mended: it could only mislead.</summary>
sealed class Line : IAsyncDisposable
{
    readonly Uri _server;
    readonly TcpListener _listener;
    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentDictionary<Connection, bool> _open = new();
    readonly Task _accepting;
    TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile LineState _state;

    public Line(Uri server)
    {
        _server = server;
        _listener = new TcpListener(IPAddress.Loopback, Ports.Free());
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public void Become(LineState state)
    {
        _state = state;
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        foreach (var connection in _open.Keys)
        {
            if (state == LineState.Cut || (state == LineState.Open && connection.HasLost)) connection.Close();
        }
    }

    async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var near = await _listener.AcceptSocketAsync(_stop.Token);
                if (_state == LineState.Cut) near.Dispose();
                else _ = JoinAsync(near);
            }
            catch (Exception ended) when (ended is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // Accepting goes on until the line is taken down.
            }
        }
    }

    async Task JoinAsync(Socket near)
    {
        using var connection = new Connection(near);
        _open[connection] = true;
        try
        {
            await connection.Far.ConnectAsync(_server.Host, _server.Port, _stop.Token);
            await Task.WhenAny(PumpAsync(connection, near, connection.Far, LineState.RequestsLost), PumpAsync(connection, connection.Far, near, LineState.AnswersLost));
        }
        catch (Exception cut) when (cut is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // What this is for.
        }
        finally
        {
            _open.TryRemove(connection, out _);
        }
    }

    async Task PumpAsync(Connection connection, Socket from, Socket to, LineState loses)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var read)
            {
                for (var changed = _changed.Task; _state == LineState.Frozen; changed = _changed.Task) await changed.WaitAsync(_stop.Token);
                if (_state == loses) connection.HasLost = true;
                else if (!connection.HasLost) await SendAsync(to, buffer.AsMemory(0, read));
            }
        }
        catch (Exception cut) when (cut is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // What this is for.
        }
    }

    async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[await to.SendAsync(bytes, _stop.Token)..];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        Become(LineState.Cut);
        await _accepting;
        _stop.Dispose();
    }

    sealed class Connection(Socket near) : IDisposable
    {
        public Socket Far { get; } = new(SocketType.Stream, ProtocolType.Tcp);
        public bool HasLost { get; set; }

        public void Close()
        {
            near.Dispose();
            Far.Dispose();
        }

        public void Dispose() => Close();
    }
}
