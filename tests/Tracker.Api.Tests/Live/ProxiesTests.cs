using Tracker.ApiTests.Http;
using Tracker.Server;
using Xunit;

namespace Tracker.ApiTests.Live;

/// <summary>Whose X-Forwarded-For counts: a balancer in a cluster has a network, not an address.</summary>
[Collection(Alone.Name)]
public sealed class ProxiesTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("10.1.0.0/16, 127.0.0.1", true)]
    [InlineData("10.1.0.0/16,192.0.2.1", false)]
    public async Task A_named_network_is_believed_and_another_is_not(string named, bool believed)
    {
        await using var server = await LiveServer.StartAsync("--Tracker:ForwardedFrom=" + named, "--Tracker:Live:ConnectionsPerAddress=1");
        using var one = await server.OpenAsync("", Ct, ("X-Forwarded-For", "203.0.113.5"));
        using var two = await server.OpenAsync("", Ct, ("X-Forwarded-For", "203.0.113.5"));
        // Not believed, both are this machine, whose connections are not counted.
        Assert.Equal(believed ? 429 : 200, (int)two.StatusCode);
    }

    [Theory]
    [InlineData("proxy.example")]
    [InlineData("127.0.0.1;10.0.0.1")]
    [InlineData("10.0.0.0/33")]
    public async Task What_is_neither_stops_the_start_with_one_line(string named)
    {
        var wrong = await Assert.ThrowsAsync<UsageException>(() => LiveServer.StartAsync("--Tracker:ForwardedFrom=" + named));
        Assert.StartsWith("Tracker:ForwardedFrom is IP addresses and networks", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', wrong.Message);
    }
}
