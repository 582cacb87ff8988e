using System.Net;
using System.Net.Sockets;

namespace Tracker.Server;

/// <summary>Ports for a silo that only this process talks to.</summary>
static class SiloPorts
{
    /// <exception cref="UsageException">Somebody listens on it: a second silo there would not fail, but lead to the first.</exception>
    public static void Refuse(int port, string setting)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Any, port));
        }
        catch (SocketException busy) when (busy.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new UsageException($"Port {port} is in use; choose another with {setting}.");
        }
    }

    /// <summary>A loopback port that is free now. Two processes on one silo port would not fail but each believe itself alone, so none is fixed.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
