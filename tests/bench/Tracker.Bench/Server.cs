using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Tracker.Bench;

/// <summary>The server as a process of its own, and what the kernel says of it.</summary>
sealed class Server : IAsyncDisposable
{
    public const string Key = "bench-key-0123456789-0123456789";
    const double TicksPerSecond = 100;   // Linux: sysconf(_SC_CLK_TCK) is 100 on every architecture that .NET runs on
    readonly Options _options;
    readonly string _data = Directory.CreateTempSubdirectory("tracker-bench-").FullName;
    Process _process = new();

    readonly (string Name, string Value)[] _settings;

    /// <param name="settings">Environment variables beyond the key.</param>
    public Server(Options options, params (string Name, string Value)[] settings)
    {
        (_options, _settings) = (options, settings);
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
    }

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>CPU that it has used, user and kernel.</summary>
    public TimeSpan Cpu
    {
        get
        {
            var fields = Stat("stat");
            var after = fields[(fields.LastIndexOf(')') + 2)..].Split(' ');
            return TimeSpan.FromSeconds((long.Parse(after[11], CultureInfo.InvariantCulture) + long.Parse(after[12], CultureInfo.InvariantCulture)) / TicksPerSecond);
        }
    }

    /// <summary>Resident memory in MB.</summary>
    public double ResidentMb => long.Parse(Stat("status").Split('\n').Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;

    /// <summary>Starts it; how long until it is ready.</summary>
    public async Task<TimeSpan> StartAsync()
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = _options.ServerFolder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in new[] { _options.Dll, "--urls", Address.ToString(), "--data", _data })
            start.ArgumentList.Add(argument);
        start.Environment["Tracker__AdminKey"] = Key;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (name, value) in _settings) start.Environment[name] = value;
        _process.Dispose();
        _process = new Process { StartInfo = start };
        var began = Stopwatch.GetTimestamp();
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = Client();
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60))
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                    return Stopwatch.GetElapsedTime(began);
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            // Asking more often takes from it what it needs to start.
            await Task.Delay(20);
        }
        throw new InvalidOperationException("The server is not ready after 60 s.");
    }

    public HttpClient Client()
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(3) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return http;
    }

    public async Task StopAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    string Stat(string file) => File.ReadAllText($"/proc/{_process.Id}/{file}");
}
