using System.Globalization;
using Xunit;

namespace Tracker.ApiTests.Http;

[Collection(HostCollection.Name)]
public class ClockTests(Host host)
{
    [Fact]
    public async Task The_servers_time_is_the_one_that_records_get_and_is_never_kept()
    {
        var before = await NowAsync();
        var receipt = await host.Admin.Make("/api/statements", new { story = "talks", speakers = new[] { "ann" }, text = "What time is it?" });
        var recorded = DateTimeOffset.Parse((await host.Public.Get($"/api/statements/{receipt.Text("id")}?atLeast={receipt.Text("cursor")}")).Text("recordedAt"), CultureInfo.InvariantCulture);
        var after = await NowAsync();
        // The record's time is in whole milliseconds.
        Assert.InRange(recorded, before.AddMilliseconds(-1), after);
    }

    async Task<DateTimeOffset> NowAsync()
    {
        var answer = await host.Public.Send(HttpMethod.Get, "/api/clock");
        Assert.True(answer.Headers.CacheControl?.NoStore);
        return DateTimeOffset.Parse((await answer.Json()).Text("now"), CultureInfo.InvariantCulture);
    }
}
