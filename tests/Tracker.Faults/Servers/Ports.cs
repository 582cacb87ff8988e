using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tracker.Faults.Servers;

static class Ports
{
    // Below the range that outgoing connections take theirs from: a client that knocks at the port of a dead server would now and then get that very
    // port as its own, and be connected to itself.
    const int First = 20_000;
    const int Last = 32_000;

    // Whoever was given one may not listen on it yet (a cluster takes nine before its first node starts).
    static readonly ConcurrentDictionary<int, bool> Given = [];

    /// <summary>A loopback port that nobody listens on now, that no outgoing connection will have, and that was not given before.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            if (!Given.TryAdd(port, true)) continue;
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another.
            }
        }
    }
}
