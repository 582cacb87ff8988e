using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Tracker.ApiTests.Http;
using Xunit;

namespace Tracker.ApiTests.Live;

/// <summary>What one connection, one client and all who arrive may take of the server; each refusal is counted.</summary>
[Collection(Alone.Name)]
public sealed class LimitTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_address_has_so_many_live_connections_over_both_transports()
    {
        using var counted = new Counted();
        await using var server = await LiveServer.StartAsync("--Tracker:Live:ConnectionsPerAddress=2");
        var one = await server.OpenAsync("", Ct, ("X-Forwarded-For", "203.0.113.5"));
        using var two = await server.ConnectAsync(Ct, ("X-Forwarded-For", "203.0.113.5"));
        var third = await server.OpenAsync("", Ct, ("X-Forwarded-For", "203.0.113.5"));
        await third.Problem(429, "too-many");
        Assert.InRange(int.Parse(Assert.Single(third.Headers.GetValues("Retry-After")), CultureInfo.InvariantCulture), 1, 5);
        await Assert.ThrowsAsync<WebSocketException>(() => server.ConnectAsync(Ct, ("X-Forwarded-For", "203.0.113.5")));
        using var other = await server.OpenAsync("", Ct, ("X-Forwarded-For", "203.0.113.6"));
        Assert.Equal(200, (int)other.StatusCode);
        // Of IPv6 it is the network that counts.
        using var six = await server.OpenAsync("", Ct, ("X-Forwarded-For", "[2001:db8:1:2::1]"));
        using var seven = await server.OpenAsync("", Ct, ("X-Forwarded-For", "[2001:db8:1:2::2]"));
        await (await server.OpenAsync("", Ct, ("X-Forwarded-For", "[2001:db8:1:2:3::3]"))).Problem(429, "too-many");
        Assert.Equal(3, counted["refused/address"]);

        one.Dispose();
        while (true)
        {
            using var again = await server.OpenAsync("", Ct, ("X-Forwarded-For", "203.0.113.5"));
            if ((int)again.StatusCode == 200) break;
            await Task.Delay(20, Ct);
        }
    }

    [Fact]
    public async Task So_many_arrive_at_once_and_the_rest_are_told_when_to_come_back()
    {
        using var counted = new Counted();
        await using var server = await LiveServer.StartAsync("--Tracker:Live:ArrivingAtOnce=1", "--Tracker:Live:ArriveWithinSeconds=0", "--Tracker:Live:HandshakeSeconds=60");
        // It has not watched yet, so it is still arriving.
        using var arriving = await server.ConnectAsync(Ct);
        var refused = await server.OpenAsync("", Ct);
        await refused.Problem(503, "busy");
        Assert.InRange(int.Parse(Assert.Single(refused.Headers.GetValues("Retry-After")), CultureInfo.InvariantCulture), 1, 5);
        // A browser's EventSource that comes back would give up at a 503.
        using var back = await server.OpenAsync("", Ct, ("Last-Event-ID", "start"));
        Assert.Equal("text/event-stream", back.Content.Headers.ContentType?.MediaType);
        Assert.InRange(int.Parse((await back.Content.ReadAsStringAsync(Ct)).Split('\n')[0]["retry: ".Length..], CultureInfo.InvariantCulture), 1000, 5000);
        Assert.Equal(2, counted["refused/arriving"]);

        await arriving.ShakeHandsAsync(Ct);
        await arriving.SayAsync("""{"type":1,"invocationId":"1","target":"Watch","arguments":[{}]}""", Ct);
        Assert.NotNull(await arriving.HearAsync(3, Ct));
        while (true)
        {
            using var again = await server.OpenAsync("", Ct);
            if ((int)again.StatusCode == 200) break;
            await Task.Delay(20, Ct);
        }
    }

    [Fact]
    public async Task One_that_arrives_waits_in_line_for_a_while()
    {
        await using var server = await LiveServer.StartAsync("--Tracker:Live:ArrivingAtOnce=1", "--Tracker:Live:ArriveWithinSeconds=60", "--Tracker:Live:HandshakeSeconds=60");
        var arriving = await server.ConnectAsync(Ct);
        var waiting = server.OpenAsync("", Ct);
        Assert.False(waiting.IsCompleted);
        arriving.Abort();
        using var answer = await waiting;
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_reader_that_does_not_read_is_closed_and_the_others_are_served()
    {
        using var counted = new Counted();
        await using var server = await LiveServer.StartAsync("--Tracker:Feed:StuckAfter=00:00:02");
        await server.Admin.Make("/api/stories", new { id = "talks", title = "Talks" });
        await server.Admin.Make("/api/actors", new { id = "ann", kind = "person", name = "Ann Example" });
        using var stuck = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await stuck.ConnectAsync("127.0.0.1", server.Address.Port, Ct);
        await stuck.SendAsync(Encoding.ASCII.GetBytes($"GET /api/live?after=now HTTP/1.1\r\nHost: {server.Address.Authority}\r\n\r\n"), SocketFlags.None, Ct);
        using var well = await server.OpenAsync("?after=now", Ct);
        using var lines = new StreamReader(await well.Content.ReadAsStreamAsync(Ct));
        await counted.Reaches("connections/sse", 2, Ct);
        var (posted, seen) = (0, 0);
        var reading = Task.Run(async () =>
        {
            while (await lines.ReadLineAsync(Ct) is { } line) if (line.StartsWith("event: change", StringComparison.Ordinal)) Interlocked.Increment(ref seen);
        }, Ct);
        // The kernel takes some megabytes before a write has to wait.
        while (counted["closed/stuck"] == 0)
        {
            if (posted < 200) await server.Admin.Make("/api/acts", new { id = "act-" + posted++, story = "talks", kind = "decision", actors = new[] { "ann" }, text = new string('x', 90_000) });
            else await Task.Delay(50, Ct);
        }
        while (Volatile.Read(ref seen) < posted && !reading.IsCompleted) await Task.Delay(20, Ct);
        Assert.False(reading.IsCompleted);
        Assert.Equal(1, counted["closed/stuck"]);
        while (counted["connections/sse"] != 1) await Task.Delay(20, Ct);
        await server.StopAsync();
        await reading;
    }
}

/// <summary>Tests that count what the whole process does run one at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
