using System.Net;
using System.Net.Sockets;
using Tracker.Acceptance.Servers;

namespace Tracker.Acceptance.Deploy;

/// <summary><c>tracker health</c>, which the image's health check is: its exit code is all that an engine sees.</summary>
public sealed class HealthCommandTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_ready_server_is_0_and_one_that_was_killed_is_1()
    {
        await using var server = await RunningServer.StartAsync(ct: Ct);
        var address = server.Address.ToString();
        Assert.StartsWith("200 ready at ", (await Tool.RunAsync(Ct, "health", "--url", address)).Is(0).Out, StringComparison.Ordinal);
        Assert.Equal("200 live", (await Tool.RunAsync(Ct, "health", "--live", "--url", address)).Is(0).Out.Trim());
        // As the image has it: the address that the server was told to listen on.
        var listening = new Dictionary<string, string>(StringComparer.Ordinal) { ["ASPNETCORE_URLS"] = $"http://0.0.0.0:{server.Address.Port};http://[::1]:1", ["http_proxy"] = "http://127.0.0.1:1" };
        (await Tool.RunAsync(listening, Ct, "health")).Is(0);
        await server.KillAsync();
        Assert.Contains("does not answer", (await Tool.RunAsync(Ct, "health", "--url", address)).Is(1).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_ready_is_1_and_one_that_hangs_is_1_soon()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://{listener.LocalEndpoint}";
        var told = Tool.RunAsync(Ct, "health", "--url", address);
        using (var asked = await listener.AcceptTcpClientAsync(Ct))
        {
            var request = new byte[1_000];
            var read = await asked.GetStream().ReadAsync(request, Ct);
            Assert.StartsWith("GET /health/ready ", System.Text.Encoding.ASCII.GetString(request, 0, read), StringComparison.Ordinal);
            await asked.GetStream().WriteAsync("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 9\r\n\r\nnot ready"u8.ToArray(), Ct);
            Assert.Equal("503 not ready", (await told).Is(1).Out.Trim());
        }
        Assert.Contains("not within 3 s", (await Tool.RunAsync(Ct, "health", "--url", address)).Is(1).Out, StringComparison.Ordinal);
    }
}
