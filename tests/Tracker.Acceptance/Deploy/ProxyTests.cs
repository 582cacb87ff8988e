using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tracker.Acceptance.Servers;
using Tracker.Acceptance.Wire;

namespace Tracker.Acceptance.Deploy;

/// <summary>deploy/nginx.conf as it stands, with the addresses of this machine: readers and posts through a real nginx.</summary>
public sealed class ProxyTests
{
    const string Nginx = "/usr/sbin/nginx";
    static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Starts = TimeSpan.FromSeconds(20);

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Through_the_proxy_readers_get_changes_at_once_on_both_transports_and_what_is_inside_stays_inside()
    {
        if (!File.Exists(Nginx)) Assert.Skip("nginx is not installed here");
        await using var server = await RunningServer.StartAsync(new ServerOptions { Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Tracker__ForwardedFrom"] = "127.0.0.1" } }, Ct);
        var directory = Directory.CreateTempSubdirectory("tracker-proxy-");
        var port = FreePort();
        var settings = Regex.Replace(DeployFiles.All["nginx.conf"], @"server tracker-1:5080 ", $"server 127.0.0.1:{server.Address.Port} ", RegexOptions.None, AtOnce);
        settings = Regex.Replace(settings, @"\n\s*server tracker-[23]:5080 [^\n]*", "", RegexOptions.None, AtOnce)
            .Replace("listen 8080;", $"listen 127.0.0.1:{port};", StringComparison.Ordinal).Replace("/tmp/", directory.FullName + "/", StringComparison.Ordinal)
            .Replace("worker_rlimit_nofile 65536;", "daemon off; user root;", StringComparison.Ordinal).Replace("worker_connections 32768;", "worker_connections 256;", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(directory.FullName, "nginx.conf"), settings, Ct);
        using var nginx = Process.Start(new ProcessStartInfo(Nginx, ["-c", Path.Combine(directory.FullName, "nginx.conf"), "-e", Path.Combine(directory.FullName, "error.log")]) { UseShellExecute = false })!;
        try
        {
            var proxy = new Uri($"http://127.0.0.1:{port}/");
            await ListensAsync(port, nginx);
            using var api = new ApiClient(proxy, RunningServer.AdminKey);
            (await api.Post("/api/stories", new JsonObject { ["id"] = "talks", ["title"] = "Talks" }, Ct)).Is(201);
            await using var stream = await SseSubscriber.OpenAsync(proxy, "", Ct);
            await using var hub = await HubSubscriber.OpenAsync(proxy, new { after = "now" }, Ct);
            (await api.Post("/api/topics", new JsonObject { ["id"] = "truce", ["story"] = "talks", ["title"] = "Truce" }, Ct)).Is(201);
            await stream.Received.UntilItem(item => item.Entity == "topic/truce", "the topic", Ct).WaitAsync(AtOnce, Ct);
            await hub.Received.UntilItem(item => item.Entity == "topic/truce", "the topic", Ct).WaitAsync(AtOnce, Ct);

            // What is each server's own stays inside.
            using var http = new HttpClient { BaseAddress = proxy };
            foreach (var inside in new[] { "metrics", "health/ready" }) Assert.Equal(404, (int)(await http.GetAsync(new Uri(inside, UriKind.Relative), Ct)).StatusCode);
        }
        finally
        {
            if (!nginx.HasExited) nginx.Kill(entireProcessTree: true);
            await nginx.WaitForExitAsync(CancellationToken.None);
            directory.Delete(recursive: true);
        }
    }

    /// <summary>Waits until somebody listens there, or the one who should has ended.</summary>
    static async Task ListensAsync(int port, Process nginx)
    {
        for (var began = Stopwatch.GetTimestamp(); ; await Task.Delay(20, Ct))
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync("127.0.0.1", port, Ct);
                return;
            }
            catch (SocketException) when (!nginx.HasExited && Stopwatch.GetElapsedTime(began) < Starts)
            {
                // It does not listen yet.
            }
        }
    }

    static int FreePort()
    {
        using var probe = new TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        return ((System.Net.IPEndPoint)probe.LocalEndpoint).Port;
    }
}
