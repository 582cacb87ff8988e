using System.Text.RegularExpressions;
using Xunit;

namespace Tracker.ApiTests.Operations;

/// <summary>deploy/METRICS.md: the table of this program's own metrics.</summary>
static partial class MetricsDocument
{
    /// <param name="Exposed">Its name at <c>/metrics</c>.</param>
    public sealed record Row(string Name, string Exposed, string Type, string Unit, string Meaning);

    public static IReadOnlyList<Row> Rows { get; } =
        [.. File.ReadLines(Path.Combine(Repository.Root, "deploy", "METRICS.md")).Select(line => Line().Match(line)).Where(match => match.Success)
            .Select(match => new Row(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value, match.Groups[4].Value, match.Groups[5].Value.Trim()))];

    /// <summary>Every metric of ours in a scrape stands in the table, under that name and type.</summary>
    public static void HoldsScraped(string text)
    {
        var told = Type().Matches(text).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).ToList();
        Assert.NotEmpty(told);
        Assert.All(told, one => Assert.Contains(one, Rows.Select(row => (row.Exposed, row.Type))));
    }

    [GeneratedRegex(@"^\| `(tracker\.[^`]+)` \| `([^`]+)` \| (counter|gauge|histogram) \| `([^`]+)` \| (.+) \|$")]
    private static partial Regex Line();

    [GeneratedRegex(@"^# TYPE (tracker_\S+) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Type();
}
