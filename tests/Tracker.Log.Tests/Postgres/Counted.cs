using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Tracker.Log.Tests.Postgres;

/// <summary>What the counters of the log say while it is there, of all logs of this process.</summary>
sealed class Counted : IDisposable
{
    readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    readonly MeterListener _listener = new();

    public Counted()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Tracker.Log" && instrument is Counter<long>) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var name = instrument.Name;
            foreach (var (_, tag) in tags) name += " " + tag;
            _counts.AddOrUpdate(name, value, (_, before) => before + value);
        });
        _listener.Start();
    }

    public long this[string name] => _counts.GetValueOrDefault(name);

    public void Dispose() => _listener.Dispose();
}
