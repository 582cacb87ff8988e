using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Tracker.Server;

/// <summary>What a connection may send before the API sees it, and when the kernel gives one up that no longer answers.</summary>
public static class Listening
{
    /// <summary>Bytes of a request line; a filter of some hundred references fits. A longer one is answered 414.</summary>
    public const int MaxRequestLine = 16 * 1024;

    /// <summary>Bytes of all headers of a request; more is answered 431.</summary>
    public const int MaxHeaders = 32 * 1024;

    /// <summary>Headers of a request; more is answered 431.</summary>
    public const int MaxHeaderCount = 100;

    /// <summary>In which the headers of a request must have come; then 408.</summary>
    public static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(20);

    /// <summary>A peer that has not acknowledged what was sent to it for this long is gone. Heartbeats see to it that there is something to acknowledge.</summary>
    public static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(30);

    const int Tcp = 6;
    const int LinuxUserTimeout = 18;

    public static void Configure(IWebHostBuilder web)
    {
        web.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = MaxRequestLine;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaders;
            kestrel.Limits.MaxRequestHeaderCount = MaxHeaderCount;
            kestrel.Limits.RequestHeadersTimeout = HeadersWithin;
        });
        web.UseSockets(sockets =>
        {
            sockets.CreateBoundListenSocket = Bind;
            // A frame goes to the kernel on the thread that writes it: handing each over to another cost more than the write. Whoever handles a request blocks
            // nobody else's: sockets complete on threads of the pool.
            sockets.UnsafePreferInlineScheduling = true;
        });
    }

    static Socket Bind(EndPoint endpoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        if (endpoint is IPEndPoint) NoticeTheDead(socket);
        return socket;
    }

    /// <summary>Half-open connections: the peer is gone and never said so. Accepted sockets have what the listening one has.</summary>
    public static void NoticeTheDead(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)GoneAfter.TotalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
        if (OperatingSystem.IsLinux()) socket.SetRawSocketOption(Tcp, LinuxUserTimeout, BitConverter.GetBytes((int)GoneAfter.TotalMilliseconds));
    }
}
