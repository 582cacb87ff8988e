using System.Net.Sockets;

namespace Tracker.Faults.Readers;

/// <summary>The readers' connections. The kernel keeps little for each, so that a reader that stalls is soon felt by the server.</summary>
static class Sockets
{
    const int ReceiveBuffer = 64 * 1024;

    public static SocketsHttpHandler Handler { get; } = new()
    {
        MaxConnectionsPerServer = 10_000,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        ConnectCallback = async (context, ct) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = ReceiveBuffer };
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, ct);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };
}
