using System.Diagnostics.Metrics;

namespace Tracker.Api.Problems;

/// <summary>Meter <c>Tracker.Api</c>: how often what was refused, lines of batches too.</summary>
static class RefusalCount
{
    static readonly Meter Meter = new("Tracker.Api");

    static readonly Counter<long> Refused = Meter.CreateCounter<long>("tracker.api.refused", "{refusal}", "Requests and lines of batches that were refused, by code of /problems");

    public static void Add(string code) => Refused.Add(1, new KeyValuePair<string, object?>("code", code));
}
