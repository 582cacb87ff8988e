using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tracker.Api.Keys;
using Tracker.Log;
using Tracker.Log.Feed;

namespace Tracker.Api.Live;

/// <summary>All hub clients: one timer looks after them, and when the server stops they are told.</summary>
sealed class HubSessions : IDisposable
{
    static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<HubSession, bool> _open = new();
    readonly TimeProvider _clock;
    readonly ITimer _timer;
    readonly CancellationTokenRegistration _stopping;

    public HubSessions(IEventLog log, IFeed feed, ApiOptions options, LiveMeter meter, IHostApplicationLifetime life, [FromKeyedServices("app")] TimeProvider clock, KeyRing? keys = null)
    {
        (Log, Feed, Options, Meter, Keys, _clock) = (log, feed, options.Live, meter, keys, clock);
        PingEvery = options.HeartbeatSeconds * Frequency;
        _timer = clock.CreateTimer(_ => Tick(), null, TickEvery, TickEvery);
        _stopping = life.ApplicationStopping.Register(Stop);
    }

    public IEventLog Log { get; }
    public IFeed Feed { get; }
    public LiveOptions Options { get; }
    public LiveMeter Meter { get; }
    public KeyRing? Keys { get; }
    public long Now => _clock.GetTimestamp();
    public long Frequency => _clock.TimestampFrequency;
    public long Handshake => Options.HandshakeSeconds * Frequency;
    public long Silence => Options.SilenceSeconds * Frequency;
    public long PingEvery { get; }

    public async Task RunAsync(HubSession session)
    {
        _open[session] = true;
        try
        {
            await session.RunAsync();
        }
        finally
        {
            _open.TryRemove(session, out _);
        }
    }

    void Tick()
    {
        var now = Now;
        foreach (var (session, _) in _open) session.Tick(now);
    }

    void Stop()
    {
        foreach (var (session, _) in _open) _ = session.StopAsync();
    }

    public void Dispose()
    {
        _timer.Dispose();
        _stopping.Dispose();
    }
}
