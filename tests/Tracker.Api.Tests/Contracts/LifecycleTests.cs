using System.Text.Json;
using System.Text.RegularExpressions;
using Tracker.Domain.Meetings;
using Xunit;

namespace Tracker.ApiTests.Contracts;

/// <summary>The desk offers the statuses that may follow; its table is the domain's.</summary>
public class LifecycleTests
{
    [Fact]
    public void The_desk_offers_what_the_lifecycle_allows()
    {
        var table = File.ReadAllLines(Path.Combine(Repository.Root, "src/dashboard/src/views/desk/lifecycle.ts"))
            .Select(line => Regex.Match(line, @"^  (\w+): \[(.*)\],$")).Where(row => row.Success)
            .ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value, StringComparer.Ordinal);
        Assert.Equal(
            Enum.GetValues<MeetingStatus>().Select(status => (Name(status), string.Join(", ", Lifecycle.After(status).Select(next => $"'{Name(next)}'")))).Order(),
            table.Select(row => (row.Key, row.Value)).Order());
    }

    static string Name(MeetingStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());
}
