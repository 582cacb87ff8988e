using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Tracker.Log.Derived;

namespace Tracker.Log.Search;

/// <summary>Counts hits by facet and by day.</summary>
sealed class FacetCounter
{
    const int MostValues = 50, MostDates = 366;
    const int MostDaysByDay = 92, MostDaysByMonth = 366 * 20;
    const long Day = 86_400_000;

    readonly Dictionary<ulong, (int Count, long Example)> _values = [];
    readonly Dictionary<long, int> _days = [];
    int _hits;

    public void Add(Walk hit)
    {
        _hits++;
        var codes = hit.Facets(out var saidKey);
        for (var i = 0; i < FacetCodes.Count(codes); i++)
        {
            ref var value = ref CollectionsMarshal.GetValueRefOrAddDefault(_values, FacetCodes.At(codes, i), out var known);
            value = (value.Count + 1, known ? value.Example : hit.Key);
        }
        CollectionsMarshal.GetValueRefOrAddDefault(_days, Math.DivRem(saidKey, Day) is var (day, rest) && rest < 0 ? day - 1 : day, out _)++;
    }

    public FacetCounts Counts(Snapshot from, List<Partition> partitions, bool all)
    {
        var values = new Dictionary<Facet, IReadOnlyList<FacetValue>>();
        foreach (var facet in Enum.GetValues<Facet>())
        {
            var most = _values.Where(value => FacetCodes.FacetOf(value.Key) == facet).OrderByDescending(value => value.Value.Count).ThenBy(value => value.Key).Take(MostValues);
            values[facet] = [.. most.Select(value => new FacetValue(NameOf(from, partitions, facet, value.Key, value.Value.Example), value.Value.Count))
                .OrderByDescending(value => value.Count).ThenBy(value => value.Value, StringComparer.Ordinal)];
        }
        return new FacetCounts(new Considered(_hits, all), values, Dates());
    }

    /// <summary>A value by a statement that has it.</summary>
    static string NameOf(Snapshot from, List<Partition> partitions, Facet facet, ulong code, long example)
    {
        var row = from.Database[Partition.Of(partitions, RowKey.PositionOf(example)).Sql("SELECT marks, sources FROM texts_$ WHERE id = ?")].Bind(example);
        row.Step();
        var (marks, sources) = (row.Text(0), row.Text(1));
        row.Reset();
        var value = marks.Split(' ').Select(FacetCodes.Read).OfType<(Facet Facet, string Value)>().First(read => read.Facet == facet && FacetCodes.Code(facet, read.Value) == code).Value;
        return facet == Facet.Source ? JsonSerializer.Deserialize<List<string>>(sources)!.First(name => Marks.OfSource(name) == Marks.Source + value) : value;
    }

    List<FacetValue> Dates()
    {
        if (_days.Count == 0) return [];
        var span = _days.Keys.Max() - _days.Keys.Min();
        var form = span <= MostDaysByDay ? "yyyy-MM-dd" : span <= MostDaysByMonth ? "yyyy-MM" : "yyyy";
        return [.. _days.GroupBy(day => DateTime.UnixEpoch.AddDays(day.Key).ToString(form, CultureInfo.InvariantCulture), day => day.Value, StringComparer.Ordinal)
            .Select(group => new FacetValue(group.Key, group.Sum())).OrderByDescending(date => date.Value, StringComparer.Ordinal).Take(MostDates)];
    }
}
