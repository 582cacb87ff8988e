using System.Net;
using System.Net.Sockets;
using Tracker.Server;
using Xunit;

namespace Tracker.ApiTests.Live;

public sealed class SocketTests
{
    [Fact]
    public async Task An_accepted_socket_gives_up_a_peer_that_no_longer_acknowledges()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The option is Linux's.");
        using var listening = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Listening.NoticeTheDead(listening);
        listening.Listen();
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listening.LocalEndPoint!, TestContext.Current.CancellationToken);
        using var accepted = await listening.AcceptAsync(TestContext.Current.CancellationToken);
        var timeout = new byte[4];
        Assert.Equal(4, accepted.GetRawSocketOption(6, 18, timeout));
        Assert.Equal((int)Listening.GoneAfter.TotalMilliseconds, BitConverter.ToInt32(timeout));
        Assert.NotEqual(0, (int)accepted.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!);
        Assert.Equal((int)Listening.GoneAfter.TotalSeconds, (int)accepted.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime)!);
    }
}
