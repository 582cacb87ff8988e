using System.Diagnostics.Metrics;
using Tracker.Log;
using Tracker.Log.Index;
using Tracker.Log.Search;

namespace Tracker.Server.Telemetry;

/// <summary>Meters <c>Tracker.Index</c> and <c>Tracker.Search</c>: how far what follows the log has come. Asked for when somebody looks.</summary>
sealed class Lags : IDisposable
{
    readonly Meter _index = new("Tracker.Index");
    readonly Meter _search = new("Tracker.Search");

    public Lags(IEventLog log, IEnumerable<SqliteIndex> index, IEnumerable<SqliteSearch> search)
    {
        foreach (var one in index) Tell(_index, "tracker.index", "index", log, () => one.Position);
        foreach (var one in search) Tell(_search, "tracker.search", "search", log, () => one.Position);
    }

    public void Dispose()
    {
        _index.Dispose();
        _search.Dispose();
    }

    static void Tell(Meter meter, string name, string what, IEventLog log, Func<long> position)
    {
        meter.CreateObservableGauge(name + ".position", position, "{record}", $"The last position that the {what} has taken in");
        // The position first: what becomes durable meanwhile is no negative lag.
        meter.CreateObservableGauge(name + ".lag", () => position() is var taken ? log.Head - taken : 0, "{record}", $"Records by which the {what} is behind the head");
    }
}
