using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain;

namespace Tracker.Api.Live;

/// <summary>
/// Who may be connected, and who may arrive now: as many as the process and a client's address may have, a bounded number being set up at once, the
/// rest in line for a while and then sent away with a time by chance, so that they do not come back together.
/// </summary>
public sealed class LiveConnections(ApiOptions options, LiveMeter meter, [FromKeyedServices("app")] TimeProvider clock) : IDisposable
{
    readonly SemaphoreSlim _arriving = new(options.Live.ArrivingAtOnce);
    readonly ConcurrentDictionary<IPAddress, int> _byAddress = new();
    int _open;

    public int Open => Volatile.Read(ref _open);

    /// <summary>A place, which its owner gives back when the connection ends; or why there is none.</summary>
    public async ValueTask<(Place? Place, Refusal? Refusal)> EnterAsync(HttpContext http, string transport)
    {
        if (Interlocked.Increment(ref _open) > options.MaxLiveConnections)
        {
            Interlocked.Decrement(ref _open);
            return (null, SentAway(http, "full", new Refusal("busy", "This server has as many live connections as it takes.")));
        }
        var address = Counted(http.Connection.RemoteIpAddress);
        if (address is not null && _byAddress.AddOrUpdate(address, 1, (_, count) => count + 1) > options.Live.ConnectionsPerAddress)
        {
            Leave(address);
            return (null, SentAway(http, "address", new Refusal("too-many", $"At most {options.Live.ConnectionsPerAddress} live connections of one address.")));
        }
        if (!await _arriving.WaitAsync(0) && !await InLine(http.RequestAborted))
        {
            Leave(address);
            return (null, SentAway(http, "arriving", new Refusal("busy", "Too many connections are being set up.")));
        }
        meter.Connections(transport, 1);
        meter.Arriving(1);
        return (new Place(this, transport, address), null);
    }

    /// <summary>Milliseconds after which somebody who is sent away should come back: by chance, so that a crowd spreads.</summary>
    public int ComeBack => Random.Shared.Next(1000, (options.Live.ComeBackWithinSeconds * 1000) + 1);

    async ValueTask<bool> InLine(CancellationToken gone)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(gone);
        using var timer = clock.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), patience, TimeSpan.FromSeconds(options.Live.ArriveWithinSeconds), Timeout.InfiniteTimeSpan);
        try
        {
            await _arriving.WaitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    Refusal SentAway(HttpContext http, string reason, Refusal refusal)
    {
        meter.Refused(reason);
        http.Response.Headers.RetryAfter = ((ComeBack + 999) / 1000).ToString(null, System.Globalization.CultureInfo.InvariantCulture);
        return refusal;
    }

    void Leave(IPAddress? address)
    {
        Interlocked.Decrement(ref _open);
        while (address is not null && _byAddress.TryGetValue(address, out var count))
        {
            if (count > 1 ? _byAddress.TryUpdate(address, count - 1, count) : _byAddress.TryRemove(new(address, count))) return;
        }
    }

    static IPAddress? Counted(IPAddress? address)
    {
        if (address is null) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address)) return null;
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    public void Dispose() => _arriving.Dispose();

    /// <summary>One connection's place.</summary>
    public sealed class Place(LiveConnections connections, string transport, IPAddress? address) : IDisposable
    {
        int _arrived, _left;

        /// <summary>It has been at the head, or is no longer waited for: the next in line may arrive.</summary>
        public void Arrived()
        {
            if (Interlocked.Exchange(ref _arrived, 1) != 0) return;
            connections.ArrivedOne();
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) != 0) return;
            Arrived();
            connections.Leave(address);
            connections.Gone(transport);
        }
    }

    void ArrivedOne()
    {
        meter.Arriving(-1);
        _arriving.Release();
    }

    void Gone(string transport) => meter.Connections(transport, -1);
}
