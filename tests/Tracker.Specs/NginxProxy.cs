using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Tracker.Specs;

/// <summary>deploy/nginx.conf as it stands, in a real nginx before servers on this machine: only addresses, folders and limits are those of a test. Stopped by its process id.</summary>
public sealed partial class NginxProxy : IAsyncDisposable
{
    const string Program = "/usr/sbin/nginx";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tracker-proxy-");
    readonly int _port = PostgresServer.FreePort();
    Process? _process;

    NginxProxy()
    {
    }

    /// <summary>Why there can be none here; null = there can.</summary>
    public static string? Missing => File.Exists(Program) ? null : "nginx is not installed";

    public Uri Address => new($"http://127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}/");

    /// <param name="servers">One to three; compose.yaml has three.</param>
    public static async Task<NginxProxy> StartAsync(IReadOnlyList<Uri> servers, CancellationToken ct)
    {
        var proxy = new NginxProxy();
        try
        {
            var settings = Server().Replace(await File.ReadAllTextAsync(Path.Combine(ThisFolder(), "../../deploy/nginx.conf"), ct), line =>
                    int.Parse(line.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) <= servers.Count ? $"server 127.0.0.1:{servers[int.Parse(line.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) - 1].Port}{line.Groups["rest"].Value}" : "")
                .Replace("listen 8080;", $"listen 127.0.0.1:{proxy._port};", StringComparison.Ordinal).Replace("/tmp/", proxy._folder.FullName + "/", StringComparison.Ordinal)
                .Replace("worker_rlimit_nofile 65536;", Environment.UserName == "root" ? "daemon off; user root;" : "daemon off;", StringComparison.Ordinal).Replace("worker_connections 32768;", "worker_connections 256;", StringComparison.Ordinal);
            var file = Path.Combine(proxy._folder.FullName, "nginx.conf");
            await File.WriteAllTextAsync(file, settings, ct);
            proxy._process = Process.Start(new ProcessStartInfo(Program, ["-c", file, "-e", Path.Combine(proxy._folder.FullName, "error.log")]) { UseShellExecute = false })!;
            await proxy.ListensAsync(ct);
            return proxy;
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
            _process.Dispose();
        }
        _folder.Delete(recursive: true);
    }

    /// <summary>Waits until somebody listens there, or the one who should has ended.</summary>
    async Task ListensAsync(CancellationToken ct)
    {
        for (var began = Stopwatch.GetTimestamp(); ; await Task.Delay(20, ct))
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync("127.0.0.1", _port, ct);
                return;
            }
            catch (SocketException) when (!_process!.HasExited && Stopwatch.GetElapsedTime(began) < Patience)
            {
                // It does not listen yet.
            }
        }
    }

    static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex(@"server tracker-(?<number>[1-3]):5080(?<rest>[^\n]*)", RegexOptions.None, 1_000)]
    private static partial Regex Server();
}
