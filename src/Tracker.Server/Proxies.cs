using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Tracker.Server;

/// <summary>Whose X-Forwarded headers are believed. A balancer in a cluster has no one address, so networks may be named too.</summary>
static class Proxies
{
    /// <param name="named"><c>Tracker:ForwardedFrom</c>: addresses and networks, separated by commas.</param>
    /// <exception cref="UsageException">One of them is neither.</exception>
    public static void Trust(IServiceCollection services, string named)
    {
        var (addresses, networks) = (new List<IPAddress>(), new List<IPNetwork>());
        foreach (var one in named.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(one, out var address)) addresses.Add(address);
            else if (IPNetwork.TryParse(one, out var network)) networks.Add(network);
            else throw new UsageException($"Tracker:ForwardedFrom is IP addresses and networks like 10.0.0.0/16, separated by commas; {one} is neither.");
        }
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            addresses.ForEach(forwarded.KnownProxies.Add);
            networks.ForEach(forwarded.KnownIPNetworks.Add);
        });
    }
}
