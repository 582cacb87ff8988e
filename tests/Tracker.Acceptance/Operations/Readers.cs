using System.Net.Sockets;
using System.Text;

namespace Tracker.Acceptance.Operations;

/// <summary>Many SSE readers, each a bare socket: those that read, and those that never do.</summary>
sealed class Readers : IDisposable
{
    readonly List<Socket> _sockets = [];
    readonly List<Task> _reading = [];

    /// <summary>Completes when everyone who reads has seen the end of its stream.</summary>
    public Task Ended => Task.WhenAll(_reading);

    /// <summary>Opens readers from now on; returns when each has its first bytes.</summary>
    public async Task OpenAsync(Uri server, int count, CancellationToken ct)
    {
        foreach (var some in Enumerable.Range(0, count).Chunk(50)) await Task.WhenAll(some.Select(_ => OpenOneAsync(server, ct)));
    }

    /// <summary>Opens readers of everything who take nothing: the server's writes to them come to a stand.</summary>
    public async Task OpenStuckAsync(Uri server, int count, CancellationToken ct)
    {
        for (var i = 0; i < count; i++) await ConnectAsync(server, "start", receiveBuffer: 4_096, ct);
    }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    async Task OpenOneAsync(Uri server, CancellationToken ct)
    {
        var socket = await ConnectAsync(server, "now", receiveBuffer: null, ct);
        var buffer = new byte[1_024];
        Assert.True(await socket.ReceiveAsync(buffer, ct) > 0);
        lock (_reading) _reading.Add(DrainAsync(socket, buffer, ct));
    }

    async Task<Socket> ConnectAsync(Uri server, string after, int? receiveBuffer, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (receiveBuffer is { } size) socket.ReceiveBufferSize = size;
        lock (_sockets) _sockets.Add(socket);
        await socket.ConnectAsync(server.Host, server.Port, ct);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /api/live?after={after} HTTP/1.1\r\nHost: {server.Authority}\r\nAccept: text/event-stream\r\n\r\n"), ct);
        return socket;
    }

    static async Task DrainAsync(Socket socket, byte[] buffer, CancellationToken ct)
    {
        try
        {
            while (await socket.ReceiveAsync(buffer, ct) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Cut: an end too.
        }
    }
}
