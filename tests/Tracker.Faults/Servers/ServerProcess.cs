using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Tracker.Faults.Servers;

/// <summary>A server as a process of its own, on a loopback port and a data directory that stay the same over a restart.</summary>
/// <param name="data">Its data directory.</param>
/// <param name="sabotage">Null = the server as it is shipped; else the fault server with this sabotage (<c>none</c> = sound, but it obeys orders).</param>
/// <param name="settings">Further settings: names and values of environment variables; an empty value takes the variable away.</param>
sealed class ServerProcess(string data, string? sabotage = null, IReadOnlyDictionary<string, string>? settings = null) : IAsyncDisposable
{
    const int KeptLines = 400;
    static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);
    readonly ConcurrentQueue<string> _output = new();
    Process? _process;

    public Uri Address { get; } = new($"http://127.0.0.1:{Ports.Free()}/");
    public string Data => data;
    public int Pid => _process!.Id;
    public bool HasExited => _process!.HasExited;
    public int ExitCode => _process!.ExitCode;

    /// <summary>What it has printed, the newest lines, for a failure's message.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts it (again), and returns when it is ready: after how long.</summary>
    public async Task<TimeSpan> UpAsync(CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        Begin();
        await ReadyAsync(began, ct);
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Starts it without waiting for anything.</summary>
    public void Begin()
    {
        _process?.Dispose();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (IEnumerable<string>)(sabotage is null ? [Programs.Server] : [Programs.FaultServer, sabotage])) start.ArgumentList.Add(argument);
        foreach (var argument in (string[])["--urls", Address.ToString(), "--data", data]) start.ArgumentList.Add(argument);
        start.Environment["Tracker__AdminKey"] = ApiClient.AdminKey;
        start.Environment["Tracker__HeartbeatSeconds"] = "1";
        foreach (var (name, value) in settings ?? new Dictionary<string, string>()) start.Environment[name] = value.Length == 0 ? null : value;
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
        if (_process is { HasExited: false }) _process.Kill();
        await _process!.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public Task EndedAsync(CancellationToken ct) => _process!.WaitForExitAsync(ct);

    /// <summary>Tells the fault server what to do, and returns when it has heard.</summary>
    public async Task OrderAsync(string order, CancellationToken ct)
    {
        var before = _output.Count(line => line == "obeyed: " + order);
        await _process!.StandardInput.WriteLineAsync(order.AsMemory(), ct);
        await _process.StandardInput.FlushAsync(ct);
        while (_output.Count(line => line == "obeyed: " + order) == before) await Task.Delay(5, ct);
    }

    /// <summary>How many of the lines that are kept contain this.</summary>
    public int Said(string what) => _output.Count(line => line.Contains(what, StringComparison.Ordinal));

    /// <summary>Resident memory, bytes.</summary>
    public long Resident
    {
        get
        {
            var line = File.ReadLines($"/proc/{Pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        await KillAsync();
        _process.Dispose();
    }

    async Task ReadyAsync(long began, CancellationToken ct)
    {
        using var http = ApiClient.Over(Address);
        while (Stopwatch.GetElapsedTime(began) < ReadyWithin && !_process!.HasExited)
        {
            try
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
                patience.CancelAfter(TimeSpan.FromSeconds(5));
                using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative), patience.Token);
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (Exception notYet) when (ApiClient.IsCut(notYet) && !ct.IsCancellationRequested)
            {
                // It does not listen yet.
            }
            await Task.Delay(20, ct);
        }
        throw new InvalidOperationException($"The server is not ready{(_process!.HasExited ? $"; it ended with {_process.ExitCode}" : "")}:\n{Output}");
    }

    void Keep(string? line)
    {
        if (line is null) return;
        _output.Enqueue(line);
        while (_output.Count > KeptLines) _output.TryDequeue(out _);
    }
}
