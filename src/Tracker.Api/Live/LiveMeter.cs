using System.Diagnostics.Metrics;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using Tracker.Log.Feed;

namespace Tracker.Api.Live;

/// <summary>What the API counts of live connections, as meter <c>Tracker.Live</c>, beside what the feed counts.</summary>
public sealed partial class LiveMeter : IDisposable
{
    readonly ILogger<LiveMeter> _log;
    readonly Meter _meter = new("Tracker.Live");
    readonly UpDownCounter<int> _connections;
    readonly UpDownCounter<int> _arriving;
    readonly Counter<long> _refused;
    readonly Counter<long> _closed;
    readonly Counter<long> _resets;

    public LiveMeter(ILogger<LiveMeter> log)
    {
        _log = log;
        _connections = _meter.CreateUpDownCounter<int>("tracker.live.connections", "{connection}", "Open live connections, by transport");
        _arriving = _meter.CreateUpDownCounter<int>("tracker.live.arriving", "{connection}", "Connections that are being set up or have not been at the head yet");
        _refused = _meter.CreateCounter<long>("tracker.live.refused", "{connection}", "Connections that were sent away, by reason: full, address, arriving, origin, rate");
        _closed = _meter.CreateCounter<long>("tracker.live.closed", "{connection}", "Connections that the server closed, by reason: stuck, silent, handshake, too-large, malformed, flood, key, stopping, failed");
        _resets = _meter.CreateCounter<long>("tracker.live.resets", "{reader}", "Readers whose cursor could not be resumed, by reason: epoch, floor, ahead");
    }

    public void Connections(string transport, int more) => _connections.Add(more, new KeyValuePair<string, object?>("transport", transport));
    public void Arriving(int more) => _arriving.Add(more);
    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
    public void Closed(string reason) => _closed.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>The feed let go of a reader. One that went away is not news; a write or read that failed otherwise is a bug, and is logged.</summary>
    public void Closed(Ending why, Exception? trouble)
    {
        if (why == Ending.Stuck)
        {
            Closed("stuck");
        }
        else if (trouble is not (null or IOException or OperationCanceledException or WebSocketException or ObjectDisposedException))
        {
            Closed("failed");
            Failed(trouble);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A live reader could not be served and was cut off")]
    partial void Failed(Exception trouble);

    public void Reset(string reason) => _resets.Add(1, new KeyValuePair<string, object?>("reason", reason));
    public void Dispose() => _meter.Dispose();
}
