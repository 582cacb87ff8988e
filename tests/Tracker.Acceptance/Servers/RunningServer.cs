using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Tracker.Acceptance.Wire;

namespace Tracker.Acceptance.Servers;

/// <summary>The built server as a process of its own, on a free loopback port and a new data directory; both stay the same over a restart.</summary>
sealed class RunningServer : IAsyncDisposable
{
    const int KeptLines = 2_000;
    readonly ServerOptions _options;
    readonly ConcurrentQueue<string> _output = new();
    Process? _process;

    RunningServer(ServerOptions options)
    {
        _options = options;
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        Data = Directory.CreateTempSubdirectory("tracker-acceptance-").FullName;
        Api = new ApiClient(Address, AdminKey);
    }

    public const string AdminKey = "acceptance-admin-key-0123456789";

    public Uri Address { get; }
    public string Data { get; }
    public ApiClient Api { get; }
    public int Pid => _process!.Id;
    public bool HasExited => _process!.HasExited;

    /// <summary>What it has printed, for a failure's message.</summary>
    public string Output => string.Join('\n', _output);

    public static async Task<RunningServer> StartAsync(ServerOptions? options = null, CancellationToken ct = default)
    {
        var server = new RunningServer(options ?? new ServerOptions());
        try
        {
            await server.UpAsync(ct);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it without waiting for anything; <see cref="ReadyAsync"/> does.</summary>
    public static RunningServer Begin(ServerOptions options)
    {
        var server = new RunningServer(options);
        server.Begin();
        return server;
    }

    /// <summary>Starts it (again), and returns when it is ready.</summary>
    public Task UpAsync(CancellationToken ct)
    {
        Begin();
        return ReadyAsync(ct);
    }

    void Begin()
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = ServerFiles.Folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in new[] { ServerFiles.Dll, "--urls", Address.ToString(), "--data", Data }.Concat(_options.Arguments))
            start.ArgumentList.Add(argument);
        start.Environment["Tracker__AdminKey"] = AdminKey;
        foreach (var (name, value) in _options.Settings)
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>kill -9, and waits until the process is gone.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false })
            _process.Kill();
        await _process!.WaitForExitAsync();
    }

    /// <summary>SIGTERM. The process ends by itself; <see cref="EndedAsync"/> waits for it.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{Pid}"]);
        kill.WaitForExit();
    }

    /// <summary>The exit code, when it has ended by itself.</summary>
    /// <exception cref="TimeoutException">It has not within the limit.</exception>
    public async Task<int> EndedAsync(TimeSpan within, CancellationToken ct)
    {
        await _process!.WaitForExitAsync(ct).WaitAsync(within, ct);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await KillAsync();
        _process?.Dispose();
        Api.Dispose();
        Directory.Delete(Data, recursive: true);
    }

    /// <exception cref="InvalidOperationException">It is not ready in time, or has ended.</exception>
    public async Task ReadyAsync(CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < _options.ReadyWithin && !_process!.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative), ct);
                if (answer.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
            {
                // It does not listen yet.
            }
            await Task.Delay(25, ct);
        }
        throw new InvalidOperationException($"The server is not ready{(_process!.HasExited ? $"; it ended with {_process.ExitCode}" : "")}:\n{Output}");
    }

    void Keep(string? line)
    {
        if (line is null)
            return;
        _output.Enqueue(line);
        while (_output.Count > KeptLines)
            _output.TryDequeue(out _);
    }

    static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
