using Tracker.Hostile.Shooting;

namespace Tracker.Hostile.Lines;

/// <summary>What is no request is refused or closed; the server reads on from others.</summary>
public sealed class RawTests(Siege siege)
{
    [Fact]
    public async Task Bytes_that_are_no_request_are_refused_or_the_connection_closed()
    {
        await siege.BeginAsync(TestContext.Current.CancellationToken);
        await siege.FireAsync("raw", RawShots.Count, RawShots.Of);
    }

    [Fact]
    public async Task Connections_that_drip_and_bodies_that_stop_keep_nobody_else_waiting()
    {
        var ct = TestContext.Current.CancellationToken;
        await siege.BeginAsync(ct);
        await using var drips = await Drips.OpenAsync(siege.Server.Address, 400, ct);
        for (var i = 0; i < 30; i++)
        {
            await drips.DripAsync(ct);
            var shot = new HttpCall("GET", "/api/stories?limit=1").Shot("an honest reader");
            var outcome = await Line.FireAsync(siege.Server.Address, shot, TimeSpan.FromSeconds(10), ct);
            Assert.True(outcome.Answers is [{ Status: 200 }], "An honest reader got no answer beside connections that drip.");
        }
        await siege.StandsAsync(ct);
    }
}
