using System.Net;
using System.Net.Sockets;

namespace Tracker.Server;

/// <summary>Ports for a silo that only this process talks to.</summary>
static class SiloPorts
{
    /// <summary>A loopback port that is free now. Two processes on one silo port would not fail but each believe itself alone, so none is fixed.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
