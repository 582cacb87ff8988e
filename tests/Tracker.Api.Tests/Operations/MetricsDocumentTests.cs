using System.Diagnostics.Metrics;
using Tracker.ApiTests.Http;
using Xunit;

namespace Tracker.ApiTests.Operations;

[Collection(HostCollection.Name)]
public sealed class MetricsDocumentTests(Host host)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_table_of_metrics_tells_what_there_is_and_nothing_else()
    {
        // Meters that come into being with the first refusal and the first reader.
        await (await host.Public.GetAsync("/api/statements/none", Ct)).Problem(404, "not-found");
        (await host.Public.GetAsync("/api/live", HttpCompletionOption.ResponseHeadersRead, Ct)).Dispose();
        await host.Public.GetStringAsync("/metrics", Ct);
        var there = new SortedSet<(string Name, string Type, string Unit, string Meaning)>();
        using (var listener = new MeterListener())
        {
            listener.InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith("Tracker.", StringComparison.Ordinal))
                    there.Add((instrument.Name, TypeOf(instrument), instrument.Unit ?? "", instrument.Description ?? ""));
            };
            listener.Start();
        }
        Assert.Equal(there, MetricsDocument.Rows.Select(row => (row.Name, row.Type, row.Unit, row.Meaning)).Order());
    }

    [Fact]
    public async Task Metrics_are_open_where_reading_is()
    {
        var text = await host.Public.GetStringAsync("/metrics", Ct);
        Assert.Contains("tracker_log_head", text, StringComparison.Ordinal);
        MetricsDocument.HoldsScraped(text);
    }

    static string TypeOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" or "ObservableCounter" => "counter",
        "Histogram" => "histogram",
        _ => "gauge",
    };
}
