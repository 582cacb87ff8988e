using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Tracker.Dashboard.Bench;

/// <summary>The built server as a process of its own, on a free port and a new data directory.</summary>
sealed class Server : IAsyncDisposable
{
    const string Key = "bench-key-0123456789-0123456789";
    readonly string _data = Directory.CreateTempSubdirectory("tracker-dashboard-bench-").FullName;
    readonly Process _process;

    Server(Uri address)
    {
        Address = address;
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = "src/Tracker.Server", RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in new[] { "bin/Release/net10.0/Tracker.Server.dll", "--urls", address.ToString(), "--data", _data })
            start.ArgumentList.Add(argument);
        start.Environment["Tracker__AdminKey"] = Key;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        _process = Process.Start(start)!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public Uri Address { get; }
    public HttpClient Http { get; }

    public static async Task<Server> StartAsync()
    {
        using var probe = new TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        var port = ((System.Net.IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var server = new Server(new Uri($"http://127.0.0.1:{port}/"));
        for (var tries = 0; tries < 600; tries++)
        {
            try
            {
                using var answer = await server.Http.GetAsync(new Uri("health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode) return server;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            await Task.Delay(100);
        }
        await server.DisposeAsync();
        throw new InvalidOperationException("The server is not ready after a minute.");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }
}
