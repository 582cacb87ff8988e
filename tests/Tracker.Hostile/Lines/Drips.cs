using System.Net.Sockets;
using System.Text;
using Tracker.Hostile.Shooting;

namespace Tracker.Hostile.Lines;

/// <summary>Many connections that each send a byte now and then: of a request line, of headers, of a body, of a chunk.</summary>
sealed class Drips(IReadOnlyList<Socket> sockets) : IAsyncDisposable
{
    static readonly string Key = $"Host: localhost\r\nAuthorization: Bearer {Acceptance.Servers.RunningServer.AdminKey}\r\n";
    static readonly IReadOnlyList<string> Beginnings =
    [
        "GET /", "GET / HTTP/1.1\r\nHost: localhost\r\nA: ", $"POST /api/statements HTTP/1.1\r\n{Key}Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{{", $"POST /api/statements/batch HTTP/1.1\r\n{Key}Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{{\r\n",
    ];

    readonly HashSet<Socket> _closed = [];

    public static async Task<Drips> OpenAsync(Uri address, int count, CancellationToken ct)
    {
        var sockets = new List<Socket>();
        for (var i = 0; i < count; i++)
        {
            var socket = await Line.ConnectAsync(address, ct);
            sockets.Add(socket);
            await socket.SendAsync(Encoding.ASCII.GetBytes(Beginnings[i % Beginnings.Count]), ct);
        }
        return new Drips(sockets);
    }

    /// <summary>A byte on each that is still open.</summary>
    public async Task DripAsync(CancellationToken ct)
    {
        foreach (var socket in sockets.Where(socket => !_closed.Contains(socket)))
        {
            try
            {
                await socket.SendAsync("1"u8.ToArray(), ct);
            }
            catch (SocketException)
            {
                _closed.Add(socket); // it was enough for the server
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var socket in sockets) socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
